SELECT country, count(*) AS participations, count(region) AS withRegion,
  count(DISTINCT organisation) AS organisations, count(DISTINCT project) AS projects
FROM participation
WHERE country NOT IN (
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU',
  'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'
)
GROUP BY country
ORDER BY participations DESC, country
