-- Organisations are numbered in the order of their IRIs, because pairs of numbers are quicker to count than of texts;
-- those with too few participations cannot share enough projects.
WITH asked AS (SELECT DISTINCT unnest($minimum::BIGINT[]) AS minimum),
numbered AS MATERIALIZED (
  SELECT organisation, row_number() OVER (ORDER BY url_encode(organisation)) AS number
  FROM participation
  GROUP BY organisation
  HAVING count(*) >= (SELECT min(minimum) FROM asked)
),
numbered_project AS (SELECT project, row_number() OVER () AS number FROM participation GROUP BY project HAVING count(*) > 1),
member AS MATERIALIZED (
  SELECT DISTINCT numbered_project.number::INTEGER AS project, numbered.number::INTEGER AS organisation
  FROM participation JOIN numbered USING (organisation) JOIN numbered_project USING (project)
),
pair AS (
  SELECT one.organisation::BIGINT << 32 | other.organisation AS pair, count(*) AS projects
  FROM member AS one JOIN member AS other ON other.project = one.project AND one.organisation < other.organisation
  GROUP BY pair
  HAVING projects >= (SELECT min(minimum) FROM asked)
),
frequent AS (SELECT pair >> 32 AS one, pair & 4294967295 AS other, projects FROM pair),
named AS (
  SELECT number, name, entity('organisation', organisation) AS iri
  FROM numbered LEFT JOIN organisation ON organisation.key = numbered.organisation
)
SELECT first.name AS oneName, second.name AS otherName, projects, first.iri AS one, second.iri AS other
FROM frequent
JOIN named AS first ON first.number = frequent.one
JOIN named AS second ON second.number = frequent.other
ORDER BY projects DESC, oneName, otherName, frequent.one, frequent.other
