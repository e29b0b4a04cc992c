-- A table whose rows name no record, where no other record agrees with the row.
WITH fact AS (
  SELECT 'project' AS class, key, record FROM project
  UNION ALL SELECT 'participation', key, record FROM participation
  UNION ALL SELECT 'organisation', key, record FROM organisation
  UNION ALL SELECT 'identifier', scheme || '.' || value, max(record) FROM identifier GROUP BY ALL
  UNION ALL SELECT 'amount', key, record FROM amount
  UNION ALL SELECT 'text', key, record FROM text
  UNION ALL SELECT 'indicator', key, record FROM indicator
  UNION ALL SELECT 'programme', key, record FROM programme
  UNION ALL SELECT 'call', key, record FROM call
  UNION ALL SELECT 'strategy', key, record FROM strategy
  UNION ALL SELECT 'priority', key, record FROM priority
  UNION ALL SELECT 'partnership', key, record FROM partnership
  UNION ALL SELECT 'cluster', key, record FROM cluster
  UNION ALL SELECT 'membership', key, record FROM membership
  UNION ALL SELECT 'infrastructure', key, record FROM infrastructure
  UNION ALL SELECT 'service', key, record FROM service
)
SELECT EXISTS (
  FROM (FROM fact WHERE record IS NULL) AS bare
  ANTI JOIN derivation ON derivation.subject_class = bare.class AND derivation.subject = bare.key
) AS boolean
