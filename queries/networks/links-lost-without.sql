-- A pair of regions is kept when another project joins them without the organisation on either side. Few regions are
-- the organisation's own, so theirs are looked up first.
WITH asked AS (
  SELECT name, level FROM (SELECT unnest($name::VARCHAR[]) AS name), (SELECT unnest($level::BIGINT[]) AS level)
),
lost AS MATERIALIZED (
  SELECT DISTINCT own.organisation, here.within AS region, there.within AS other
  FROM asked
  JOIN participation AS own ON own.name = asked.name
  JOIN place AS here ON here.region = own.region
  JOIN region AS home ON home.key = here.within AND home.level = asked.level
  JOIN participation AS theirs ON theirs.project = own.project
  JOIN place AS there ON there.region = theirs.region
  JOIN region AS away ON away.key = there.within AND away.level = asked.level AND away.key <> home.key
),
home AS MATERIALIZED (
  SELECT DISTINCT leaving.organisation, participation.project, place.within AS region
  FROM participation
  JOIN place ON place.region = participation.region
  JOIN (SELECT DISTINCT organisation, region FROM lost) AS leaving
    ON leaving.region = place.within AND leaving.organisation <> participation.organisation
),
away AS (
  SELECT home.organisation, home.region, theirs.region AS place
  FROM home
  JOIN participation AS theirs ON theirs.project = home.project AND theirs.organisation <> home.organisation
  GROUP BY ALL
),
kept AS (
  SELECT away.organisation, away.region, place.within AS other FROM away JOIN place ON place.region = away.place
)
SELECT region, other, entity('organisation', organisation) AS organisation
FROM lost ANTI JOIN kept USING (organisation, region, other)
ORDER BY 3, region, other
