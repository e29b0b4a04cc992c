"""Rows that become records: those that are no data or repeat others are reported, the rest get keys."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.sources.importer import checksum
from ecosystem_graph.sources.personal_data import mask_column
from ecosystem_graph.sources.table.definition import Definition, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.sheet import PLACE, Sheet
from ecosystem_graph.sources.table.value import digests, has_letters, item_lists, local_code, published

__all__ = ["Rows", "keyed_rows", "record_table"]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that become records.

    Attributes:
        frame: Columns as published, `PLACE`, ``record`` and ``project`` (keys).
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
    frame = _with_projects(frame, definition).with_columns(record=pl.lit(f"{definition.slug}.row.") + pl.col("@row"))
    nameless = frame.filter(pl.col("project").is_null())
    findings.add_rows("EG-TAB-007", nameless.drop("record"))
    frame = _masked(frame.filter(pl.col("project").is_not_null()), definition, findings)
    return Rows(frame, definition, sheet.plain, sheet.typed)


def record_table(rows: Rows, path: Path) -> pl.DataFrame:
    """Return the ``record`` table: one row per row of the file."""
    definition = rows.definition
    key, url = definition.project and definition.project.key, definition.url
    of_project = definition.project is not None
    address = published(url) if url else pl.lit(None, pl.String)
    return rows.frame.select(
        "record",
        key="record",
        source=pl.lit(definition.slug),
        kind=pl.lit("project" if of_project else "partner"),
        source_key=published(key) if key and len(key.columns) == 1 else pl.lit(None, pl.String),
        url=pl.when(address.str.contains(r"^https?://[^\s<>\"{}|\\^`]+$")).then(address),
        language=pl.lit(None if definition.language == "und" else definition.language, pl.String),
        file=pl.lit(path.name),
        checksum=pl.lit(checksum(path)),
        locator=PLACE,
    ).sort("key")


def _without_dropped(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    for drop in definition.drops:
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


def _with_projects(frame: pl.DataFrame, definition: Definition) -> pl.DataFrame:
    """Add ``project``, the key of what the row is about; null where nothing tells."""
    slug, project = definition.slug, definition.project
    if project is None:
        named = pl.any_horizontal(
            item_lists(each.name).list.eval(has_letters(pl.element())).list.any().fill_null(value=False)
            for each in definition.participants
        )
        return frame.with_columns(project=pl.when(named).then(pl.lit(f"{slug}.") + pl.col("@row")))
    if project.key is None:
        content = [published(text.rule) for text in definition.texts if text.role == "title"]
        content += [published(each.name) for each in definition.participants]
        told = (
            pl.any_horizontal(has_letters(each).fill_null(value=False) for each in content)
            if content
            else pl.lit(value=True)
        )
        return frame.with_columns(project=pl.when(told).then(pl.lit(f"{slug}.") + pl.col("@row")))
    if len(project.key.columns) > 1 or project.key.join == "\x1f":
        columns = [pl.col(one_line(column)).str.strip_chars() for column in project.key.columns]
        keys = digests(frame, columns)
        filled = pl.any_horizontal(has_letters(column).fill_null(value=False) for column in columns)
        return frame.with_columns(project=pl.when(filled).then(pl.lit(f"{slug}.") + keys))
    local = local_code(published(project.key))
    return frame.with_columns(project=pl.lit(f"{slug}.") + local)


def _masked(frame: pl.DataFrame, definition: Definition, findings: Findings) -> pl.DataFrame:
    """Replace contact data in the cells that become text."""
    rules = [text.rule for text in definition.texts]
    rules += [rule for each in definition.participants for rule in (each.name, *each.fields.values())]
    rules += list(definition.project.fields.values()) if definition.project else []
    for column in dict.fromkeys(one_line(column) for rule in rules for column in rule.columns if column[:1] != "@"):
        cells, changed = mask_column(frame[column])
        if changed.height:
            findings.add_rows("EG-TAB-024", frame[changed["index"].to_list()], field=column)
            frame = frame.with_columns(cells.alias(column))
    return frame
