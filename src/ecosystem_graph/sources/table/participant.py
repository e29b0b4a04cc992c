"""Participants: organisations, their identifiers, and their participations in projects.

Natural persons are left out as soon as they are told: their names reach no table, no issue and no text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from ecosystem_graph.sources.table.definition import Definition, Participant, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.place import read_places, region_rows
from ecosystem_graph.sources.table.project import days, stated_once, website
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import (
    ITEM,
    coded,
    digests,
    field_name,
    has_letters,
    item_lists,
    local_code,
    published,
    split_items,
)

__all__ = ["Participants", "read_participants"]

_RANK = {scheme: rank for rank, scheme in enumerate(("ror", "pic", "vat", "national-register", "wikidata"))}
"""Which identifier names an organisation that has several; those that are not listed come last."""

_PADDED = "postcode"
_TABLES = ("organisation", "participation", "membership", "identifier", "region")
_REFERENCES = {"operator": "operated_by", "manager": "managed_by"}
"""Column of an infrastructure or a cluster that a section fills."""


@dataclass(frozen=True, slots=True)
class Participants:
    """What the rows say of participants.

    Attributes:
        tables: ``organisation``, ``participation``, ``membership``, ``identifier``, ``region``.
        first: Keys of the participation and the organisation of the first participant, by ``record``.
        linked: Organisation by ``record``, for each reference (``operated_by``) that participants fill.
        persons: Names that were left out, by ``entity``: to be removed from texts.
    """

    tables: dict[str, pl.DataFrame]
    first: pl.DataFrame
    linked: dict[str, pl.DataFrame]
    persons: pl.DataFrame


def read_participants(rows: Rows, findings: Findings) -> Participants:
    """Return the participants of all rows."""
    schema = {"entity": pl.String, "name": pl.String}
    tables: dict[str, list[pl.DataFrame]] = {name: [] for name in _TABLES}
    linked: dict[str, pl.DataFrame] = {}
    persons = [pl.DataFrame(schema=schema)]
    first = pl.DataFrame(schema={"record": pl.String, "participation": pl.String, "organisation": pl.String})
    for number, stated in enumerate(rows.definition.participants):
        listed = _named(rows, stated, number, findings)
        block = _of_items(stated)
        hidden = _persons(listed, block)
        withheld = listed.filter(hidden)
        findings.add_rows("EG-TAB-010", withheld, field=field_name(block.name))
        persons.append(withheld.select("entity", "name"))
        kept = _keyed(listed.filter(~hidden), rows.definition, block, number)
        kept = kept.with_columns(read_places(kept, block.fields, block.country, findings))
        tables["organisation"].append(_organisations(kept, block, findings))
        tables["identifier"].append(_identifiers(kept, block))
        tables["region"].append(region_rows(kept, block.edition))
        if rows.definition.project is not None:
            tables["participation"].append(_participations(rows, kept, block, findings))
        if block.link == "member":
            tables["membership"].append(_memberships(rows, kept, block, findings))
        if block.link in _REFERENCES:
            linked[_REFERENCES[block.link]] = kept.select("record", "organisation").unique("record", keep="first")
        if number == 0:
            first = kept.select("record", "participation", "organisation").unique(
                "record", keep="first", maintain_order=True
            )
    stacked = {name: pl.concat(some, how="diagonal") for name, some in tables.items() if some}
    for name in set(_TABLES) - {"identifier"}:
        if name in stacked:
            stacked[name] = stated_once(stacked[name])
    return Participants(stacked, first, linked, pl.concat(persons).unique())


def _named(rows: Rows, block: Participant, number: int, findings: Findings) -> pl.DataFrame:
    """Return one row per participant with ``name``; rows with neither name nor identifier are passed over."""
    listed = _listed(rows.frame, block, findings)
    listed = listed.with_columns(name=pl.when(has_letters(pl.col("name"))).then("name"))
    identified = pl.coalesce(pl.lit(None, pl.String), *map(published, _of_items(block).identifiers.values()))
    told = pl.col("name").is_not_null() | identified.is_not_null()
    findings.add_rows("EG-TAB-011", listed.filter(pl.col("name").is_null() & told), field=field_name(block.name))
    if number == 0 and block.link == "participant":
        findings.add_rows("EG-TAB-014", listed.filter(~told), field=field_name(block.name))
    return listed.filter(told)


def _listed(frame: pl.DataFrame, block: Participant, findings: Findings) -> pl.DataFrame:
    """Return one row per name; lists in other cells of the row go in step with the names."""
    lists = _lists(block)
    if not lists:
        return frame.with_columns(name=item_lists(block.name)).explode("name")
    told = frame.with_columns(
        split_items(published(block.name), block.name).alias("name"),
        *(split_items(published(_whole(rule)), rule).alias(column) for column, rule in lists.items()),
    )
    length = pl.col("name").list.len()
    for column, rule in lists.items():
        differs = pl.col(column).list.len() != length
        findings.add_rows("EG-TAB-038", told.filter(differs), field=field_name(rule), found=published(rule))
        nothing = pl.lit(None, pl.String).repeat_by(length)
        told = told.with_columns(pl.when(pl.col(column).list.len() == length).then(column).otherwise(nothing))
    return told.explode("name", *lists)


def _lists(block: Participant) -> dict[str, Rule]:
    """Return the rules beside the name that split cells, by the column that their items stand in."""
    if not block.name.split:
        return {}
    rules = {**block.fields, **block.identifiers}
    return {f"{ITEM}{name} of {one_line(field_name(rule))}": rule for name, rule in rules.items() if rule.split}


def _whole(rule: Rule) -> Rule:
    """Return a rule for whole cells: what it says of values is said of the items."""
    return replace(rule, prefix="", pad=0, absent=())


def _of_items(block: Participant) -> Participant:
    """Return a block whose fields take the items that go in step with the names, in place of whole cells."""
    columns = {id(rule): column for column, rule in _lists(block).items()}

    def items(rules: Mapping[str, Rule]) -> dict[str, Rule]:
        return {
            name: replace(rule, columns=(columns[id(rule)],), pattern=None, split="", item=None)
            if id(rule) in columns
            else rule
            for name, rule in rules.items()
        }

    return replace(block, fields=items(block.fields), identifiers=items(block.identifiers))


def _persons(listed: pl.DataFrame, block: Participant) -> pl.Series:
    """Return which rows are about natural persons."""
    if block.person is None:
        return pl.Series([False] * listed.height, dtype=pl.Boolean)
    text = published(block.person.rule) if block.person.rule else pl.col("name")
    text = text.fill_null("")
    person = text.str.contains(block.person.pattern) if block.person.pattern else pl.lit(value=True)
    if block.person.unless:
        person = person & ~text.str.contains(block.person.unless)
    return listed.select(person.alias("@person")).to_series() if listed.height else pl.Series([], dtype=pl.Boolean)


def _keyed(listed: pl.DataFrame, definition: Definition, block: Participant, number: int) -> pl.DataFrame:
    """Add ``organisation`` and ``participation``: keys of published identifiers, else of the name and where it is."""
    slug = definition.slug
    fields = (block.fields.get(name) for name in ("country", "town"))
    parts = [pl.col("name"), *(published(rule) if rule else pl.lit(None, pl.String) for rule in fields)]
    if block.key is not None:
        parts = [pl.col("name"), *(published(Rule(columns=(column,))) for column in block.key.columns)]
    known = sorted(block.identifiers, key=lambda scheme: (_RANK.get(scheme, len(_RANK)), scheme))
    by_identifier = [pl.lit(f"{scheme}.") + local_code(published(block.identifiers[scheme])) for scheme in known]
    local = pl.coalesce(*by_identifier, digests(listed, parts))
    keyed = listed.with_columns(local.alias("@local"))
    suffix = f".{number + 1}" if number else ""
    return keyed.with_columns(
        organisation=pl.lit(f"{slug}.") + pl.col("@local"),
        participation=pl.col("entity") + "." + pl.col("@local") + pl.lit(suffix),
    )


def _organisations(kept: pl.DataFrame, block: Participant, findings: Findings) -> pl.DataFrame:
    values: dict[str, pl.Series] = {}
    for field in ("type", "legal_status"):
        if field in block.fields:
            raw = kept.select(PLACE, "record", raw=published(block.fields[field]))
            values |= {f"{field}_raw": raw["raw"], field: coded(raw, block.fields[field], findings, "raw")}
            if not block.fields[field].codes and block.fields[field].value is None:
                values.pop(field)
    acronym = published(block.fields["acronym"]) if "acronym" in block.fields else pl.lit(None, pl.String)
    seat = _seat(block) if block.seat else {}
    return kept.select("record", "country", "name", key="organisation", acronym=acronym, **seat).with_columns(
        website(kept, block.fields.get("website"), findings).alias("website"),
        *(column.alias(name) for name, column in values.items()),
    )


def _seat(block: Participant) -> dict[str, pl.Expr]:
    """Return what an address that is the organisation's own says of it."""
    town = published(block.fields["town"]) if "town" in block.fields else pl.lit(None, pl.String)
    return {"town": town, "region": pl.col("region"), **_stated_region(block)}


