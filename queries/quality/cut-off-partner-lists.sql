WITH counted AS (SELECT project, count(*) AS listed FROM participation GROUP BY project)
SELECT acronym AS project, stated_partner_count AS stated, coalesce(listed, 0) AS listed,
  stated_partner_count - coalesce(listed, 0) AS unknown, entity('project', key) AS projectIri
FROM project LEFT JOIN counted ON counted.project = project.key
WHERE stated_partner_count > coalesce(listed, 0)
ORDER BY unknown DESC, acronym, projectIri
