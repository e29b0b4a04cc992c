WITH asked AS (SELECT unnest($level::BIGINT[]) AS level),
paid AS (
  SELECT subject AS participation, sum(value) AS value
  FROM amount WHERE subject_class = 'participation' AND kind = 'eu' AND value IS NOT NULL
  GROUP BY subject
)
SELECT region.key AS region, code(programme.period) AS period, sum(paid.value) AS money,
  count(*) AS participations, 1.0 - quotient(count(paid.value), count(*)) AS shareUnpublished
FROM asked
JOIN region ON region.level = asked.level
JOIN place ON place.within = region.key
JOIN participation ON participation.region = place.region
LEFT JOIN paid ON paid.participation = participation.key
LEFT JOIN project ON project.key = participation.project
LEFT JOIN programme ON programme.key = project.programme
GROUP BY ALL
ORDER BY region.key, period
