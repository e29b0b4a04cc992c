"""Resolution in shares: what can be settled for some keys at a time, and what needs to have seen everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.records.key import digest
from ecosystem_graph.resolve.amount import unchosen_amounts
from ecosystem_graph.resolve.canonical import use_canonical_keys
from ecosystem_graph.resolve.change import describe_changes
from ecosystem_graph.resolve.choose import (
    CONFLICT_SCHEMA,
    DERIVATION_SCHEMA,
    choose_rows,
    derivations,
)
from ecosystem_graph.resolve.coding import coded
from ecosystem_graph.resolve.concept import OPEN_SCHEMES, keep_known_schemes, open_concepts
from ecosystem_graph.resolve.count import partner_count_conflicts
from ecosystem_graph.resolve.doubt import doubt_editions, report_unmapped
from ecosystem_graph.resolve.finding import locate_findings
from ecosystem_graph.resolve.harmonisation import analysis_edition, harmonise_regions, region_coverage
from ecosystem_graph.resolve.hierarchy import containment, without_cycles
from ecosystem_graph.resolve.identification import BY_NAMES, Identification, Stated, identify
from ecosystem_graph.resolve.identity import canonical_keys
from ecosystem_graph.resolve.integrity import find_dangling
from ecosystem_graph.resolve.language import use_valid_languages
from ecosystem_graph.resolve.linkage.identifier import check_identifiers
from ecosystem_graph.resolve.participation import Merged, merge_participations
from ecosystem_graph.resolve.place import use_known_places
from ecosystem_graph.resolve.placement import PLACED_CLASSES, place_entities, used_regions
from ecosystem_graph.resolve.precedence import read_precedence, several_stated, with_programmes
from ecosystem_graph.resolve.reading import decide_readings
from ecosystem_graph.resolve.reference import ENTITY_TABLES
from ecosystem_graph.resolve.repetition import keep_one_per_key, shared_findings
from ecosystem_graph.resolve.term import keep_known_terms
from ecosystem_graph.resolve.territory import (
    border_table,
    complete_regions,
    country_table,
    named_countries,
    referred_regions,
    with_country_authority,
)
from ecosystem_graph.resolve.website import is_web_address, null_invalid_websites
from ecosystem_graph.resources import resource

__all__ = ["Resolution", "Rest", "read_borders", "read_countries"]

_LISTS = ("validity", "change", "locality")
"""Official lists about regions: each is used as a whole."""
_REGION = ("region", "region_edition", "region_basis")
_ADDRESSED = ("record", "key", "organisation", "parent", "country", "postcode", "town", *_REGION)
_ISSUE_FIELDS = ("key", "code", "severity", "file", "place", "field", "found", "message", "record")


@dataclass(frozen=True, slots=True)
class Rest:
    """What only a look at everything tells.

    Attributes:
        tables: Consolidated tables ``region``, ``containment``, ``country``, ``border``, ``derivation``, ``identity``,
            ``candidate``, ``redirect``, ``conflict``, ``issue``, ``open_concept``, ``placement``, ``harmonised``,
            ``region_change``.
        places: For each class that is in a region, ``region``, ``region_edition`` and ``region_basis`` of its
            consolidated rows, in their order and as codes.
        coverage: Number of rows per way of coming to a region, and into the edition used for analysis.
        unchosen: Keys of the amounts that the consolidated view leaves out.
        merged: Participations that several records state.
        issues: What resolution found, sorted.
    """

    tables: Mapping[str, pl.DataFrame]
    places: Mapping[str, pl.DataFrame]
    coverage: dict[str, int]
    unchosen: pl.Series
    merged: Merged
    issues: tuple[Issue, ...]


class Resolution:
    """Brings stated records together, one share after the other.

    A share holds, of every table, all rows of some keys: the shares of a table have no key in common. The number of
    shares does not change what comes out.

    Args:
        stated: What tells who is who, of all shares.
        how: How entities are brought together.
        progress: Told of the comparison of names.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """

    def __init__(self, stated: Stated, how: Identification = BY_NAMES, progress: Progress = no_progress) -> None:
        self._countries = read_countries()
        checked, _ = self._check(RecordSet({"identifier": stated.identifiers}))
        numbers, wrong = check_identifiers(checked["identifier"], stated.organisations)
        tables = stated.tables or {name: empty_table(name).lazy() for name in TABLES}
        precedence = read_precedence(tables)
        who = replace(stated, identifiers=numbers)
        self._identified = identify(who, how, progress, documents=precedence.documents)
        self._precedence = with_programmes(precedence, tables, self._identified.identity)
        self.keys = canonical_keys(self._identified.identity)
        self._findings = [wrong]
        self._shared: list[pl.DataFrame] = []
        self._conflicts = [pl.DataFrame(schema=CONFLICT_SCHEMA)]
        self._derivations = [pl.DataFrame(schema=DERIVATION_SCHEMA)]
        self._regions: list[pl.DataFrame] = []
        self._referred: list[pl.DataFrame] = []
        self._named: list[pl.Series] = []
        self._lists = {name: [empty_table(name)] for name in _LISTS}
        self._placed: dict[str, list[pl.DataFrame]] = {name: [] for name in PLACED_CLASSES}
        self._open_topics: list[pl.DataFrame] = []
        self._described: list[pl.DataFrame] = []

    def settle(self, share: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
        """Resolve one share.

        Args:
            share: Record tables; all of them, many may be empty.

        Returns:
            What each source states, with canonical keys; and the consolidated tables of those whose rows describe
            entities. O(n log n) in the rows.
        """
        checked, doubted = self._check(share)
        stated, repeated, agreeing, shared = keep_one_per_key(use_canonical_keys(checked, self.keys))
        self._findings += [*doubted, *repeated]
        self._shared.append(shared)
        self._regions.append(stated["region"])
        self._referred.append(referred_regions(stated))
        self._named.append(named_countries(stated))
        chosen: dict[str, pl.DataFrame] = {}
        self._derivations.append(agreeing)
        read, readings = decide_readings(stated["project"])
        self._findings += readings
        for name in ENTITY_TABLES:
            rows = read if name == "project" else stated[name]
            chosen[name], conflict = choose_rows(rows, subject_class=name, precedence=self._precedence)
            self._conflicts.append(conflict)
            self._derivations.append(derivations(stated[name], name))
        self._gather({**stated, **chosen})
        return self._derive(stated), self._derive(chosen)

    def finish(self, stated: Mapping[str, pl.DataFrame | pl.LazyFrame], issues: Iterable[Issue]) -> Rest:
        """Return what needs all shares to have been settled.

        Args:
            stated: What `settle` returned as stated, of all shares.
            issues: Findings to publish beside the data.
        """
        lists = {name: pl.concat(some) for name, some in self._lists.items()}
        addressed = {name: pl.concat(some) for name, some in self._placed.items()} | lists
        placed = place_entities(addressed, self._countries)
        harmonised = harmonise_regions(placed.tables, analysis_edition(placed.tables))
        derived = placed.placement.select(key="region", edition="edition")
        stated_regions, referred = pl.concat(self._regions), pl.concat([*self._referred, derived])
        regions, circular = without_cycles(complete_regions(stated_regions, referred, self._countries))
        merged, of_counts = self._merge(stated)
        unchosen, of_amounts = unchosen_amounts(merged.amounts(stated["amount"]), self._precedence)
        findings = [*self._findings, shared_findings(self._shared), *find_dangling(stated), *circular]
        findings += [*placed.findings, doubt_editions(used_regions(addressed), lists["validity"])]
        findings.append(report_unmapped(harmonised))
        found = locate_findings(findings, stated["record"])
        country = country_table(pl.concat([*self._named, regions["country"]]), self._countries)
        derivation = pl.concat([*self._derivations, merged.derivations]).unique()
        tables = {
            **with_country_authority({"region": regions}, self._countries),
            "containment": containment(regions),
            "country": country,
            "border": border_table(country, read_borders()),
            "open_concept": open_concepts(pl.concat(self._open_topics), pl.concat(self._described).unique()),
            "placement": placed.placement,
            "harmonised": harmonised,
            "region_change": describe_changes(lists["change"]),
            "derivation": derivation.sort("subject_class", "subject", "record"),
            "identity": self._identified.identity,
            "candidate": self._identified.candidates,
            "conflict": pl.concat([of_counts, merged.conflicts, of_amounts]).sort("key", "record"),
            "redirect": self._identified.redirects,
            "issue": _issue_table({*issues, *found}),
        }
        places = {name: placed.tables[name].select(_REGION) for name in PLACED_CLASSES}
        return Rest(tables, places, region_coverage(placed.tables, harmonised), unchosen, merged, found)

    def _merge(self, stated: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> tuple[Merged, pl.DataFrame]:
        """Bring together participations in projects that several records state; return all conflicts of counts too."""
        projects = several_stated(self._identified.identity, "project")["object"].unique().sort()
        conflicts = pl.concat(self._conflicts)
        if projects.is_empty():
            return Merged(), conflicts
        counts = partner_count_conflicts(stated, projects, self._precedence, conflicts)
        return merge_participations(stated, projects, self._precedence), counts

    def _gather(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Keep what is needed of each row when all have been seen."""
        for name, some in self._lists.items():
            some.append(tables[name])
        for name, kept in self._placed.items():
            kept.append(coded(tables[name].select(column for column in _ADDRESSED if column in tables[name].columns)))
        self._open_topics.append(tables["topic"].filter(pl.col("scheme").is_in(OPEN_SCHEMES)))
        self._described.append(tables["concept"].select("scheme", "code"))

    def _check(self, records: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
        """Take away what cannot be written as RDF; return the findings."""
        tables, websites = null_invalid_websites(records)
        tables, languages = use_valid_languages(tables)
        tables, places = use_known_places(tables, self._countries)
        tables, terms = keep_known_terms(tables)
        tables, concepts = keep_known_schemes(tables)
        return tables, [*websites, *languages, *places, *terms, *concepts]

    def _derive(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Add what the mapping reads beside the stated columns: titles, lead organisations, licence IRIs."""
        derived = with_country_authority(tables, self._countries)
        untagged = pl.when(pl.col("language").is_null()).then(pl.col("name"))
        for name in {"organisation", "name"} & tables.keys():
            derived[name] = derived[name].with_columns(name_untagged=untagged)
        if "participation" not in tables:
            return derived
        to_region = pl.col("object_class") == "region"
        titles = tables["text"].filter(pl.col("role") == "title")
        lead = pl.when(pl.col("role") == "lead").then(pl.col("organisation"))
        iri = pl.when(is_web_address("licence")).then(pl.col("licence"))
        return derived | {
            "title": titles.select("record", "subject_class", "subject", "text", "language"),
            "participation": derived["participation"].with_columns(lead_organisation=lead),
            "dataset": derived["dataset"].with_columns(licence_iri=iri),
            "relation": tables["relation"].filter(~to_region),
            "region_relation": tables["relation"].filter(to_region),
        }


def read_countries() -> pl.DataFrame:
    """Return the reference table of countries: alpha2, authority, eurostat, name."""
    table = pl.read_csv(resource("data", "reference", "countries.csv"), infer_schema=False)
    return table.select("alpha2", "authority", "eurostat", "name")


def read_borders() -> pl.DataFrame:
    """Return the reference table of land borders: one, other (alpha-2)."""
    return pl.read_csv(resource("data", "reference", "land-borders.csv"), infer_schema=False).select("one", "other")


def _issue_table(issues: Iterable[Issue]) -> pl.DataFrame:
    rows = []
    for issue in sorted(issues):
        key = digest(issue.code, issue.file, issue.place, issue.field, issue.found, issue.message)
        stated = {field: value or None for field, value in issue.to_dict().items()}
        rows.append({"key": f"{issue.code}.{key}", **stated})
    return pl.DataFrame(rows, schema=dict.fromkeys(_ISSUE_FIELDS, pl.String))
