-- Organisations are numbered in the order of their IRIs, because pairs of numbers are quicker to count than of texts;
-- those with too few projects cannot share enough.
WITH asked AS (SELECT unnest($minimum::BIGINT[]) AS minimum),
numbered AS (
  SELECT organisation, row_number() OVER (ORDER BY url_encode(organisation)) AS number
  FROM partner
  GROUP BY organisation
  HAVING count(*) >= (SELECT min(minimum) FROM asked)
),
numbered_project AS (
  SELECT project, row_number() OVER () AS number FROM (SELECT DISTINCT project FROM participation)
),
member AS (
  SELECT DISTINCT numbered_project.number::INTEGER AS project, numbered.number AS organisation
  FROM participation JOIN numbered USING (organisation) JOIN numbered_project USING (project)
),
pair AS (
  SELECT one.organisation * 4294967296 + other.organisation AS pair, count(*) AS projects
  FROM member AS one JOIN member AS other ON other.project = one.project AND one.organisation < other.organisation
  GROUP BY pair
),
frequent AS (
  SELECT pair >> 32 AS one, pair & 4294967295 AS other, projects FROM pair JOIN asked ON projects >= minimum
)
SELECT first.name AS oneName, second.name AS otherName, projects, entity('organisation', left_end.organisation) AS one,
  entity('organisation', right_end.organisation) AS other
FROM (SELECT DISTINCT one, other, projects FROM frequent) AS frequent
JOIN numbered AS left_end ON left_end.number = frequent.one
LEFT JOIN organisation AS first ON first.key = left_end.organisation
JOIN numbered AS right_end ON right_end.number = frequent.other
LEFT JOIN organisation AS second ON second.key = right_end.organisation
ORDER BY projects DESC, oneName, otherName, frequent.one, frequent.other
