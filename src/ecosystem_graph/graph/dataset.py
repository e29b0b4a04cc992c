"""The graphs of a release: the consolidated view, one graph per source, identity and quality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from ecosystem_graph.graph.mapping import MAPS, EntityMap, maps_of
from ecosystem_graph.graph.mapping.predicate import predicate_table
from ecosystem_graph.namespaces import DEF
from ecosystem_graph.terms import CONCEPTS

__all__ = ["GraphPart", "graph_parts", "turtle_prefixes"]


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
    yield GraphPart(None, maps_of("default"), consolidated)
    yield GraphPart(f"{base}graph/identity", maps_of("identity"), consolidated)
    yield GraphPart(f"{base}graph/quality", maps_of("quality"), _with_predicates(consolidated))
    if source_graphs:
        for source in sorted(stated["dataset"]["key"].unique()):
            yield GraphPart(f"{base}graph/source/{source}", maps_of("source"), _of_source(stated, source))


def turtle_prefixes(base: str, vocabularies: Mapping[str, str]) -> dict[str, str]:
    """Return namespace IRI to prefix: the vocabularies', and one per class folder of the data."""
    folders = sorted({entity.subject.text.split("/")[1] for entity in maps_of("default") if _is_plain_folder(entity)})
    data = {f"{base}id/{folder}/": folder for folder in (*folders, "record")}
    schemes = {f"{DEF}{scheme}/": f"def-{scheme}" for scheme in CONCEPTS}
    return {namespace: prefix for prefix, namespace in vocabularies.items()} | data | schemes


def _is_plain_folder(entity: EntityMap) -> bool:
    return entity.subject.text.startswith("id/") and "{" not in entity.subject.text.split("/")[1]


def _with_predicates(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Add to each conflict the predicate that shows the column in which values differ."""
    predicates = predicate_table(MAPS).rename({"predicate": "property_iri"})
    conflicts = tables["conflict"].join(
        predicates, left_on=["subject_class", "property"], right_on=["table", "column"], how="left"
    )
    return dict(tables) | {"conflict": conflicts}


def _of_source(stated: Mapping[str, pl.DataFrame], source: str) -> dict[str, pl.DataFrame]:
    if stated["dataset"].height == 1:
        return dict(stated)
    mine = (pl.col("record") == source) | pl.col("record").str.starts_with(f"{source}.")
    return {name: table.filter(mine) for name, table in stated.items()}
