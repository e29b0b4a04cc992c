WITH wanted AS (
  SELECT DISTINCT place.region FROM place
  JOIN region ON region.key = place.within
  JOIN (SELECT unnest($region::VARCHAR[]) AS code) AS asked ON asked.code IS NULL OR asked.code = region.key
)
SELECT DISTINCT strategy.region AS place, strategy.name AS strategy, code(strategy.period) AS period,
  priority.name AS priority, lower(priority.language) AS language, code(topic_of.code) AS domain,
  entity('priority', priority.key) AS priorityIri
FROM wanted
JOIN strategy ON strategy.region = wanted.region
JOIN priority ON priority.strategy = strategy.key
LEFT JOIN topic_of ON topic_of.subject = priority.key AND subject_class = 'priority' AND scheme = 's3-domain'
ORDER BY 1, 3, 2, 4, 5, 6, 7
