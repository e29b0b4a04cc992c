WITH asked AS (
  SELECT * FROM
    (SELECT unnest($lowest::BIGINT[]) AS lowest),
    (SELECT unnest($highest::BIGINT[]) AS highest),
    (SELECT unnest($country::VARCHAR[]) AS country)
)
SELECT infrastructure.name AS infrastructure, code(infrastructure.type) AS type, operator.name AS operator,
  infrastructure.country AS countryCode, infrastructure.region, service.name AS service,
  code(service.access_mode) AS access, trl_min AS trlMin, trl_max AS trlMax,
  entity('infrastructure', infrastructure.key) AS infrastructureIri
FROM asked
JOIN infrastructure ON asked.country IS NULL OR asked.country = infrastructure.country
LEFT JOIN organisation AS operator ON operator.key = infrastructure.operated_by
LEFT JOIN service ON service.infrastructure = infrastructure.key
WHERE coalesce(trl_min, 1) <= highest AND coalesce(trl_max, 9) >= lowest
ORDER BY infrastructure.name, infrastructureIri, service.name, entity('service', service.key), operator.name
