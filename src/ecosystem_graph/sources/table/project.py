"""Projects with their programmes, calls and the regions they serve."""

from collections.abc import Iterator

import polars as pl

from ecosystem_graph.sources.calendar import ISO, parse_days
from ecosystem_graph.sources.table.definition import Project, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.place import REGION_CODE
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import by_value, coded, digests, field_name, item_lists, published

__all__ = ["WEB_ADDRESS", "days", "project_tables", "stated_once", "website"]

WEB_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"

_PRECISIONS = {"day": 0, "month": 1, "quarter": 2, "year": 3}


def project_tables(rows: Rows, findings: Findings) -> dict[str, pl.DataFrame]:
    """Return the tables ``project``, ``programme``, ``identifier``, ``call``, ``relation`` and ``region``."""
    project = rows.definition.project
    if project is None:
        return {}
    frame = _with_programme(rows, findings)
    tables = _programme_tables(rows, frame, findings)
    tables["project"] = _projects(rows, frame, project, findings)
    if project.regions is not None:
        tables |= _region_tables(frame, project, project.regions, findings)
    if project.identifiers:
        own = [tables["identifier"]] if "identifier" in tables else []
        tables["identifier"] = pl.concat([*own, *_identifiers(frame, project)], how="diagonal")
    return tables


def stated_once(table: pl.DataFrame) -> pl.DataFrame:
    """Return rows that differ in more than their record, each from the record with the smallest key."""
    others = [column for column in table.columns if column != "record"]
    return table.sort("record").unique(others, keep="first", maintain_order=True).sort("key", "record")


def days(rows: Rows, frame: pl.DataFrame, rule: Rule | None, findings: Findings) -> pl.DataFrame:
    """Return ``raw``, ``first``, ``last`` and ``precision`` of the days in a field, for each row of a frame."""
    definition = rows.definition
    if rule is None:
        kinds = {"raw": pl.String, "first": pl.Date, "last": pl.Date, "precision": pl.String}
        return pl.DataFrame({name: [None] * frame.height for name in kinds}, schema=kinds)
    languages = [definition.language.split("-")[0]]
    # A workbook keeps days as days; they are read as ISO 8601, whatever it shows.
    formats = [*([ISO] if rows.typed or not definition.formats else []), *definition.formats]
    stated = frame.select(PLACE, "record", raw=published(rule))
    found = by_value(stated["raw"], days=parse_days(pl.col("raw"), formats, languages))
    read = stated.with_columns(found["days"]).unnest("days")
    findings.add_rows(
        "EG-TAB-008",
        read.filter(pl.col("raw").is_not_null() & pl.col("first").is_null()),
        field=field_name(rule),
        found="raw",
    )
    return read.select("raw", "first", "last", "precision")


def website(frame: pl.DataFrame, rule: Rule | None, findings: Findings) -> pl.Series:
    """Return web addresses; ``www.`` is completed, everything else that is no address is reported."""
    if rule is None:
        return pl.Series("website", [None] * frame.height, dtype=pl.String)
    text = published(rule)
    address = pl.when(text.str.contains(r"^(?i)www\.")).then(pl.lit("http://") + text).otherwise(text)
    read = frame.select(PLACE, "record", text=text, website=pl.when(address.str.contains(WEB_ADDRESS)).then(address))
    lost = read.filter(pl.col("text").is_not_null() & pl.col("website").is_null())
    findings.add_rows("EG-TAB-023", lost, field=field_name(rule), found="text")
    return read["website"]


def _projects(rows: Rows, frame: pl.DataFrame, project: Project, findings: Findings) -> pl.DataFrame:
    fields = project.fields
    start, end = (days(rows, frame, fields.get(name), findings) for name in ("start", "end"))
    both = frame.select("record", PLACE).with_columns(start["first"].alias("start"), end["last"].alias("end"))
    reversed_days = both.filter(pl.col("end") < pl.col("start"))
    findings.add_rows("EG-TAB-009", reversed_days, field=field_name(fields["end"]) if "end" in fields else "",
                      found=pl.format("{} to {}", "start", "end"))  # fmt: skip
    coarse = pl.max_horizontal(
        each["precision"].replace_strict(_PRECISIONS, default=None, return_dtype=pl.Int8) for each in (start, end)
    )
    texts = {name: published(fields[name]) for name in ("acronym", "priority", "objective") if name in fields}
    table = frame.select("record", "programme", "call", key="entity", **texts).with_columns(
        start["first"].alias("start"), start["raw"].alias("start_raw"),
        end["last"].alias("end"), end["raw"].alias("end_raw"),
        coarse.replace_strict({rank: name for name, rank in _PRECISIONS.items()}, default=None, return_dtype=pl.String)
        .alias("date_precision"),
        website(frame, fields.get("website"), findings).alias("website"),
    )  # fmt: skip
    if "status" in fields:
        raw = frame.select(PLACE, "record", raw=published(fields["status"]))
        table = table.with_columns(coded(raw, fields["status"], findings, "raw").alias("status"))
    if "partner_count" in fields:
        count = frame.select("record", count=published(fields["partner_count"]).cast(pl.Int64, strict=False))["count"]
        table = table.with_columns(count.alias("stated_partner_count"))
    return stated_once(table)


