WITH here AS (
  SELECT DISTINCT project, organisation
  FROM participation JOIN (SELECT unnest($country::VARCHAR[]) AS wanted) ON country = wanted
),
ranked AS (
  SELECT partner.organisation, count(DISTINCT partner.project) AS projects, count(DISTINCT here.organisation) AS partners
  FROM here JOIN partner ON partner.project = here.project AND partner.organisation <> here.organisation
  GROUP BY partner.organisation
)
SELECT name, projects, partners, entity('organisation', ranked.organisation) AS organisation
FROM ranked JOIN organisation ON organisation.key = ranked.organisation
ORDER BY projects DESC, partners DESC, name, 4
LIMIT 50
