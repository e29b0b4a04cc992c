WITH asked AS (SELECT unnest($country::VARCHAR[]) AS country),
pair AS (
  SELECT DISTINCT one.code AS one, other.code AS other
  FROM border
  JOIN country AS one ON one.key = border.key
  JOIN country AS other ON other.key = border.other AND one.code < other.code
  JOIN asked ON asked.country IS NULL OR asked.country IN (one.code, other.code)
),
present AS (SELECT DISTINCT project, country FROM participation),
shared AS (
  SELECT pair.one, pair.other, here.project
  FROM pair
  JOIN present AS here ON here.country = pair.one
  JOIN present AS there ON there.country = pair.other AND there.project = here.project
)
SELECT pair.one, pair.other, CASE WHEN shared.project IS NOT NULL THEN coalesce(code(programme.period), 'unknown') END AS period,
  count(DISTINCT shared.project) AS projects
FROM pair
LEFT JOIN shared ON shared.one = pair.one AND shared.other = pair.other
LEFT JOIN project ON project.key = shared.project
LEFT JOIN programme ON programme.key = project.programme
GROUP BY ALL
ORDER BY projects, pair.one, pair.other, period
