WITH asked AS (SELECT unnest($project::VARCHAR[]) AS acronym),
paid AS (SELECT subject AS project, kind, value FROM amount WHERE subject_class = 'project' AND value IS NOT NULL),
placed AS (SELECT DISTINCT key, project, country FROM participation)
SELECT project.acronym AS project, total.value AS total, eu.value AS eu, national.value AS national,
  total.value - eu.value - national.value AS rest, placed.country, count(DISTINCT placed.key) AS partners,
  entity('project', project.key) AS projectIri
FROM asked
JOIN project ON project.acronym IS NOT NULL AND (asked.acronym IS NULL OR asked.acronym = project.acronym)
JOIN paid AS total ON total.project = project.key AND total.kind = 'total'
JOIN paid AS national ON national.project = project.key AND national.kind = 'national'
JOIN paid AS eu ON eu.project = project.key AND eu.kind IN ('eu', 'erdf') AND total.value > eu.value + national.value
LEFT JOIN placed ON placed.project = project.key AND placed.country IS NOT NULL
GROUP BY project.key, 1, 2, 3, 4, 5, 6
ORDER BY rest DESC, 1, projectIri, eu, placed.country
