WITH counted AS (
  SELECT place.within AS region, topic_of.code AS domain, count(*) AS participations
  FROM participation
  JOIN place USING (region)
  JOIN region ON region.key = place.within AND region.level = 2
  JOIN topic_of ON topic_of.subject = participation.project AND subject_class = 'project' AND scheme = 's3-domain'
  GROUP BY ALL
),
shared AS (
  SELECT *, sum(participations) OVER (PARTITION BY region) AS ofRegion,
    sum(participations) OVER (PARTITION BY domain) AS ofDomain, sum(participations) OVER () AS everywhere
  FROM counted
),
compared AS (
  SELECT region, domain, participations,
    nearest(100 * participations * everywhere, ofRegion * ofDomain)::DECIMAL(20, 0) * 0.01::DECIMAL(3, 2) AS advantage
  FROM shared
)
SELECT region, code(domain) AS domain, participations, advantage,
  EXISTS (FROM declared WHERE declared.region = compared.region AND declared.domain = compared.domain) AS declared
FROM compared
WHERE advantage > 1
ORDER BY declared, region, advantage DESC, 2
