"""Rows that become records: those that are no data or repeat others are reported, the rest get keys."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.sources.importer import checksum
from ecosystem_graph.sources.personal_data import mask_column
from ecosystem_graph.sources.table.definition import Definition, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.place import read_places
from ecosystem_graph.sources.table.sheet import FILLED, PLACE, Sheet
from ecosystem_graph.sources.table.value import digests, has_letters, item_lists, local_code, published

__all__ = ["Rows", "keyed_rows", "record_table"]

_NAME_AND_PLACE = ("name", "country", "town", "region")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that become records.

    Attributes:
        frame: Columns as published, `PLACE`, ``record`` and ``entity`` (key of what the row is about).
        definition: What becomes of them.
        plain: Columns of numbers as machines write them.
        typed: Whether the file itself tells numbers from text.
    """

    frame: pl.DataFrame
    definition: Definition
    plain: frozenset[str]
    typed: bool

    def is_plain(self, rule: Rule) -> bool:
        """Tell whether all columns of a rule hold numbers as machines write them."""
        return bool(rule.columns) and {one_line(column) for column in rule.columns} <= self.plain


def keyed_rows(sheet: Sheet, definition: Definition, findings: Findings) -> Rows:
    """Leave out rows that are no data, give the others their keys, and mask contact data in their texts."""
    frame = _without_dropped(sheet.rows, definition, findings)
    frame = frame.with_columns(digests(frame, [pl.col(column) for column in sheet.columns]).alias("@row"))
    frame = _without_repeated(frame, definition, findings)
    frame = _with_entities(frame, definition).with_columns(record=pl.lit(f"{definition.slug}.row.") + pl.col("@row"))
    nameless = frame.filter(pl.col("entity").is_null())
    findings.add_rows("EG-TAB-007", nameless.drop("record"))
    frame = _with_region(frame.filter(pl.col("entity").is_not_null()), definition, findings)
    frame = _masked(frame, definition, findings)
    return Rows(frame, definition, sheet.plain, sheet.typed)


def record_table(rows: Rows, path: Path) -> pl.DataFrame:
    """Return the ``record`` table: one row per row of the file."""
    definition = rows.definition
    key, url = definition.key, definition.url
    address = published(url) if url else pl.lit(None, pl.String)
    return rows.frame.select(
        "record",
        key="record",
        source=pl.lit(definition.slug),
        kind=pl.lit(definition.subject_class or "partner"),
        source_key=published(key) if key and len(key.columns) == 1 else pl.lit(None, pl.String),
        url=pl.when(address.str.contains(r"^https?://[^\s<>\"{}|\\^`]+$")).then(address),
        language=pl.lit(None if definition.language == "und" else definition.language, pl.String),
        file=pl.lit(path.name),
        checksum=pl.lit(checksum(path)),
        locator=PLACE,
    ).sort("key")


def _without_dropped(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    for drop in definition.drops:
        if drop.filled:
            few = frame.filter(pl.col(FILLED) <= drop.filled)
            said = pl.concat_str(pl.exclude("^@.*$"), separator=" ", ignore_nulls=True)
            findings.add_rows("EG-TAB-005", few, found=said)
            frame = frame.filter(pl.col(FILLED) > drop.filled)
            continue
        text = published(drop.rule).fill_null("")
        matches = text.str.contains(drop.pattern)
        findings.add_rows("EG-TAB-005", frame.filter(matches), field=", ".join(drop.rule.columns), found=text)
        frame = frame.filter(~matches)
    return frame


def _without_repeated(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    """Leave out rows that repeat another one in all cells, or tell them apart by a number: they are interchangeable."""
    number = (pl.int_range(pl.len()) + 1).over("@row")
    numbered = frame.with_columns(number.alias("@number"))
    if definition.identical == "report":
        findings.add_rows("EG-TAB-006", numbered.filter(pl.col("@number") > 1))
        return numbered.filter(pl.col("@number") == 1).drop("@number")
    told = pl.when(pl.col("@number") > 1).then(pl.format("{}.{}", "@row", "@number")).otherwise(pl.col("@row"))
    return numbered.with_columns(told.alias("@row")).drop("@number")


def _with_entities(frame: pl.DataFrame, definition: Definition) -> pl.DataFrame:
    """Add ``entity``, the key of what the row is about; null where nothing tells."""
    start, key = pl.lit(f"{definition.slug}."), definition.key
    if key is None:
        local = digests(frame, _telling(definition)) if definition.entity else pl.col("@row")
        return frame.with_columns(entity=pl.when(_is_told(definition)).then(start + local))
    if len(key.columns) > 1 or key.join == "\x1f":
        columns = [pl.col(one_line(column)).str.strip_chars() for column in key.columns]
        filled = _any_letters(columns)
        return frame.with_columns(entity=pl.when(filled & _is_named(definition)).then(start + digests(frame, columns)))
    local = local_code(published(key))
    return frame.with_columns(entity=pl.when(_is_named(definition)).then(start + local))


def _telling(definition: Definition) -> list[pl.Expr]:
    """Return what tells entities apart that have no identifier: name and place."""
    fields = definition.entity.fields if definition.entity else {}
    return [published(fields[name]) if name in fields else pl.lit(None, pl.String) for name in _NAME_AND_PLACE]


def _is_named(definition: Definition) -> pl.Expr:
    """Tell whether the row names its entity; projects need no name."""
    if definition.entity is None:
        return pl.lit(value=True)
    return has_letters(published(definition.entity.fields["name"])).fill_null(value=False)


def _is_told(definition: Definition) -> pl.Expr:
    """Tell whether a row without identifier says what it is about."""
    if definition.entity:
        return _is_named(definition)
    if definition.project is None:
        return pl.any_horizontal(
            item_lists(each.name).list.eval(has_letters(pl.element())).list.any().fill_null(value=False)
            for each in definition.participants
        )
    content = [published(text.rule) for text in definition.texts if text.role == "title"]
    content += [published(each.name) for each in definition.participants]
    return _any_letters(content) if content else pl.lit(value=True)


def _any_letters(texts: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(has_letters(each).fill_null(value=False) for each in texts)


def _with_region(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    """Leave out priorities of no region: nothing tells in which strategy they stand."""
    entity = definition.entity
    if entity is None or entity.kind != "priority":
        return frame
    # Rows that are left out have no record that a finding could name.
    nameless = frame.with_columns(record=pl.lit(""))
    is_placed = read_places(nameless, entity.fields, entity.country, findings)["region"].is_not_null()
    findings.add_rows("EG-TAB-028", nameless.filter(~is_placed))
    return frame.filter(is_placed)


def _masked(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    """Replace contact data in the cells that become text."""
    rules = [text.rule for text in definition.texts]
    rules += [rule for each in definition.participants for rule in (each.name, *each.fields.values())]
    rules += list(definition.project.fields.values()) if definition.project else []
    rules += list(definition.entity.fields.values()) if definition.entity else []
    rules += [each.rule for each in definition.names]
    for column in dict.fromkeys(one_line(column) for rule in rules for column in rule.columns if column[:1] != "@"):
        cells, changed = mask_column(frame[column])
        if changed.height:
            findings.add_rows("EG-TAB-024", frame[changed["index"].to_list()], field=column)
            frame = frame.with_columns(cells.alias(column))
    return frame
