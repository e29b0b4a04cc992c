WITH asked AS (
  SELECT * FROM
    (SELECT unnest($level::BIGINT[]) AS level),
    (SELECT unnest($before::VARCHAR[]) AS before),
    (SELECT unnest($after::VARCHAR[]) AS after)
),
counted AS (
  SELECT region.key AS region, count(DISTINCT region_edition) AS editions,
    count(DISTINCT participation.key) FILTER (code(period) = before) AS earlier,
    count(DISTINCT participation.key) FILTER (code(period) = after) AS later
  FROM asked
  JOIN region ON region.level = asked.level
  JOIN place ON place.within = region.key
  JOIN participation ON participation.region = place.region
  JOIN project ON project.key = participation.project
  JOIN programme ON programme.key = project.programme AND code(period) IN (before, after)
  GROUP BY region.key
)
SELECT region, editions, earlier, later,
  (nearest(100 * (later - earlier), nullif(earlier, 0))::DECIMAL(20, 0) * 1.0::DECIMAL(2, 1)) AS change
FROM counted
ORDER BY change DESC, region
