"""From stated tables to graph tables: canonical keys everywhere, one value per property, links between the two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.key import digest
from ecosystem_graph.resolve.canonical import use_canonical_keys
from ecosystem_graph.resolve.change import describe_changes
from ecosystem_graph.resolve.choose import choose_amounts, choose_rows, derivations
from ecosystem_graph.resolve.concept import keep_known_schemes, open_concepts
from ecosystem_graph.resolve.doubt import doubt_editions, report_unmapped
from ecosystem_graph.resolve.finding import locate_findings
from ecosystem_graph.resolve.harmonisation import analysis_edition, harmonise_regions, region_coverage
from ecosystem_graph.resolve.hierarchy import containment, without_cycles
from ecosystem_graph.resolve.identity import canonical_keys, link_identities
from ecosystem_graph.resolve.integrity import find_dangling
from ecosystem_graph.resolve.label import label_by_identifier
from ecosystem_graph.resolve.language import use_valid_languages
from ecosystem_graph.resolve.place import use_known_places
from ecosystem_graph.resolve.placement import addresses, place_entities
from ecosystem_graph.resolve.reference import ENTITY_TABLES
from ecosystem_graph.resolve.repetition import keep_one_per_key
from ecosystem_graph.resolve.term import keep_known_terms
from ecosystem_graph.resolve.territory import border_table, complete_regions, country_table, with_country_authority
from ecosystem_graph.resolve.website import is_web_address, null_invalid_websites
from ecosystem_graph.resources import resource

__all__ = ["Resolved", "load_consolidated", "read_countries", "resolve", "write_consolidated"]

_ISSUE_FIELDS = ("key", "code", "severity", "file", "place", "field", "found", "message", "record")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Graph tables of both views.

    Attributes:
        stated: What each source states, with canonical keys.
        consolidated: One row per entity, and the tables that exist only here: ``border``, ``country``,
            ``containment``, ``open_concept``, ``derivation``, ``identity``, ``conflict``, ``issue``, ``placement``,
            ``harmonised``.
        issues: What resolution found, sorted; ``consolidated["issue"]`` holds these and those it was given.
        coverage: Number of rows per way of coming to a region, and into the edition used for analysis.
    """

    stated: Mapping[str, pl.DataFrame]
    consolidated: Mapping[str, pl.DataFrame]
    issues: tuple[Issue, ...] = ()
    coverage: Mapping[str, int] = field(default_factory=dict)


def resolve(records: RecordSet, issues: Iterable[Issue] = ()) -> Resolved:
    """Bring stated records together.

    Args:
        records: Stated tables of all sources.
        issues: Findings to publish beside the data.

    Returns:
        Tables for the mapping, fit to be written as RDF. O(n log n) in the rows; neither the order of rows nor that of
        sources matters.
    """
    countries = read_countries()
    checked, doubted = _check_values(records, countries)
    identity = link_identities(checked["identifier"])
    canonical = use_canonical_keys(checked, canonical_keys(identity))
    stated, repeated, agreeing = keep_one_per_key(canonical)
    chosen, conflicts, derived = _choose(stated)
    placed = place_entities(chosen, countries)
    harmonised = harmonise_regions(placed.tables, analysis_edition(placed.tables))
    regions, circular = without_cycles(complete_regions({**stated, "placement": placed.placement}, countries))
    editions = [doubt_editions(addresses(chosen), chosen["validity"]), report_unmapped(harmonised)]
    findings = [*doubted, *repeated, *find_dangling(stated), *circular, *placed.findings, *editions]
    found = locate_findings(findings, stated["record"])
    country = country_table({**stated, "region": regions}, countries)
    consolidated = _derive(with_country_authority(placed.tables | {"region": regions}, countries)) | {
        "open_concept": open_concepts(chosen["topic"]),
        "containment": containment(regions),
        "country": country,
        "border": border_table(country, read_borders()),
        "harmonised": harmonised,
        "placement": placed.placement,
        "derivation": pl.concat([agreeing, derived]).unique().sort("subject_class", "subject", "record"),
        "identity": identity,
        "conflict": conflicts.sort("key", "record"),
        "issue": _issue_table({*issues, *found}),
    }
    consolidated["organisation"] = label_by_identifier(consolidated["organisation"], consolidated["identifier"])
    coverage = region_coverage(consolidated, harmonised)
    return Resolved(_derive(with_country_authority(stated, countries)), consolidated, found, coverage)


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


def read_borders() -> pl.DataFrame:
    """Return the reference table of land borders: one, other (alpha-2)."""
    return pl.read_csv(resource("data", "reference", "land-borders.csv"), infer_schema=False).select("one", "other")


def _check_values(
    records: Mapping[str, pl.DataFrame], countries: pl.DataFrame
) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Take away what cannot be written as RDF; return the findings."""
    tables, websites = null_invalid_websites(records)
    tables, languages = use_valid_languages(tables)
    tables, places = use_known_places(tables, countries)
    tables, terms = keep_known_terms(tables)
    tables, concepts = keep_known_schemes(tables)
    return tables, [*websites, *languages, *places, *terms, *concepts]


def _choose(stated: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame, pl.DataFrame]:
    """Return the tables with one row per entity and amount, the conflicts, and the records behind merged rows."""
    chosen: dict[str, pl.DataFrame] = dict(stated)
    chosen["amount"], of_amounts = choose_amounts(stated["amount"])
    conflicts = [of_amounts]
    for name in ENTITY_TABLES:
        chosen[name], conflict = choose_rows(stated[name], subject_class=name)
        conflicts.append(conflict)
    derived = [derivations(stated[name], name) for name in ENTITY_TABLES]
    return chosen, pl.concat(conflicts), pl.concat(derived)


def _derive(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Add what the mapping reads beside the stated columns: titles, lead organisations, licence IRIs."""
    relations = tables["relation"]
    untagged = pl.when(pl.col("language").is_null()).then(pl.col("name"))
    to_region = pl.col("object_class") == "region"
    titles = tables["text"].filter(pl.col("role") == "title")
    lead = pl.when(pl.col("role") == "lead").then(pl.col("organisation"))
    iri = pl.when(is_web_address("licence")).then(pl.col("licence"))
    return dict(tables) | {
        "title": titles.select("record", "subject_class", "subject", "text", "language"),
        "organisation": tables["organisation"].with_columns(name_untagged=untagged),
        "name": tables["name"].with_columns(name_untagged=untagged),
        "participation": tables["participation"].with_columns(lead_organisation=lead),
        "dataset": tables["dataset"].with_columns(licence_iri=iri),
        "region_change": describe_changes(tables["change"]),
        "relation": relations.filter(~to_region),
        "region_relation": relations.filter(to_region),
    }


def _issue_table(issues: Iterable[Issue]) -> pl.DataFrame:
    rows = []
    for issue in sorted(issues):
        key = digest(issue.code, issue.file, issue.place, issue.field, issue.found, issue.message)
        stated = {field: value or None for field, value in issue.to_dict().items()}
        rows.append({"key": f"{issue.code}.{key}", **stated})
    return pl.DataFrame(rows, schema=dict.fromkeys(_ISSUE_FIELDS, pl.String))
