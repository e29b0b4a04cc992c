WITH wanted AS (
  SELECT region.key AS region FROM region
  JOIN (SELECT DISTINCT unnest($region::VARCHAR[]) AS code) AS asked ON asked.code IS NULL OR asked.code = region.key
),
asked AS (SELECT DISTINCT unnest($domain::VARCHAR[]) AS domain),
declares AS (SELECT DISTINCT region, domain FROM declared),
alike AS (
  SELECT home.region AS home, away.region AS away, count(*) AS sharedDomains
  FROM declares AS home JOIN declares AS away ON away.domain = home.domain AND away.region <> home.region
  WHERE home.region IN (FROM wanted)
  GROUP BY ALL
)
SELECT DISTINCT home AS region, code(declares.domain) AS domainCode, away AS other, sharedDomains
FROM alike
JOIN declares ON declares.region = alike.away
JOIN asked ON asked.domain IS NULL OR asked.domain = code(declares.domain)
WHERE NOT EXISTS (FROM declares AS own WHERE own.region = alike.home AND own.domain = declares.domain)
ORDER BY home, domainCode, sharedDomains DESC, other
