WITH asked AS (SELECT unnest($cluster::VARCHAR[]) AS cluster)
SELECT cluster.name AS cluster, organisation.name AS member, code(member_type) AS memberType, membership.joined,
  membership."left", entity('organisation', organisation.key) AS organisation
FROM asked
JOIN cluster ON asked.cluster IS NULL OR asked.cluster = cluster.name
JOIN membership ON membership.cluster = cluster.key
JOIN organisation ON organisation.key = membership.organisation
ORDER BY cluster.name, member, entity('membership', membership.key)
