WITH counted AS (
  SELECT project, count(*) AS partners, count(DISTINCT country_authority) AS countries
  FROM participation GROUP BY project
)
SELECT project.acronym AS project, stated_partner_count AS statedPartners, partners,
  stated_country_count AS statedCountries, countries, entity('project', counted.project) AS projectIri
FROM counted JOIN project ON project.key = counted.project
WHERE stated_partner_count <> partners OR stated_country_count <> countries
ORDER BY 1, projectIri, statedPartners, statedCountries
