"""What a definition makes of a file, in words: for whoever writes a definition."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.importer import open_sheet, read_tables
from ecosystem_graph.sources.table.record import Rows, keyed_rows
from ecosystem_graph.sources.table.sheet import PLACE

__all__ = ["Explanation", "Sample", "explain"]

_SHOWN_TABLES = (
    "project",
    "programme",
    "organisation",
    "identifier",
    "participation",
    "amount",
    "text",
    "topic",
    "relation",
    "infrastructure",
    "cluster",
    "membership",
    "strategy",
    "priority",
    "concept",
    "name",
    "geometry",
)
_HIDDEN = frozenset({
    "record", "key", "subject", "subject_class", "object_class", "project", "organisation", "programme",
    "language_basis",
    "translation_status", "basis", "state",
})  # fmt: skip
_CUT = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """One row before and after.

    Attributes:
        place: Row in words.
        before: Filled cells by column.
        after: ``table``, ``field``, ``value`` of what became of them.
    """

    place: str
    before: dict[str, str]
    after: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a definition makes of a file.

    Attributes:
        slug: Slug of the definition.
        rows_read: Rows of the file.
        rows_mapped: Rows that became records.
        mapped: Columns of the file that are read, each with the fields it fills and how many rows fill it.
        ignored: Columns that are left out by name, with the reason.
        unknown: Columns of the file that the definition does not name.
        absent: Columns under ``[ignored]`` that the file does not have.
        counts: Rows per record table.
        totals: Sums of amounts: subject, kind, phase, currency, number, sum.
        countries: Participations by country.
        samples: Rows before and after.
        issues: Findings.
    """

    slug: str
    rows_read: int
    rows_mapped: int
    mapped: tuple[tuple[str, str, int], ...]
    ignored: dict[str, str]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    counts: dict[str, int]
    totals: tuple[tuple[str, str, str, str, int, str], ...]
    countries: dict[str, int]
    samples: tuple[Sample, ...]
    issues: tuple[Issue, ...]

    @property
    def complete(self) -> bool:
        """Whether every column is named and no datum was lost or contradicted."""
        return not self.unknown and all(issue.severity != "violation" for issue in self.issues)


def explain(definition: Definition, path: Path, *, samples: int = 3) -> Explanation:
    """Read a file by a definition and say what became of it.

    Args:
        definition: What becomes of the columns.
        path: The file.
        samples: Rows to show: the first, the last and some between.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is not laid out as the definition says.
    """
    findings = Findings(path.name)
    sheet = open_sheet(path, definition, findings)
    rows = keyed_rows(sheet, definition, findings)
    records = RecordSet(read_tables(rows, path, findings))
    filled = {column: sheet.rows.height - sheet.rows[column].null_count() for column in sheet.columns}
    fields = {one_line(column): targets for column, targets in definition.mapped_columns().items()}
    named = {one_line(column): reason for column, reason in definition.ignored.items()}
    ignored = {each: reason for each in sheet.columns if (reason := named.get(each) or definition.reason(each))}
    return Explanation(
        slug=definition.slug,
        rows_read=sheet.rows_read,
        rows_mapped=rows.frame.height,
        mapped=tuple(
            (each, ", ".join(dict.fromkeys(fields[each])), filled[each]) for each in sheet.columns if each in fields
        ),
        ignored={each: reason for each, reason in ignored.items() if each not in fields},
        unknown=sheet.unknown,
        absent=tuple(each for each in named if "*" not in each and each not in sheet.columns),
        counts=records.counts(),
        totals=_totals(records["amount"]),
        countries=_countries(records["participation"]),
        samples=tuple(_samples(rows, sheet.columns, records, samples)),
        issues=findings.issues(),
    )


def _totals(amounts: pl.DataFrame) -> tuple[tuple[str, str, str, str, int, str], ...]:
    about = ["subject_class", "kind", "phase", "currency"]
    summed = amounts.group_by(about).agg(pl.len(), pl.col("value").sum().cast(pl.String)).sort(about)
    return tuple(summed.rows())


def _countries(participations: pl.DataFrame) -> dict[str, int]:
    counted = participations.group_by("country").len().sort("len", "country", descending=[True, False])
    return {country or "none": count for country, count in counted.iter_rows()}


def _samples(rows: Rows, columns: tuple[str, ...], records: RecordSet, wanted: int) -> Iterator[Sample]:
    height = rows.frame.height
    positions = sorted({round(step * (height - 1) / max(1, wanted - 1)) for step in range(min(wanted, height))})
    for position in positions:
        row = rows.frame.row(position, named=True)
        shown = {column: _cut(row[column]) for column in columns if row[column] is not None}
        yield Sample(row[PLACE], _without_withheld(shown, rows, row["record"], records), tuple(_after(records, row)))


def _without_withheld(shown: dict[str, str], rows: Rows, record: str, records: RecordSet) -> dict[str, str]:
    """Hide the names of persons, and columns that are left out as personal data."""
    stated = records["participation"] if records["participation"].height else records["organisation"]
    has_participant = stated.filter(pl.col("record") == record).height > 0 or not rows.definition.participants
    names = (
        set()
        if has_participant
        else {one_line(each) for block in rows.definition.participants for each in block.name.columns}
    )
    hidden = {column for column in shown if column in names or "ersonal" in (rows.definition.reason(column) or "")}
    return {column: "(not shown)" if column in hidden else cell for column, cell in shown.items()}


def _after(records: RecordSet, row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    entity, record = row["entity"], row["record"]
    organisations = records["participation"].filter(pl.col("record") == record)["organisation"].to_list()
    subjects = {entity, *organisations, *records["participation"].filter(pl.col("record") == record)["key"]}
    programmes = records["project"].filter(pl.col("key") == entity)["programme"].drop_nulls().to_list()
    about = {"project": [entity], "organisation": organisations, "programme": programmes}
    for name in _SHOWN_TABLES:
        table = records[name]
        if "subject" in table.columns:
            theirs = table.filter(pl.col("subject").is_in(subjects))
        elif name in about:
            theirs = table.filter(pl.col("key").is_in(about[name]) | (pl.col("record") == record)).unique(
                "key", keep="first", maintain_order=True
            )
        else:
            theirs = table.filter(pl.col("record") == record)
        for number, each in enumerate(theirs.iter_rows(named=True), start=1):
            label = name if theirs.height == 1 else f"{name} {number}"
            yield from (
                (label, field, _cut(str(value)))
                for field, value in each.items()
                if value is not None and field not in _HIDDEN
            )


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _CUT else f"{line[: _CUT - 1]}…"
