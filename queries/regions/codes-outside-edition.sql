WITH entity AS (
  SELECT key, 'participation' AS kind, region, region_edition FROM participation
  UNION ALL SELECT 'organisation.' || key, 'seat', region, region_edition FROM organisation
  UNION ALL SELECT 'cluster.' || key, 'seat', region, region_edition FROM cluster
  UNION ALL SELECT 'infrastructure.' || key, 'seat', region, region_edition FROM infrastructure
  UNION ALL SELECT key, 'strategy', region, region_edition FROM strategy
  UNION ALL
  SELECT subject_class || '.' || subject, CASE predicate WHEN 'targetsRegion' THEN 'place of work' ELSE 'eligible area' END,
    object, NULL
  FROM region_relation WHERE predicate IN ('eligibleRegion', 'targetsRegion')
)
SELECT entity.region AS code, region_edition AS declared, kind, count(DISTINCT entity.key) AS entities
FROM entity LEFT JOIN region ON region.key = entity.region
WHERE entity.region IS NOT NULL AND (region.key IS NULL OR coalesce(edition <> region_edition, edition IS NULL))
GROUP BY ALL
ORDER BY ALL