def _with_programme(rows: Rows, findings: Findings) -> pl.DataFrame:
    """Add ``programme`` and ``call`` (keys) and the programme's ``programme_name``."""
    definition, frame = rows.definition, rows.frame
    nothing = pl.lit(None, pl.String)
    if definition.programme is None:
        return frame.with_columns(programme=nothing, programme_name=nothing, call=nothing, call_number=nothing)
    raw = frame.select(PLACE, "record", raw=published(definition.programme.name))
    frame = frame.with_columns(coded(raw, definition.programme.name, findings, "raw").alias("programme_name"))
    keys = pl.lit(f"{definition.slug}.") + digests(frame, [pl.col("programme_name")])
    frame = frame.with_columns(programme=pl.when(pl.col("programme_name").is_not_null()).then(keys))
    call = definition.project.fields.get("call") if definition.project else None
    frame = frame.with_columns(call_number=published(call) if call else nothing)
    local = digests(frame, [pl.col("call_number")])
    return frame.with_columns(call=pl.when(pl.col("call_number").is_not_null()).then(pl.col("programme") + "." + local))


def _identifiers(frame: pl.DataFrame, project: Project) -> Iterator[pl.DataFrame]:
    for scheme, rule in project.identifiers.items():
        stated = frame.select(
            "record", subject_class=pl.lit("project"), subject="entity", scheme=pl.lit(scheme), value=published(rule)
        )
        once = stated.drop_nulls("value").sort("record").unique(["subject", "value"], keep="first", maintain_order=True)
        yield once.sort("subject", "value")


def _programme_tables(rows: Rows, frame: pl.DataFrame, findings: Findings) -> dict[str, pl.DataFrame]:
    programme = rows.definition.programme
    if programme is None:
        return {}
    named = frame.filter(pl.col("programme").is_not_null())
    values = {}
    for name, rule in programme.fields.items():
        raw = named.select(PLACE, "record", raw=published(rule))
        values[name] = coded(raw, rule, findings, "raw")
    first = (
        named.select("record", key="programme", name="programme_name")
        .with_columns(column.alias(name) for name, column in values.items())
        .sort("key", *values, "record", nulls_last=True)
        .unique("key", keep="first", maintain_order=True)
    )
    tables = {"programme": first.drop("cci", strict=False)}
    calls = named.filter(pl.col("call").is_not_null()).select("record", "programme", key="call", number="call_number")
    tables["call"] = calls.sort("record").unique("key", keep="first", maintain_order=True).sort("key")
    if "cci" in values:
        tables["identifier"] = first.filter(pl.col("cci").is_not_null()).select(
            "record", subject_class=pl.lit("programme"), subject="key", scheme=pl.lit("cci"), value="cci"
        )
    return tables


def _region_tables(frame: pl.DataFrame, project: Project, rule: Rule, findings: Findings) -> dict[str, pl.DataFrame]:
    """Return the regions that projects serve: all codes in the cells of all their rows."""
    listed = frame.select(PLACE, "record", "entity", raw=item_lists(rule)).explode("raw").drop_nulls("raw")
    listed = listed.with_columns(coded(listed, rule, findings, "raw").alias("code"))
    odd = listed.filter(~pl.col("code").str.contains(REGION_CODE))
    findings.add_rows("EG-TAB-013", odd, field=field_name(rule), found="raw")
    known = listed.filter(pl.col("code").str.contains(REGION_CODE)).sort("record")
    once = known.unique(["entity", "code"], keep="first", maintain_order=True).sort("entity", "code")
    relations = once.select(
        "record", subject_class=pl.lit("project"), subject="entity", predicate=pl.lit("targetsRegion"),
        object_class=pl.lit("region"), object="code",
    )  # fmt: skip
    regions = known.unique("code", keep="first", maintain_order=True).sort("code").select(
        "record", key="code", edition=pl.lit(project.edition, pl.String),
        level=pl.col("code").str.len_chars().cast(pl.Int64) - 2,
    )  # fmt: skip
    return {"relation": relations, "region": regions}
