WITH bond AS (
  SELECT key, parent AS wider FROM organisation WHERE parent IS NOT NULL
  UNION
  SELECT key, hosted_by FROM organisation WHERE hosted_by IS NOT NULL
),
behind AS (
  SELECT DISTINCT bond.key, organisation.name
  FROM bond JOIN organisation ON organisation.key = bond.wider
  WHERE organisation.name IS NOT NULL
),
manager AS (
  SELECT managed_by AS key, count(DISTINCT key) AS clusters FROM cluster WHERE managed_by IS NOT NULL GROUP BY managed_by
),
typed AS (
  SELECT key, name, coalesce(code(type), 'unknown') AS type, code(legal_status) AS status
  FROM organisation WHERE name IS NOT NULL
)
SELECT typed.name AS manager, typed.type AS typeCode, typed.status, behind.name AS body, clusters,
  entity('organisation', typed.key) AS organisation
FROM manager
JOIN typed USING (key)
JOIN (SELECT DISTINCT unnest($type::VARCHAR[]) AS type) AS asked ON asked.type IS NULL OR asked.type = typed.type
LEFT JOIN behind ON behind.key = typed.key
ORDER BY typeCode, manager, organisation, typed.status, body
