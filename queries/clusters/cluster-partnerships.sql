WITH asked AS (SELECT unnest($minimum::BIGINT[]) AS minimum),
involved AS (
  SELECT subject AS project, count(DISTINCT object) AS clusters
  FROM link WHERE predicate = 'involvesCluster' AND subject_class = 'project'
  GROUP BY subject
),
bearer AS (
  SELECT project, 'project' AS class, project AS bearer FROM involved
  UNION
  SELECT subject, object_class, object FROM link WHERE predicate = 'involvesCluster' AND subject_class = 'project'
),
covered AS (
  SELECT bearer.project, code(topic_of.code) AS domain, class, bearer
  FROM bearer
  JOIN topic_of ON topic_of.subject_class = class AND topic_of.subject = bearer AND scheme = 's3-domain'
)
SELECT project.acronym AS project, programme.name AS programme, call.number AS call, clusters, domain,
  count(DISTINCT (class, bearer)) FILTER (bearer IS NOT NULL) AS bearers, entity('project', involved.project) AS projectIri
FROM asked
JOIN involved ON clusters >= minimum
LEFT JOIN project ON project.key = involved.project
LEFT JOIN programme ON programme.key = project.programme
LEFT JOIN call ON call.key = project.call
LEFT JOIN covered ON covered.project = involved.project
GROUP BY ALL
ORDER BY clusters DESC, 1, projectIri, programme, call, domain
