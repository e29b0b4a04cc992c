WITH asked AS (SELECT unnest($country::VARCHAR[]) AS country),
members AS (SELECT cluster, count(DISTINCT organisation) AS members FROM membership GROUP BY cluster),
involved AS (
  SELECT object AS cluster, count(DISTINCT (subject_class, subject)) AS projects
  FROM link WHERE predicate = 'involvesCluster' AND object_class = 'cluster'
  GROUP BY object
)
SELECT cluster.name AS cluster, manager.name AS manager, cluster.country AS countryCode, cluster.region,
  cluster.founded::VARCHAR AS founded, cluster.member_count AS statedMembers, coalesce(members, 0) AS members,
  coalesce(projects, 0) AS projects, entity('cluster', cluster.key) AS clusterIri
FROM (SELECT DISTINCT cluster.* FROM cluster JOIN asked ON asked.country IS NULL OR asked.country = cluster.country) AS cluster
LEFT JOIN organisation AS manager ON manager.key = cluster.managed_by
LEFT JOIN members ON members.cluster = cluster.key
LEFT JOIN involved ON involved.cluster = cluster.key
ORDER BY countryCode, cluster.name, manager.name, clusterIri
