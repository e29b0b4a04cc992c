WITH counted AS (
  SELECT project, count(*) AS partners, count(region) AS withRegion FROM participation GROUP BY project
),
targeted AS (
  SELECT subject AS project FROM region_relation WHERE predicate = 'targetsRegion' AND subject_class = 'project'
)
SELECT project.acronym AS project, partners, withRegion, entity('project', counted.project) AS projectIri
FROM counted ANTI JOIN targeted USING (project)
LEFT JOIN project ON project.key = counted.project
ORDER BY partners DESC, 1, projectIri
