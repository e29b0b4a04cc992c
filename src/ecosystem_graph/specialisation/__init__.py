"""Specialisation of regions: what they are strong in, what is near to that, and what they declare.

Everything starts from one table, what each region did in each domain
([`measure_volume`][ecosystem_graph.specialisation.volume.measure_volume]), and is reached through one object:

- [`read_tables`][ecosystem_graph.specialisation.analysis.read_tables] reads a release,
  [`SpecialisationRequest`][ecosystem_graph.specialisation.request.SpecialisationRequest] says what to analyse,
  [`analyse`][ecosystem_graph.specialisation.analysis.analyse] returns a
  [`Specialisation`][ecosystem_graph.specialisation.analysis.Specialisation] with ``recipe`` (method and coverage);
- [`tabulate`][ecosystem_graph.specialisation.table.tabulate] makes one of its
  [`TABLES`][ecosystem_graph.specialisation.table.TABLES]: ``rca``, ``relatedness``, ``density``, ``complexity``,
  ``opportunities``, ``complementarity``, ``partners``, ``similarity``, ``diversity``, ``declared``, ``agreement``,
  ``gaps``, ``sensitivity``;
- [`profile_region`][ecosystem_graph.specialisation.profile.profile_region] gives all tables of one region, and why a
  table is missing;
- [`list_observations`][ecosystem_graph.specialisation.observation.list_observations] gives rows of region, domain,
  measure, value; [`specialisation_analysis`][ecosystem_graph.specialisation.observation.specialisation_analysis] makes
  of them what a release takes as observations;
- [`measure_entry`][ecosystem_graph.specialisation.entry.measure_entry] tells how well it ranks what came later;
- [`write_tables`][ecosystem_graph.specialisation.export.write_tables] writes CSV, XLSX, Parquet or JSON.

The formulas are functions of matrices, each with its source, in ``advantage``, ``relatedness``, ``complexity``,
``opportunity``, ``complementarity`` and ``diversity``.
"""
