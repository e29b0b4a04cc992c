WITH asked AS (
  SELECT * FROM
    (SELECT unnest($minimum::BIGINT[]) AS minimum),
    (SELECT unnest($indicator::VARCHAR[]) AS indicator),
    (SELECT unnest($project::VARCHAR[]) AS project)
),
stated AS (
  SELECT project.acronym, indicator.*, code(indicator.indicator) AS indicatorCode
  FROM indicator JOIN project ON project.key = indicator.project
  WHERE project.acronym IS NOT NULL
)
SELECT stated.acronym AS project, indicatorCode, code(comparator) AS comparator, value, unit, code(stage) AS stage,
  CASE WHEN comparator = 'approx' THEN 'about' WHEN value >= minimum THEN 'yes' ELSE 'perhaps' END AS reaches,
  entity('record', behind.record) AS record, entity('project', stated.project) AS projectIri
FROM asked
JOIN stated
  ON (asked.indicator IS NULL OR asked.indicator = indicatorCode)
  AND (asked.project IS NULL OR asked.project = acronym)
JOIN records_of('indicator', 'indicator') AS behind ON behind.fact = stated.key
WHERE comparator IN ('approx', 'ge') OR value >= minimum
ORDER BY 1, projectIri, indicatorCode, value, unit, 6, entity('indicator', stated.key), 8
