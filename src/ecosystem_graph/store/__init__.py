"""Triple stores: bulk loading, read access, and the graphs of analyses.

Whoever computes figures from a release hands them over as `ecosystem_graph.graph.analysis.Analysis`: tables of ``node,
measure, value, unit`` (also pairs, domains, errors and bounds), what the measures mean, options and recipe.
`ecosystem_graph.store.analysis.publish_analysis` puts them into the release as observations of a data cube.
"""
