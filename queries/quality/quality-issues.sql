WITH asked AS (
  SELECT severity, code FROM (SELECT unnest($severity::VARCHAR[]) AS severity), (SELECT unnest($code::VARCHAR[]) AS code)
)
SELECT code(issue.severity) AS severityCode, issue.code, file, place, field, found, message,
  entity('record', record) AS record
FROM asked
JOIN issue
  ON (asked.severity IS NULL OR asked.severity = code(issue.severity)) AND (asked.code IS NULL OR asked.code = issue.code)
ORDER BY severityCode DESC, issue.code, file, place, field, found, entity('issue', issue.key), 8
