WITH asked AS (SELECT unnest($minimum::BIGINT[]) AS minimum),
involved AS (
  SELECT link.subject AS project, cluster.key AS cluster, cluster.country
  FROM link JOIN cluster ON cluster.key = link.object
  WHERE predicate = 'involvesCluster' AND subject_class = 'project' AND country IS NOT NULL
),
counted AS (
  SELECT own.cluster, own.project, count(DISTINCT other.country) AS otherCountries
  FROM involved AS own JOIN involved AS other ON other.project = own.project AND other.country <> own.country
  GROUP BY ALL
)
SELECT cluster.name AS cluster, cluster.country, project.acronym AS project, otherCountries,
  entity('cluster', counted.cluster) AS clusterIri, entity('project', counted.project) AS projectIri
FROM asked
JOIN counted ON otherCountries >= minimum
JOIN cluster ON cluster.key = counted.cluster
LEFT JOIN project ON project.key = counted.project
ORDER BY otherCountries DESC, 3, 2, 1, clusterIri, projectIri