def _stated_region(block: Participant) -> dict[str, pl.Expr]:
    """Return edition and basis of the regions that rows state."""
    stated = {"region_edition": block.edition, "region_basis": "stated"}
    has_region = pl.col("region").is_not_null()
    return {name: pl.when(has_region).then(pl.lit(value, pl.String)) for name, value in stated.items()}


def _participations(rows: Rows, kept: pl.DataFrame, block: Participant, findings: Findings) -> pl.DataFrame:
    raw = kept.select(PLACE, "record", role_raw=published(block.role))
    role = coded(raw, block.role, findings, "role_raw").fill_null("partner")
    texts = {
        name: published(block.fields[name])
        for name in ("department", "street", "town", _PADDED)
        if name in block.fields
    }
    if _PADDED in block.fields and block.fields[_PADDED].pad:
        _report_padded(kept, block.fields[_PADDED], findings)
    joined, left = (days(rows, kept, block.fields.get(name), findings) for name in ("joined", "left"))
    return kept.select(
        "record", "organisation", "name", "country", "country_raw", "region", "region_raw",
        key="participation",
        project="entity",
        **_stated_region(block), **texts,
    ).with_columns(
        role.alias("role"),
        (raw["role_raw"] if block.role.columns else pl.Series([None] * raw.height, dtype=pl.String)).alias("role_raw"),
        joined["first"].alias("joined"), left["last"].alias("left"),
    )  # fmt: skip


