WITH home AS (
  SELECT region.key, region.level FROM region JOIN (SELECT unnest($region::VARCHAR[]) AS wanted) ON key = wanted
),
own AS (
  SELECT DISTINCT home.key AS home, home.level, participation.project
  FROM home
  JOIN place ON place.within = home.key
  JOIN participation ON participation.region = place.region
),
shared AS (
  SELECT own.home, away.key AS away, count(DISTINCT own.project) AS projects,
    count(DISTINCT theirs.organisation) AS partners
  FROM own
  JOIN participation AS theirs ON theirs.project = own.project
  JOIN place ON place.region = theirs.region
  JOIN region AS away ON away.key = place.within AND away.level = own.level AND away.key <> own.home
  GROUP BY ALL
)
SELECT home AS region, away AS other, region.name AS otherName, projects, partners
FROM shared JOIN region ON region.key = away
ORDER BY home, projects DESC, partners DESC, other
