"""From stated tables to graph tables: canonical keys everywhere, one value per property, links between the two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.key import digest
from ecosystem_graph.resolve.canonical import use_canonical_keys
from ecosystem_graph.resolve.choose import choose_amounts, choose_rows, derivations
from ecosystem_graph.resolve.identity import canonical_keys, link_identities
from ecosystem_graph.resolve.reference import ENTITY_TABLES
from ecosystem_graph.resolve.territory import (
    complete_regions,
    containment,
    country_table,
    with_country_authority,
)
from ecosystem_graph.resources import resource

__all__ = ["Resolved", "load_consolidated", "read_countries", "resolve", "write_consolidated"]

_ISSUE_FIELDS = ("key", "code", "severity", "file", "place", "field", "found", "message", "record")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Graph tables of both views.

    Attributes:
        stated: What each source states, with canonical keys.
        consolidated: One row per entity, and the tables that exist only here: ``country``, ``containment``,
            ``derivation``, ``identity``, ``conflict``, ``issue``.
    """

    stated: Mapping[str, pl.DataFrame]
    consolidated: Mapping[str, pl.DataFrame]


def resolve(records: RecordSet, issues: Iterable[Issue] = ()) -> Resolved:
    """Bring stated records together.

    Args:
        records: Stated tables of all sources.
        issues: Findings to publish beside the data.

    Returns:
        Tables for the mapping. O(n log n) in the rows; two builds of the same records give equal tables.
    """
    countries = read_countries()
    identity = link_identities(records["identifier"])
    stated = _derive(with_country_authority(use_canonical_keys(records, canonical_keys(identity)), countries))
    chosen: dict[str, pl.DataFrame] = dict(stated)
    conflicts, derived = [], []
    for name in ENTITY_TABLES:
        chosen[name], conflict = choose_rows(stated[name], subject_class=name)
        conflicts.append(conflict)
        derived.append(derivations(stated[name], name))
    chosen["amount"], conflict = choose_amounts(stated["amount"])
    regions = with_country_authority({"region": complete_regions(stated, countries)}, countries)["region"]
    chosen |= {
        "region": regions,
        "containment": containment(regions),
        "country": country_table({**stated, "region": regions}, countries),
        "derivation": pl.concat(derived).sort("subject_class", "subject", "record"),
        "identity": identity,
        "conflict": pl.concat([*conflicts, conflict]).sort("key", "value"),
        "issue": _issue_table(issues),
    }
    return Resolved(stated, chosen)


def write_consolidated(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write one Parquet file per table, empty ones included, so that a reader finds every column."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")


def load_consolidated(folder: Path) -> dict[str, pl.DataFrame]:
    """Read what [`write_consolidated`][ecosystem_graph.resolve.consolidate.write_consolidated] wrote."""
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def read_countries() -> pl.DataFrame:
    """Return the reference table of countries: alpha2, authority, eurostat, name."""
    table = pl.read_csv(resource("data", "reference", "countries.csv"), infer_schema=False)
    return table.select("alpha2", "authority", "eurostat", "name")


def _derive(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Add what the mapping reads beside the stated columns: titles, lead organisations, licence IRIs."""
    texts, participations, datasets = tables["text"], tables["participation"], tables["dataset"]
    relations, organisations = tables["relation"], tables["organisation"]
    untagged = pl.when(pl.col("language").is_null()).then(pl.col("name"))
    to_region = relations["object_class"] == "region"
    titles = texts.filter(pl.col("role") == "title")
    lead = pl.when(pl.col("role") == "lead").then(pl.col("organisation"))
    iri = pl.when(pl.col("licence").str.starts_with("http")).then(pl.col("licence"))
    return tables | {
        "title": titles.select("record", "subject_class", "subject", "text", "language"),
        "organisation": organisations.with_columns(name_untagged=untagged),
        "participation": participations.with_columns(lead_organisation=lead),
        "dataset": datasets.unique("key", keep="first", maintain_order=True).with_columns(licence_iri=iri),
        "relation": relations.filter(~to_region),
        "region_relation": relations.filter(to_region),
    }


def _issue_table(issues: Iterable[Issue]) -> pl.DataFrame:
    rows = []
    for issue in sorted(set(issues)):
        key = digest(issue.code, issue.file, issue.place, issue.field, issue.found, issue.message)
        rows.append({"key": f"{issue.code}.{key}", **issue.to_dict(), "record": issue.record or None})
    return pl.DataFrame(rows, schema=dict.fromkeys(_ISSUE_FIELDS, pl.String))
