SELECT infrastructure.name AS infrastructure, project.acronym AS project, programme.name AS programme, claim.quote,
  entity('infrastructure', infrastructure.key) AS infrastructureIri, entity('project', link.subject) AS projectIri
FROM link
JOIN infrastructure ON infrastructure.key = link.object
LEFT JOIN project ON project.key = link.subject
LEFT JOIN programme ON programme.key = project.programme
LEFT JOIN claim
  ON claim.subject_class = 'project' AND claim.subject = link.subject AND claim.property = 'usesInfrastructure'
    AND claim.quote IS NOT NULL
WHERE link.predicate = 'usesInfrastructure' AND link.subject_class = 'project' AND link.object_class = 'infrastructure'
  AND infrastructure.name IS NOT NULL
ORDER BY 1, 2, infrastructureIri, projectIri, programme.name, claim.quote
