WITH several AS (
  SELECT organisation FROM participation
  GROUP BY organisation
  HAVING min(name) <> max(name) OR min(town) <> max(town)
)
SELECT participation.name AS stated, participation.town, min(project.start) AS firstStart, max(project."end") AS lastEnd,
  count(DISTINCT participation.project) AS projects, entity('organisation', participation.organisation) AS organisation
FROM participation SEMI JOIN several USING (organisation)
LEFT JOIN project ON project.key = participation.project
GROUP BY stated, participation.town, participation.organisation
ORDER BY 6, firstStart, stated, participation.town
