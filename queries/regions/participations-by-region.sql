WITH asked AS (SELECT unnest($level::BIGINT[]) AS level)
SELECT region.key AS region, region.name, count(DISTINCT participation.key) AS participations,
  count(DISTINCT participation.organisation) AS organisations, count(DISTINCT participation.project) AS projects
FROM asked
JOIN region ON region.level = asked.level
JOIN place ON place.within = region.key
JOIN participation ON participation.region = place.region
GROUP BY region.key, region.name
ORDER BY participations DESC, region.key
