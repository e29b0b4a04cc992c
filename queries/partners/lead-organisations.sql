WITH asked AS (SELECT unnest($type::VARCHAR[]) AS type),
typed AS (SELECT key, name, coalesce(code(type), 'unknown') AS typeCode FROM organisation)
SELECT typed.name, typeCode, min(participation.country) AS country, count(DISTINCT project) AS led,
  entity('organisation', typed.key) AS organisation
FROM asked
JOIN typed ON asked.type IS NULL OR asked.type = typeCode
JOIN participation ON participation.organisation = typed.key AND role = 'lead'
GROUP BY typed.name, typeCode, typed.key
ORDER BY led DESC, typed.name, 5
