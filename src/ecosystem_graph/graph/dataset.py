"""The graphs of a release: the consolidated view, one graph per source, identity and quality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from ecosystem_graph.graph.mapping import MAPS, EntityMap, View, maps_of
from ecosystem_graph.graph.mapping.predicate import predicate_table
from ecosystem_graph.namespaces import DEF
from ecosystem_graph.terms import CONCEPTS

__all__ = ["GraphPart", "GraphScan", "GraphSpec", "graph_parts", "scan_graphs", "turtle_prefixes"]

_LEFT_OUT = "amount"
"""The only table of facts of which the consolidated view leaves rows out."""


@dataclass(frozen=True, slots=True)
class GraphPart:
    """One graph: its IRI and what is written to it.

    Attributes:
        graph: Graph IRI; None for the default graph.
        maps: Maps that write to it.
        tables: Tables they read.
    """

    graph: str | None
    maps: tuple[EntityMap, ...]
    tables: Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class GraphSpec:
    """What one graph is made of, apart from the rows.

    Attributes:
        graph: Graph IRI; None for the default graph.
        view: Kind of graph, which tells the maps.
        source: Slug of the source whose rows alone are written, or None for all rows.
        facts_once: Whether the facts that the default graph has too are left out.
    """

    graph: str | None
    view: View
    source: str | None = None
    facts_once: bool = False

    @property
    def maps(self) -> tuple[EntityMap, ...]:
        """Maps that write to the graph."""
        maps = maps_of(self.view)
        if not self.facts_once:
            return maps
        return tuple(entity for entity in maps if not entity.is_fact or entity.table == _LEFT_OUT)

    def select(self, name: str, table: pl.LazyFrame) -> pl.LazyFrame:
        """Return the rows of a table that belong to the graph, with all columns that its maps read."""
        if self.view == "quality" and name == "conflict":
            return _with_predicates(table)
        if self.source is None:
            return table
        return table.filter((pl.col("record") == self.source) | pl.col("record").str.starts_with(f"{self.source}."))


@dataclass(frozen=True, slots=True)
class GraphScan:
    """One graph whose tables are not read yet.

    Attributes:
        spec: What it is made of.
        tables: Tables that its maps read, by name, with the rows of the graph.
    """

    spec: GraphSpec
    tables: Mapping[str, pl.LazyFrame]

    @property
    def graph(self) -> str | None:
        """Graph IRI; None for the default graph."""
        return self.spec.graph

    @property
    def maps(self) -> tuple[EntityMap, ...]:
        """Maps that write to the graph."""
        return self.spec.maps


def graph_parts(
    stated: Mapping[str, pl.DataFrame],
    consolidated: Mapping[str, pl.DataFrame],
    base: str,
    *,
    source_graphs: bool = True,
) -> Iterator[GraphPart]:
    """Yield the graphs of a release: the default graph first, then named graphs in IRI order.

    Args:
        stated: Stated tables with canonical keys.
        consolidated: Consolidated tables.
        base: Base IRI.
        source_graphs: Whether what each source states is written too.
    """
    lazy, lazy_consolidated = ({name: table.lazy() for name, table in view.items()} for view in (stated, consolidated))
    for scan in scan_graphs(lazy, lazy_consolidated, base, source_graphs=source_graphs):
        yield GraphPart(scan.graph, scan.maps, {name: table.collect() for name, table in scan.tables.items()})


def scan_graphs(
    stated: Mapping[str, pl.LazyFrame],
    consolidated: Mapping[str, pl.LazyFrame],
    base: str,
    *,
    source_graphs: bool = True,
    facts_once: bool = False,
) -> Iterator[GraphScan]:
    """Yield what `graph_parts` yields, without reading more than the table of datasets.

    Args:
        stated: Stated tables with canonical keys.
        consolidated: Consolidated tables.
        base: Base IRI.
        source_graphs: Whether what each source states is written too.
        facts_once: Whether source graphs are left without the facts that the default graph has too, as in the store.
    """
    yield _scan(GraphSpec(None, "default"), consolidated)
    yield _scan(GraphSpec(f"{base}graph/identity", "identity"), consolidated)
    yield _scan(GraphSpec(f"{base}graph/quality", "quality"), consolidated)
    if source_graphs:
        if facts_once:
            others = consolidated[_LEFT_OUT].select("key")
            stated = {**stated, _LEFT_OUT: stated[_LEFT_OUT].join(others, on="key", how="anti")}
        datasets = stated["dataset"].select("key").collect().to_series()
        for source in datasets.unique().sort():
            only = None if datasets.len() == 1 else source
            yield _scan(GraphSpec(f"{base}graph/source/{source}", "source", only, facts_once), stated)


def _scan(spec: GraphSpec, tables: Mapping[str, pl.LazyFrame]) -> GraphScan:
    needed = sorted({entity.table for entity in spec.maps})
    return GraphScan(spec, {name: spec.select(name, tables[name]) for name in needed})


def turtle_prefixes(base: str, vocabularies: Mapping[str, str]) -> dict[str, str]:
    """Return namespace IRI to prefix: the vocabularies', and one per class folder of the data."""
    folders = sorted({entity.subject.text.split("/")[1] for entity in maps_of("default") if _is_plain_folder(entity)})
    data = {f"{base}id/{folder}/": folder for folder in (*folders, "record")}
    schemes = {f"{DEF}{scheme}/": f"def-{scheme}" for scheme in CONCEPTS}
    return {namespace: prefix for prefix, namespace in vocabularies.items()} | data | schemes


def _is_plain_folder(entity: EntityMap) -> bool:
    return entity.subject.text.startswith("id/") and "{" not in entity.subject.text.split("/")[1]


def _with_predicates(conflicts: pl.LazyFrame) -> pl.LazyFrame:
    """Add to each conflict the predicate that shows the column in which values differ."""
    predicates = predicate_table(MAPS).rename({"predicate": "property_iri"})
    return conflicts.join(
        predicates.lazy(), left_on=["subject_class", "property"], right_on=["table", "column"], how="left"
    )
