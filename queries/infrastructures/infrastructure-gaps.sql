WITH asked AS (SELECT unnest($level::BIGINT[]) AS level),
wanted AS (
  SELECT DISTINCT declared.region, place.within AS reach, declared.domain
  FROM asked
  JOIN region ON region.level = asked.level
  JOIN place ON place.within = region.key
  JOIN declared ON declared.region = place.region
),
served AS (
  SELECT DISTINCT place.within AS reach, topic_of.code AS domain
  FROM infrastructure
  JOIN place ON place.region = infrastructure.region
  JOIN topic_of ON topic_of.subject = infrastructure.key AND subject_class = 'infrastructure' AND scheme = 's3-domain'
)
SELECT region, reach, code(domain) AS domain
FROM wanted ANTI JOIN served USING (reach, domain)
ORDER BY ALL
