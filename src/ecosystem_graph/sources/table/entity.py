"""Organisations, infrastructures, clusters and priorities that rows are about."""

from collections.abc import Iterator, Mapping

import polars as pl

from ecosystem_graph.sources.table.concept import concept_table
from ecosystem_graph.sources.table.definition import Entity, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.place import read_places, region_rows
from ecosystem_graph.sources.table.position import geometry_table
from ecosystem_graph.sources.table.project import stated_once, website
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import coded, digests, field_name, has_letters, local_code, published

__all__ = ["entity_tables"]

_CODED = frozenset({"type", "legal_status", "status", "access_mode"})
_RAW = frozenset({"type", "legal_status"})
"""Fields of organisations whose published words are kept beside the code."""
_REFERENCES = frozenset({"parent", "node_of", "operated_by", "managed_by"})
_WHOLE = frozenset({"founded", "member_count"})
_PLACE = frozenset({"country", "region"})
_WHOLE_NUMBER = r"^[0-9]{1,7}$"


def entity_tables(rows: Rows, linked: Mapping[str, pl.DataFrame], findings: Findings) -> dict[str, pl.DataFrame]:
    """Return the table of what the rows are about, and ``name``, ``identifier``, ``region``, ``geometry``.

    Args:
        rows: Keyed rows.
        linked: Organisation by ``record``, for each reference (``operated_by``) that participants fill.
        findings: Told of values that are not taken.
    """
    entity = rows.definition.entity
    if entity is None:
        return {}
    if entity.kind == "concept":
        return {"concept": concept_table(rows, entity, findings)}
    places = read_places(rows.frame, entity.fields, entity.country, findings)
    tables = {
        "name": _names(rows, entity),
        "identifier": _identifiers(rows, entity),
        "region": region_rows(places.with_columns(rows.frame["record"]), entity.edition),
        "geometry": geometry_table(rows, places["country"], findings),
    }
    if entity.kind == "priority":
        own = _priorities(rows, entity, places, findings)
    else:
        own = {entity.kind: _entities(rows, entity, places, linked, findings)}
    return {name: table for name, table in (tables | own).items() if table.height or name in own}


def _entities(
    rows: Rows, entity: Entity, places: pl.DataFrame, linked: Mapping[str, pl.DataFrame], findings: Findings
) -> pl.DataFrame:
    frame = rows.frame
    table = frame.select("record", key="entity").with_columns(
        *(column for name, rule in entity.fields.items() for column in _columns(rows, entity, name, rule, findings)),
        *_place_columns(places, entity),
    )
    if entity.kind == "organisation" and rows.definition.language != "und":
        table = table.with_columns(language=pl.lit(rows.definition.language))
    for reference, organisations in linked.items():
        table = table.join(organisations.rename({"organisation": reference}), on="record", how="left")
    return stated_once(table)


def _columns(rows: Rows, entity: Entity, name: str, rule: Rule, findings: Findings) -> Iterator[pl.Series]:
    """Yield the columns of the record table that one field fills."""
    frame = rows.frame
    if name in _PLACE:
        return
    if name == "website":
        yield website(frame, rule, findings)
        return
    raw = frame.select(PLACE, "record", raw=published(rule))
    if name in _CODED:
        if rule.codes or rule.value is not None:
            yield coded(raw, rule, findings, "raw").alias(name)
        if entity.kind == "organisation" and name in _RAW and rule.columns:
            yield raw["raw"].alias(f"{name}_raw")
    elif name in _REFERENCES:
        referred = pl.lit(f"{rule.source or rows.definition.slug}.") + local_code(published(rule))
        yield frame.select(referred.alias(name)).to_series()
    elif name in _WHOLE:
        is_whole = pl.col("raw").str.contains(_WHOLE_NUMBER)
        findings.add_rows("EG-TAB-034", raw.filter(~is_whole), field=field_name(rule), found="raw")
        yield raw.select(pl.when(is_whole).then(pl.col("raw")).cast(pl.Int64).alias(name)).to_series()
    else:
        yield raw["raw"].alias(name)


def _place_columns(places: pl.DataFrame, entity: Entity) -> list[pl.Series]:
    stated = pl.col("region").is_not_null()
    return places.select(
        "country",
        "region",
        region_edition=pl.when(stated).then(pl.lit(entity.edition, pl.String)),
        region_basis=pl.when(stated).then(pl.lit("stated")),
    ).get_columns()


def _priorities(rows: Rows, entity: Entity, places: pl.DataFrame, findings: Findings) -> dict[str, pl.DataFrame]:
    """Return ``strategy`` and ``priority``; the strategy of a row is told by its name, region and period."""
    frame, fields = rows.frame, entity.fields
    raw = frame.select(PLACE, "record", raw=published(fields["period"]) if "period" in fields else pl.lit(None))
    period = coded(raw, fields["period"], findings, "raw") if "period" in fields else raw["raw"].cast(pl.String)
    told = frame.select(
        "record",
        key="entity",
        name=published(fields["name"]),
        strategy_name=published(fields["strategy"]).fill_null(pl.lit(rows.definition.dataset["title"])),
    ).with_columns(places["region"], period.alias("period"), website(frame, fields.get("website"), findings))
    local = digests(told, [pl.col("strategy_name"), pl.col("region"), pl.col("period")])
    told = told.with_columns((pl.lit(f"{rows.definition.slug}.") + local).alias("strategy"))
    strategies = told.select(
        "record", "region", "period", "website", key="strategy", name="strategy_name",
        region_edition=pl.lit(entity.edition, pl.String),
    )  # fmt: skip
    priorities = told.select("record", "key", "name", "strategy", language=pl.lit(rows.definition.language))
    first = strategies.sort("record").unique("key", keep="first", maintain_order=True).sort("key")
    return {"strategy": first, "priority": stated_once(priorities)}


def _names(rows: Rows, entity: Entity) -> pl.DataFrame:
    schema = dict.fromkeys(("record", "subject_class", "subject", "name", "language", "kind"), pl.String)
    tables = [pl.DataFrame(schema=schema)]
    main = published(entity.fields["name"])
    for each in rows.definition.names:
        named = rows.frame.with_columns(name=published(each.rule)).filter(
            has_letters(pl.col("name")) & pl.col("name").ne_missing(main)
        )
        tables.append(
            named.select(
                "record",
                "name",
                subject_class=pl.lit(entity.kind),
                subject="entity",
                language=pl.lit(None if each.language == "und" else each.language, pl.String),
                kind=pl.lit(each.kind),
            ).select(list(schema))
        )
    stacked = pl.concat(tables).sort("record")
    about = ["subject", "name", "language", "kind"]
    return stacked.unique(about, keep="first", maintain_order=True).sort(about, nulls_last=True)


def _identifiers(rows: Rows, entity: Entity) -> pl.DataFrame:
    schema = dict.fromkeys(("record", "subject_class", "subject", "scheme", "value"), pl.String)
    some = [pl.DataFrame(schema=schema)]
    some += [
        rows.frame.select(
            "record", subject_class=pl.lit(entity.kind), subject="entity", scheme=pl.lit(scheme), value=published(rule)
        ).drop_nulls("value")
        for scheme, rule in entity.identifiers.items()
    ]
    about = ["subject", "scheme", "value"]
    return pl.concat(some).sort("record").unique(about, keep="first", maintain_order=True).sort(about)
