WITH supported AS (
  SELECT object AS priority, count(DISTINCT (subject_class, subject)) AS links
  FROM link WHERE predicate = 'addressesPriority' AND object_class = 'priority'
  GROUP BY object
),
facility AS (
  SELECT 'cluster' AS class, key, region FROM cluster UNION ALL SELECT 'infrastructure', key, region FROM infrastructure
),
near AS (
  SELECT declared.priority, count(DISTINCT (class, facility.key)) AS neighbours
  FROM declared
  JOIN place ON place.within = declared.region
  JOIN facility ON facility.region = place.region
  JOIN topic_of
    ON topic_of.subject_class = class AND topic_of.subject = facility.key
    AND topic_of.scheme = 's3-domain' AND topic_of.code = declared.domain
  GROUP BY declared.priority
)
SELECT strategy.region, priority.name AS priority, coalesce(links, 0) AS links, coalesce(neighbours, 0) AS neighbours,
  entity('priority', priority.key) AS priorityIri
FROM priority
JOIN strategy ON strategy.key = priority.strategy
LEFT JOIN supported ON supported.priority = priority.key
LEFT JOIN near ON near.priority = priority.key
ORDER BY coalesce(links, 0) + coalesce(neighbours, 0) > 0, strategy.region, priority.name, priorityIri
