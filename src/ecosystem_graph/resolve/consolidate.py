"""From stated tables to graph tables: canonical keys everywhere, one value per property, links between the two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.parquet import TableFolder, write_table
from ecosystem_graph.resolve.coding import plain
from ecosystem_graph.resolve.identification import BY_NAMES, Identification, Stated
from ecosystem_graph.resolve.label import label_by_identifier
from ecosystem_graph.resolve.participation import use_merged
from ecosystem_graph.resolve.resolution import Resolution, read_countries

__all__ = ["Resolved", "load_consolidated", "read_countries", "resolve", "write_consolidated"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Graph tables of both views.

    Attributes:
        stated: What each source states, with canonical keys.
        consolidated: One row per entity, and the tables that exist only here: ``border``, ``country``,
            ``containment``, ``open_concept``, ``derivation``, ``identity``, ``candidate``, ``conflict``, ``issue``,
            ``placement``, ``harmonised``.
        issues: What resolution found, sorted; ``consolidated["issue"]`` holds these and those it was given.
        coverage: Number of rows per way of coming to a region, and into the edition used for analysis.
    """

    stated: Mapping[str, pl.DataFrame]
    consolidated: Mapping[str, pl.DataFrame]
    issues: tuple[Issue, ...] = ()
    coverage: Mapping[str, int] = field(default_factory=dict)


def resolve(records: RecordSet, issues: Iterable[Issue] = (), how: Identification = BY_NAMES) -> Resolved:
    """Bring stated records together, in memory.

    Args:
        records: Stated tables of all sources.
        issues: Findings to publish beside the data.
        how: How entities are brought together.

    Returns:
        Tables for the mapping, fit to be written as RDF. O(n log n) in the rows; neither the order of rows nor that of
        sources matters.
    """
    tables = {name: table.lazy() for name, table in records.items()}
    who = Stated(records["identifier"], records["project"], records["organisation"], records["name"], tables)
    resolution = Resolution(who, how)
    stated, chosen = resolution.settle(records)
    rest = resolution.finish(stated, issues)
    kept = ~pl.col("key").is_in(rest.unchosen.implode())
    amounts = rest.merged.amounts(stated["amount"].filter(kept))
    consolidated = {**stated, **chosen, "amount": amounts, **rest.tables}
    for name, places in rest.places.items():
        consolidated[name] = consolidated[name].with_columns(plain(places))
    consolidated["participation"] = use_merged(consolidated["participation"], rest.merged)
    consolidated["organisation"] = label_by_identifier(consolidated["organisation"], stated["identifier"])
    both = {**stated, "region_change": rest.tables["region_change"]}
    return Resolved(both, consolidated, rest.issues, rest.coverage)


def write_consolidated(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write one Parquet file per table, empty ones included, so that a reader finds every column."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_table(table, folder / f"{name}.parquet")


def load_consolidated(folder: Path) -> dict[str, pl.DataFrame]:
    """Read what [`write_consolidated`][ecosystem_graph.resolve.consolidate.write_consolidated] wrote."""
    return dict(TableFolder(folder))
