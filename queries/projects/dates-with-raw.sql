WITH asked AS (SELECT unnest($project::VARCHAR[]) AS acronym)
SELECT project.acronym AS project, start, start_raw AS startPublished, "end", end_raw AS endPublished,
  date_precision AS precision, entity('project', key) AS projectIri
FROM asked
JOIN project ON project.acronym IS NOT NULL AND (asked.acronym IS NULL OR asked.acronym = project.acronym)
WHERE coalesce(start::VARCHAR, "end"::VARCHAR, start_raw, end_raw) IS NOT NULL
ORDER BY start, project.acronym, projectIri
