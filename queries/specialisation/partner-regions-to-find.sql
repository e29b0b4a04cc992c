WITH asked AS (
  SELECT region, minimum
  FROM (SELECT unnest($region::VARCHAR[]) AS region), (SELECT unnest($minimum::BIGINT[]) AS minimum)
),
declares AS (SELECT DISTINCT region, domain FROM declared),
alike AS (
  SELECT home.region AS home, away.region AS away, count(*) AS domains
  FROM declares AS home JOIN declares AS away ON away.domain = home.domain AND away.region <> home.region
  GROUP BY ALL
),
present AS (
  SELECT DISTINCT participation.project, place.within AS region
  FROM participation JOIN place USING (region)
  WHERE place.within IN (SELECT region FROM declares)
),
working AS (
  SELECT DISTINCT home.region AS home, away.region AS away
  FROM present AS home JOIN present AS away ON away.project = home.project
)
SELECT alike.home AS region, alike.away AS other, domains
FROM alike
JOIN asked ON domains >= asked.minimum AND (asked.region IS NULL OR asked.region = alike.home)
ANTI JOIN working ON working.home = alike.home AND working.away = alike.away
ORDER BY 1, domains DESC, 2
