WITH asked AS (
  SELECT strategy, objective
  FROM (SELECT unnest($strategy::VARCHAR[]) AS strategy), (SELECT unnest($objective::VARCHAR[]) AS objective)
),
coded AS (SELECT subject AS project, scheme, code(code) AS code FROM topic_of WHERE subject_class = 'project')
SELECT DISTINCT macro.code AS strategyCode, thematic.code AS objectiveCode, project.acronym AS project,
  programme.name AS programme, entity('project', macro.project) AS projectIri
FROM coded AS macro
LEFT JOIN coded AS thematic ON thematic.project = macro.project AND thematic.scheme = 'thematic-objective'
JOIN asked
  ON (asked.strategy IS NULL OR asked.strategy = macro.code)
  AND (asked.objective IS NULL OR asked.objective = thematic.code)
LEFT JOIN project ON project.key = macro.project
LEFT JOIN programme ON programme.key = project.programme
WHERE macro.scheme = 'macro-region'
ORDER BY ALL
