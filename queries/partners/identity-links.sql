WITH asked AS (
  SELECT least, most FROM (SELECT unnest($least::DECIMAL(38, 18)[]) AS least), (SELECT unnest($most::DECIMAL(38, 18)[]) AS most)
),
shared AS (SELECT organisation, count(*) AS projects FROM partner GROUP BY organisation),
judged AS (SELECT * REPLACE (confidence::DECIMAL(38, 18) AS confidence) FROM identity WHERE subject <> object)
SELECT entity(subject_class, subject) AS subject, entity(subject_class, object) AS object, method, confidence,
  evidence, coalesce(projects, 0) AS projects
FROM (
  SELECT DISTINCT judged.* FROM judged
  JOIN asked ON confidence IS NULL OR confidence BETWEEN least AND most
) AS judged
LEFT JOIN shared ON subject_class = 'organisation' AND shared.organisation = judged.object
ORDER BY projects DESC, confidence, 1, 2, method, evidence
