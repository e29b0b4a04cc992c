WITH asked AS (SELECT unnest($country::VARCHAR[]) AS country),
coordinated AS (SELECT DISTINCT project, lead_organisation FROM participation WHERE lead_organisation IS NOT NULL)
SELECT asked.country, organisation.name, count(DISTINCT participation.project) AS projects,
  count(DISTINCT coordinated.project) AS leads, entity('organisation', organisation.key) AS organisation
FROM asked
JOIN participation ON participation.country = asked.country
JOIN organisation ON organisation.key = participation.organisation
LEFT JOIN coordinated ON coordinated.project = participation.project AND coordinated.lead_organisation = organisation.key
GROUP BY asked.country, organisation.name, organisation.key
ORDER BY asked.country, projects DESC, leads DESC, name, 5
