WITH asked AS (SELECT unnest($least::DECIMAL(38, 18)[]) AS least),
judged AS (
  SELECT DISTINCT candidate.* REPLACE (weight::DECIMAL(18, 3)::DECIMAL(38, 18) AS weight, confidence::DECIMAL(38, 18) AS confidence)
  FROM candidate JOIN asked ON weight::DECIMAL(18, 3) >= least
),
touched AS (
  SELECT judged.subject, judged.object, count(DISTINCT partner.project) AS projects
  FROM judged JOIN partner ON partner.organisation IN (judged.subject, judged.object)
  WHERE subject_class = 'organisation'
  GROUP BY ALL
)
SELECT entity(subject_class, judged.subject) AS one, entity(subject_class, judged.object) AS other, weight, confidence,
  method, evidence, coalesce(projects, 0) AS projects
FROM judged LEFT JOIN touched USING (subject, object)
ORDER BY projects DESC, weight DESC, 1, 2, confidence, method, evidence
