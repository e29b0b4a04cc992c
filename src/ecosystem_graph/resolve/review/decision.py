"""Decisions about pairs of organisations: read from a filled-in file, checked, and kept as judgements."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ecosystem_graph.errors import JudgementConflictError, Location, NotFoundError, SourceFormatError
from ecosystem_graph.resolve.linkage.judgement import UNSURE, Judgement, check_judgements
from ecosystem_graph.resolve.linkage.own_list import read_rows
from ecosystem_graph.resolve.review.release_table import OrganisationTables

__all__ = ["JUDGEMENT_COLUMNS", "Decision", "Merged", "merge_decisions", "read_decisions", "read_judged"]

JUDGEMENT_COLUMNS = ("subject", "object", "judgement", "note")
"""First columns of a file of judgements; it may have more."""

_WORDS = ("same", "different", UNSURE)


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What somebody decided about two organisations.

    Attributes:
        subject: Smaller key.
        object: Larger key.
        word: ``same``, ``different`` or ``unsure``.
        note: Why, in the words of who decided.
        where: File and row that say so.
    """

    subject: str
    object: str
    word: str
    note: str = ""
    where: str = ""


def read_decisions(path: Path, tables: OrganisationTables) -> tuple[Decision, ...]:
    """Read a file of pairs with their decisions; pairs without one are passed over.

    Args:
        path: CSV, TSV or a workbook with the columns subject and object (keys or IRIs), and decision (or judgement);
            note may be there.
        tables: Release that knows the organisations.

    Returns:
        Decisions by keys; what is said twice is there once.

    Raises:
        SourceUnavailableError: There is no such file.
        SourceFormatError: A column is missing, a decision is another word, a pair is one organisation with itself, or
            two rows decide differently about one pair.
        NotFoundError: The release has no such organisation.
    """
    rows = read_rows(path)
    word = "decision" if "decision" in rows.columns else "judgement"
    missing = [name for name in ("subject", "object", word) if name not in rows.columns]
    if missing:
        there = ", ".join(rows.columns)
        raise SourceFormatError(Location(path, "row 1"), expected="columns subject, object, decision", found=there)
    texts = rows.select(pl.col(["subject", "object", word]).fill_null("").str.strip_chars(), _note(rows))
    found: dict[tuple[str, str], Decision] = {}
    for number, (subject, other, said, note) in enumerate(texts.iter_rows(), start=2):
        if not said:
            continue
        decision = _decide(Location(path, f"row {number}"), (subject, other), said, tables)
        _add(found, Decision(decision.subject, decision.object, decision.word, note, decision.where), path)
    return tuple(sorted(found.values()))


def _note(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("note").fill_null("").str.strip_chars() if "note" in rows.columns else pl.lit("").alias("note")


def _decide(place: Location, pair: tuple[str, str], said: str, tables: OrganisationTables) -> Decision:
    word = said.lower()
    if word not in _WORDS:
        raise SourceFormatError(place, expected=f"a decision {', '.join(_WORDS)} or none", found=said)
    try:
        one, other = sorted(tables.find(named) for named in pair)
    except NotFoundError as error:
        raise NotFoundError(f"{place}: {error}", hint=error.hint) from error
    if one == other:
        raise SourceFormatError(place, expected="two organisations", found=f"{one} twice")
    return Decision(one, other, word, where=f"{place.file.name}, {place.place}")


def _add(found: dict[tuple[str, str], Decision], decision: Decision, path: Path) -> None:
    known = found.setdefault((decision.subject, decision.object), decision)
    if known.word != decision.word:
        told = f"{known.word} ({known.where}) and {decision.word} ({decision.where})"
        raise SourceFormatError(
            Location(path), expected=f"one decision about {known.subject} and {known.object}", found=told
        )


class Merged(NamedTuple):
    """A file of judgements with decisions taken in.

    Attributes:
        content: Bytes of the file, sorted by keys.
        new: How many pairs it did not have.
        changed: How many pairs it had with another judgement or note.
    """

    content: bytes
    new: int
    changed: int


def merge_decisions(path: Path, decisions: Iterable[Decision], others: Iterable[Judgement] = ()) -> Merged:
    """Take decisions into a file of judgements; a newer decision replaces an older one about the same pair.

    Args:
        path: File of judgements; it may be missing yet. Nothing is written here.
        decisions: What `read_decisions` returned.
        others: Judgements of other files that will be used with this one.

    Returns:
        The new file and what is different in it; the same decisions once more change nothing.

    Raises:
        SourceFormatError: The file is no table of judgements.
        JudgementConflictError: Decisions contradict each other or what was judged before; the chain is shown.
    """
    columns, rows = _read(path)
    before = {pair: dict(row) for pair, row in rows.items()}
    where = {pair: f"{path.name}, line {number}" for number, pair in enumerate(rows, start=2)}
    for each in decisions:
        pair = (each.subject, each.object)
        kept = rows.get(pair, {})
        rows[pair] = {**kept, "judgement": each.word, "note": each.note or kept.get("note", "")}
        if rows[pair] != before.get(pair):
            where[pair] = each.where
    judged = [
        Judgement(*pair, row["judgement"] == "same", where[pair])
        for pair, row in rows.items()
        if row["judgement"] != UNSURE
    ]
    _check([*judged, *others])
    changed = sum(pair in before and before[pair] != row for pair, row in rows.items())
    return Merged(_format(columns, rows), len(rows) - len(before), changed)


def read_judged(paths: Iterable[Path]) -> pl.DataFrame:
    """Return the pairs that files of judgements hold, those that are unsure too: subject, object.

    Raises:
        SourceFormatError: A file is no table of judgements.
    """
    pairs = sorted({pair for path in paths for pair in _read(path)[1]})
    return pl.DataFrame(pairs, schema={"subject": pl.String, "object": pl.String}, orient="row")


def _check(judgements: list[Judgement]) -> None:
    try:
        check_judgements(judgements)
    except JudgementConflictError as error:
        raise JudgementConflictError(str(error), hint="Nothing was taken in. Change one of these decisions.") from error


def _read(path: Path) -> tuple[list[str], dict[tuple[str, str], dict[str, str]]]:
    """Return the further columns of a file of judgements, and its rows by pair."""
    if not path.exists():
        return [], {}
    table = read_rows(path).with_columns(pl.all().fill_null("").str.strip_chars())
    missing = [name for name in JUDGEMENT_COLUMNS[:3] if name not in table.columns]
    if missing:
        found = ", ".join(table.columns)
        raise SourceFormatError(Location(path, "line 1"), expected="columns subject, object, judgement", found=found)
    further = [name for name in table.columns if name not in JUDGEMENT_COLUMNS]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in table.iter_rows(named=True):
        one, other = sorted((row.pop("subject"), row.pop("object")))
        rows[one, other] = {"note": "", **row}
    return further, rows


def _format(further: list[str], rows: Mapping[tuple[str, str], Mapping[str, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*JUDGEMENT_COLUMNS, *further])
    for pair, row in sorted(rows.items()):
        writer.writerow([*pair, *(row.get(name, "") for name in (*JUDGEMENT_COLUMNS[2:], *further))])
    return stream.getvalue().encode()
