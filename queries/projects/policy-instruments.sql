WITH targeted AS (SELECT DISTINCT subject AS project, object AS region FROM region_relation WHERE predicate = 'targetsRegion')
SELECT project.acronym AS project, code(indicator.indicator) AS indicator, code(comparator) AS comparator, value,
  targeted.region, entity('project', indicator.project) AS projectIri
FROM indicator
LEFT JOIN project ON project.key = indicator.project
LEFT JOIN targeted ON targeted.project = indicator.project
WHERE indicator.indicator = 'action-plans' OR starts_with(indicator.indicator, 'policy-instruments')
ORDER BY 1, projectIri, 2, value, 3, targeted.region, entity('indicator', indicator.key)
