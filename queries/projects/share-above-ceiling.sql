-- Amounts are counted in cents, so that a share is a quotient of whole numbers.
WITH paid AS (
  SELECT subject AS project, kind, value, (100 * value)::HUGEINT AS cents
  FROM amount WHERE subject_class = 'project' AND kind IN ('total', 'eu') AND value IS NOT NULL
),
shared AS (
  SELECT project.acronym AS project, project.key, programme.name AS programme, total.value AS total, eu.value AS eu,
    nearest(10000 * eu.cents, total.cents)::DECIMAL(24, 0) * 0.0001::DECIMAL(4, 4) AS share,
    programme.cofinancing_ceiling::DECIMAL(28, 18) AS ceiling
  FROM programme
  JOIN project ON project.programme = programme.key
  JOIN paid AS total ON total.project = project.key AND total.kind = 'total' AND total.cents > 0
  JOIN paid AS eu ON eu.project = project.key AND eu.kind = 'eu'
  WHERE programme.cofinancing_ceiling IS NOT NULL AND programme.name IS NOT NULL
)
SELECT project, programme, total, eu, share, ceiling, share > ceiling AS above, entity('project', key) AS projectIri
FROM shared
ORDER BY above DESC, project, projectIri, programme, total, eu
