WITH present AS (
  SELECT DISTINCT participation.project, place.within AS region
  FROM participation JOIN place USING (region)
  WHERE place.within IN (SELECT region FROM strategy)
),
region_topic AS MATERIALIZED (
  SELECT DISTINCT strategy.region, scheme, code
  FROM topic
  JOIN priority ON priority.key = topic.subject
  JOIN strategy ON strategy.key = priority.strategy
  WHERE subject_class = 'priority'
),
own_topic AS MATERIALIZED (
  SELECT DISTINCT subject AS project, scheme, code
  FROM topic SEMI JOIN region_topic USING (scheme, code)
  WHERE subject_class = 'project'
),
topical AS MATERIALIZED (
  SELECT present.project, present.region, scheme, code FROM present JOIN own_topic USING (project)
),
served AS (
  SELECT present.project, present.region
  FROM topical AS present SEMI JOIN region_topic USING (region, scheme, code)
  UNION
  SELECT link.subject, strategy.region
  FROM link
  JOIN priority ON priority.key = link.object
  JOIN strategy ON strategy.key = priority.strategy
  WHERE predicate = 'addressesPriority' AND subject_class = 'project'
)
SELECT project.acronym AS project, count(*) AS regionsWithStrategy, count(served.region) AS regionsAddressed,
  entity('project', present.project) AS projectIri
FROM present
LEFT JOIN served ON served.project = present.project AND served.region = present.region
LEFT JOIN project ON project.key = present.project
GROUP BY project.acronym, present.project
ORDER BY regionsAddressed DESC, regionsWithStrategy DESC, 1, projectIri
