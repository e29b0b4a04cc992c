WITH asked AS (SELECT unnest($level::BIGINT[]) AS level),
domain_of AS (SELECT subject_class, subject, code AS domain FROM topic_of WHERE scheme = 's3-domain'),
linked AS (SELECT subject AS infrastructure, object AS cluster FROM link WHERE predicate = 'linkedToCluster')
SELECT DISTINCT infrastructure.name AS infrastructure, cluster.name AS cluster, region.key AS region,
  code(own.domain) AS domain, entity('infrastructure', infrastructure.key) AS infrastructureIri,
  entity('cluster', cluster.key) AS clusterIri
FROM asked
JOIN region ON region.level = asked.level
JOIN place AS here ON here.within = region.key
JOIN cluster ON cluster.region = here.region
JOIN domain_of AS own ON own.subject_class = 'cluster' AND own.subject = cluster.key
JOIN place AS there ON there.within = region.key
JOIN infrastructure ON infrastructure.region = there.region
JOIN domain_of AS other
  ON other.subject_class = 'infrastructure' AND other.subject = infrastructure.key AND other.domain = own.domain
ANTI JOIN linked ON linked.infrastructure = infrastructure.key AND linked.cluster = cluster.key
ORDER BY 3, 4, 2, 1, clusterIri, infrastructureIri
