-- A pair of regions is kept when another project joins them without the organisation on either side.
WITH asked AS (
  SELECT name, level FROM (SELECT unnest($name::VARCHAR[]) AS name), (SELECT unnest($level::BIGINT[]) AS level)
),
lost AS (
  SELECT DISTINCT own.organisation, here.within AS region, there.within AS other
  FROM asked
  JOIN participation AS own ON own.name = asked.name
  JOIN place AS here ON here.region = own.region
  JOIN region AS home ON home.key = here.within AND home.level = asked.level
  JOIN participation AS theirs ON theirs.project = own.project
  JOIN place AS there ON there.region = theirs.region
  JOIN region AS away ON away.key = there.within AND away.level = asked.level AND away.key <> home.key
),
placed AS (
  SELECT DISTINCT leaving.organisation, participation.project, place.within AS region
  FROM (SELECT DISTINCT organisation FROM lost) AS leaving
  JOIN participation ON participation.organisation <> leaving.organisation
  JOIN place ON place.region = participation.region
  SEMI JOIN (SELECT region FROM lost UNION SELECT other FROM lost) AS wanted ON wanted.region = place.within
),
kept AS MATERIALIZED (
  SELECT DISTINCT organisation, one.region, two.region AS other
  FROM placed AS one JOIN placed AS two USING (organisation, project)
)
SELECT region, other, entity('organisation', organisation) AS organisation
FROM lost ANTI JOIN kept USING (organisation, region, other)
ORDER BY 3, region, other
