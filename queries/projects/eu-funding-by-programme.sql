SELECT programme.name AS programme, code(programme.period) AS period, code(kind) AS fund, code(phase) AS phase,
  code(currency) AS currency, sum(value) AS money, count(value) AS published, count(*) - count(value) AS unpublished
FROM amount
JOIN project ON project.key = amount.subject AND subject_class = 'project'
JOIN programme ON programme.key = project.programme
WHERE kind IN ('eu', 'erdf', 'ipa', 'eni')
GROUP BY programme.key, 1, 2, 3, 4, 5
ORDER BY programme, period, fund, phase, currency, entity('programme', programme.key)
