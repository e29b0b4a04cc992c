WITH bond AS (
  SELECT key, name, unit, 'hosted by' AS relation, hosted_by AS wider FROM organisation WHERE hosted_by IS NOT NULL
  UNION ALL
  SELECT key, name, unit, 'unit of', parent FROM organisation WHERE parent IS NOT NULL
),
shared AS (
  SELECT bond.key, bond.wider, count(*) AS projects
  FROM (SELECT DISTINCT key, wider FROM bond) AS bond
  JOIN partner AS own ON own.organisation = bond.key
  JOIN partner AS other ON other.organisation = bond.wider AND other.project = own.project
  GROUP BY bond.key, bond.wider
)
SELECT bond.name, bond.unit, relation, wider.name AS widerName, coalesce(projects, 0) AS sharedProjects,
  entity('organisation', bond.key) AS organisation, entity('organisation', bond.wider) AS wider
FROM bond
JOIN organisation AS wider ON wider.key = bond.wider
LEFT JOIN shared ON shared.key = bond.key AND shared.wider = bond.wider
WHERE bond.name IS NOT NULL AND wider.name IS NOT NULL
ORDER BY relation, widerName, bond.name, organisation, 7
