WITH member AS (
  SELECT DISTINCT subject AS partnership, object AS region
  FROM region_relation
  JOIN region ON region.key = object
  WHERE subject_class = 'partnership' AND predicate IN ('leadRegion', 'partnerRegion')
),
pair AS (
  SELECT one.partnership, one.region AS one, other.region AS other
  FROM member AS one JOIN member AS other ON other.partnership = one.partnership AND one.region < other.region
),
present AS (
  SELECT DISTINCT project, place.within AS region
  FROM participation JOIN place USING (region)
  WHERE place.within IN (SELECT region FROM member)
),
shared AS (
  SELECT one, other, count(*) AS projects
  FROM (SELECT DISTINCT one, other FROM pair) AS pair
  JOIN present AS here ON here.region = one
  JOIN present AS there ON there.region = other AND there.project = here.project
  GROUP BY one, other
)
SELECT partnership.name AS partnership, pair.one, pair.other, coalesce(projects, 0) AS projects,
  entity('partnership', partnership.key) AS partnershipIri
FROM partnership
JOIN pair ON pair.partnership = partnership.key
LEFT JOIN shared ON shared.one = pair.one AND shared.other = pair.other
WHERE partnership.name IS NOT NULL
ORDER BY projects DESC, 1, pair.one, pair.other, partnershipIri
