WITH asked AS (
  SELECT level, type FROM (SELECT unnest($level::BIGINT[]) AS level), (SELECT unnest($type::VARCHAR[]) AS type)
),
begun AS (
  SELECT participation.organisation, participation.region, project.start, project.programme
  FROM participation JOIN project ON project.key = participation.project
  WHERE project.start IS NOT NULL
),
newcomer AS (
  SELECT DISTINCT organisation, region, programme
  FROM begun JOIN (SELECT organisation, min(start) AS start FROM begun GROUP BY organisation) USING (organisation, start)
  WHERE region IS NOT NULL
)
SELECT region.key AS region, code(programme.period) AS period, count(DISTINCT newcomer.organisation) AS newcomers
FROM newcomer
LEFT JOIN organisation ON organisation.key = newcomer.organisation
JOIN place ON place.region = newcomer.region
JOIN region ON region.key = place.within
JOIN asked ON asked.level = region.level AND (asked.type IS NULL OR asked.type = code(organisation.type))
LEFT JOIN programme ON programme.key = newcomer.programme
GROUP BY ALL
ORDER BY ALL
