-- Projects are numbered, because pairs of numbers are quicker to count than pairs of texts; those with too few partners
-- cannot share enough.
WITH asked AS (SELECT unnest($minimum::BIGINT[]) AS minimum),
numbered AS (
  SELECT project, row_number() OVER () AS number
  FROM partner
  GROUP BY project
  HAVING count(*) >= (SELECT min(minimum) FROM asked)
),
named AS (
  SELECT key, acronym, number
  FROM project
  JOIN numbered ON numbered.project = project.key
  JOIN (SELECT DISTINCT unnest($project::VARCHAR[]) AS wanted) ON wanted IS NULL OR wanted = acronym
  WHERE acronym IS NOT NULL
),
member AS (
  SELECT DISTINCT numbered.number AS project, dense_rank() OVER (ORDER BY organisation) AS organisation
  FROM participation JOIN numbered USING (project)
),
shared AS (
  SELECT own.project * 4294967296 + other.project AS pair, count(*) AS sharedPartners
  FROM member AS own
  JOIN member AS other ON other.organisation = own.organisation AND other.project <> own.project
  WHERE own.project IN (SELECT number FROM named)
  GROUP BY pair
),
strong AS (
  SELECT pair >> 32 AS project, pair & 4294967295 AS other, sharedPartners FROM shared JOIN asked ON sharedPartners >= minimum
)
SELECT named.acronym AS project, second.acronym AS otherProject, programme.name AS programme,
  otherProgramme.name AS otherProgramme, sharedPartners, entity('project', named.key) AS projectIri,
  entity('project', numbered.project) AS otherIri
FROM strong
JOIN named ON named.number = strong.project
JOIN numbered ON numbered.number = strong.other
JOIN project AS first ON first.key = named.key
LEFT JOIN project AS second ON second.key = numbered.project
LEFT JOIN programme ON programme.key = first.programme
LEFT JOIN programme AS otherProgramme ON otherProgramme.key = second.programme
ORDER BY sharedPartners DESC, 1, 2, projectIri, otherIri, programme.name, otherProgramme.name
