-- Projects and organisations are numbered, because pairs of numbers are quicker to count than pairs of texts; projects
-- with too few participations cannot share enough partners. Where all projects are asked, a pair is counted once and
-- listed from each side; else it is counted from the side of those asked.
WITH asked AS (SELECT unnest($minimum::BIGINT[]) AS minimum),
wanted AS (SELECT DISTINCT unnest($project::VARCHAR[]) AS acronym),
numbered AS MATERIALIZED (
  SELECT project, row_number() OVER () AS number
  FROM participation
  GROUP BY project
  HAVING count(*) >= (SELECT min(minimum) FROM asked)
),
numbered_partner AS (
  SELECT organisation, row_number() OVER () AS number FROM participation GROUP BY organisation HAVING count(*) > 1
),
named AS MATERIALIZED (
  SELECT project.key, project.acronym, number
  FROM project
  JOIN numbered ON numbered.project = project.key
  JOIN wanted ON wanted.acronym IS NULL OR wanted.acronym = project.acronym
  WHERE project.acronym IS NOT NULL
),
member AS MATERIALIZED (
  SELECT DISTINCT numbered.number::INTEGER AS project, numbered_partner.number::INTEGER AS organisation
  FROM participation JOIN numbered USING (project) JOIN numbered_partner USING (organisation)
),
scope AS (SELECT coalesce(bool_or(acronym IS NULL), false) AS is_whole FROM wanted),
own AS (
  SELECT project, organisation, (SELECT is_whole FROM scope) AS is_whole FROM member
  WHERE (SELECT is_whole FROM scope) OR project IN (SELECT number FROM named)
),
counted AS MATERIALIZED (
  SELECT own.project::BIGINT << 32 | other.project AS pair, count(*) AS sharedPartners
  FROM own
  JOIN member AS other
    ON other.organisation = own.organisation AND other.project <> own.project AND (other.project > own.project OR NOT is_whole)
  GROUP BY pair
  HAVING sharedPartners >= (SELECT min(minimum) FROM asked)
),
listed AS (
  SELECT pair >> 32 AS project, pair & 4294967295 AS other, sharedPartners FROM counted
  UNION ALL
  SELECT pair & 4294967295, pair >> 32, sharedPartners FROM counted WHERE (SELECT is_whole FROM scope)
)
SELECT named.acronym AS project, second.acronym AS otherProject, programme.name AS programme,
  otherProgramme.name AS otherProgramme, sharedPartners, entity('project', named.key) AS projectIri,
  entity('project', numbered.project) AS otherIri
FROM listed
JOIN asked ON sharedPartners >= minimum
JOIN named ON named.number = listed.project
JOIN numbered ON numbered.number = listed.other
JOIN project AS first ON first.key = named.key
LEFT JOIN project AS second ON second.key = numbered.project
LEFT JOIN programme ON programme.key = first.programme
LEFT JOIN programme AS otherProgramme ON otherProgramme.key = second.programme
ORDER BY sharedPartners DESC, 1, 2, projectIri, otherIri, programme.name, otherProgramme.name
