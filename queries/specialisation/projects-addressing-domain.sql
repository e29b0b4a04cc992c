WITH asked AS (SELECT DISTINCT unnest($domain::VARCHAR[]) AS domain),
thing AS (
  SELECT 'project' AS kind, key, acronym AS name FROM project
  UNION ALL SELECT 'cluster', key, name FROM cluster
  UNION ALL SELECT 'infrastructure', key, name FROM infrastructure
),
addressed AS (
  SELECT subject_class AS kind, subject AS key, code AS domain, 'topic' AS basis FROM topic_of WHERE scheme = 's3-domain'
  UNION
  SELECT link.subject_class, link.subject, code, 'priority'
  FROM link JOIN topic_of ON topic_of.subject_class = 'priority' AND topic_of.subject = object AND scheme = 's3-domain'
  WHERE predicate = 'addressesPriority'
)
SELECT DISTINCT code(addressed.domain) AS domainCode, kind, name, basis, entity(kind, key) AS entity
FROM thing
JOIN addressed USING (kind, key)
JOIN asked ON asked.domain IS NULL OR asked.domain = code(addressed.domain)
ORDER BY ALL
