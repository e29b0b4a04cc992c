WITH lasting AS (
  SELECT coalesce(code(strand), 'unknown') AS strand,
    (year("end") - year(start)) * 12 + month("end") - month(start) + 1 AS months
  FROM project LEFT JOIN programme ON programme.key = project.programme
  WHERE start IS NOT NULL AND "end" IS NOT NULL
)
SELECT strand, count(*) AS projects,
  nearest(10 * sum(months), count(*))::DECIMAL(20, 0) * 0.1::DECIMAL(2, 1) AS meanMonths,
  min(months) AS shortest, max(months) AS longest
FROM lasting
GROUP BY strand
ORDER BY strand
