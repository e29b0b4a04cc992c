WITH asked AS (SELECT unnest($programme::VARCHAR[]) AS programme),
area AS (
  SELECT DISTINCT subject AS programme, object AS region
  FROM region_relation WHERE predicate = 'eligibleRegion' AND subject_class = 'programme'
),
covered AS (
  SELECT DISTINCT area.programme, place.region FROM area JOIN place ON place.within = area.region
)
SELECT programme.name AS programme, region.key AS region, region.name AS name,
  count(DISTINCT participation.project) AS projects, count(DISTINCT participation.organisation) AS organisations
FROM asked
JOIN programme ON asked.programme IS NULL OR asked.programme = programme.name
SEMI JOIN area ON area.programme = programme.key
JOIN project ON project.programme = programme.key
JOIN participation ON participation.project = project.key
JOIN region ON region.key = participation.region
ANTI JOIN covered ON covered.programme = programme.key AND covered.region = region.key
GROUP BY programme.name, region.key, region.name
ORDER BY 1, 2
