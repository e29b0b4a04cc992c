WITH asked AS (
  SELECT has, lacks FROM (SELECT unnest($has::VARCHAR[]) AS has), (SELECT unnest($lacks::VARCHAR[]) AS lacks)
),
owned AS (
  SELECT DISTINCT subject AS organisation, code(scheme) AS scheme, value
  FROM identifier WHERE subject_class = 'organisation'
)
SELECT organisation.name, has, value, lacks, entity('organisation', organisation.key) AS organisation
FROM asked
JOIN owned ON owned.scheme = has
JOIN organisation ON organisation.key = owned.organisation
WHERE NOT EXISTS (FROM owned AS other WHERE other.organisation = owned.organisation AND other.scheme = lacks)
ORDER BY organisation.name, value, 5