def _memberships(rows: Rows, kept: pl.DataFrame, block: Participant, findings: Findings) -> pl.DataFrame:
    joined, left = (days(rows, kept, block.fields.get(name), findings) for name in ("joined", "left"))
    of_type = pl.Series("member_type", [None] * kept.height, dtype=pl.String)
    if "type" in block.fields and (block.fields["type"].codes or block.fields["type"].value):
        raw = kept.select(PLACE, "record", raw=published(block.fields["type"]))
        of_type = coded(raw, block.fields["type"], findings, "raw").alias("member_type")
    return kept.select("record", "organisation", key="participation", cluster="entity").with_columns(
        of_type, joined["first"].alias("joined"), left["last"].alias("left")
    )


def _report_padded(kept: pl.DataFrame, rule: Rule, findings: Findings) -> None:
    short = published(rule) != published(Rule(columns=rule.columns, pattern=rule.pattern, absent=rule.absent))
    findings.add_rows("EG-TAB-016", kept.filter(short), field=field_name(rule))


def _identifiers(kept: pl.DataFrame, block: Participant) -> pl.DataFrame:
    schema = dict.fromkeys(("record", "subject_class", "subject", "scheme", "value"), pl.String)
    some = [pl.DataFrame(schema=schema)]
    for scheme, rule in block.identifiers.items():
        stated = kept.select(
            "record",
            subject_class=pl.lit("organisation"),
            subject="organisation",
            scheme=pl.lit(scheme),
            value=published(rule),
        )
        some.append(stated.drop_nulls("value").select(list(schema)))
    stacked = pl.concat(some).sort("record")
    about = ["subject", "scheme", "value"]
    return stacked.unique(about, keep="first", maintain_order=True).sort(about)
