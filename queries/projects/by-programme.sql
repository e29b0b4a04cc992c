WITH named AS (
  SELECT key, name, period FROM programme
  JOIN (SELECT DISTINCT unnest($programme::VARCHAR[]) AS wanted) ON wanted IS NULL OR wanted = name
),
titled AS (
  SELECT subject AS project,
    min(CASE WHEN lower(title.language) = asked.language THEN '0' ELSE '1' END || text)[2:] AS title
  FROM title, (SELECT unnest($language::VARCHAR[]) AS language) AS asked
  WHERE subject_class = 'project'
  GROUP BY subject
),
paid AS (
  SELECT subject AS project, max(value) FILTER (kind = 'total') AS total,
    coalesce(max(value) FILTER (kind = 'eu'), max(value) FILTER (kind = 'erdf')) AS eu
  FROM amount WHERE subject_class = 'project'
  GROUP BY subject
)
SELECT named.name AS programme, code(named.period) AS period, project.acronym AS project, titled.title, project.start,
  paid.total, paid.eu, entity('project', project.key) AS projectIri
FROM named
JOIN project ON project.programme = named.key
LEFT JOIN titled ON titled.project = project.key
LEFT JOIN paid ON paid.project = project.key
ORDER BY named.name, 2, project.acronym, projectIri
