"""Curated judgements: which records are one organisation and which are not; contradictions are shown as a chain."""

import csv
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecosystem_graph.errors import JudgementConflictError, Location, SourceFormatError, SourceUnavailableError

__all__ = [
    "UNSURE", "Judgement", "check_judgements", "judgement_files", "read_all_judgements", "read_judgements",
    "without_contradicted",
]  # fmt: skip

_SUFFIXES = (".csv", ".tsv")
_COLUMNS = ("subject", "object", "judgement")
_WORDS = {"same": True, "different": False}
UNSURE = "unsure"
"""Word for a pair that somebody looked at without coming to an end; it decides nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What a person decided about two records.

    Attributes:
        subject: Key of one record.
        object: Key of the other.
        is_same: Whether both mean one organisation.
        where: File and line that say so.
    """

    subject: str
    object: str
    is_same: bool
    where: str = ""


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read a file of judgements.

    Args:
        path: CSV (or TSV) with at least the columns subject, object, judgement (``same``, ``different`` or ``unsure``);
            what is unsure is passed over.

    Returns:
        Judgements in file order.

    Raises:
        SourceFormatError: A column is missing, or a judgement is another word.
        JudgementConflictError: What is judged different is the same by a chain of other judgements.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t" if path.suffix == ".tsv" else ",")
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            found = ", ".join(rows.fieldnames or ())
            raise SourceFormatError(Location(path, "line 1"), expected=f"columns {', '.join(_COLUMNS)}", found=found)
        judgements = []
        for row in rows:
            where = f"{path.name}, line {rows.line_num}"
            word = (row["judgement"] or "").strip().lower()
            if word == UNSURE:
                continue
            if word not in _WORDS:
                raise SourceFormatError(
                    Location(path, f"line {rows.line_num}"), expected="same, different or unsure", found=word
                )
            judgements.append(Judgement(row["subject"].strip(), row["object"].strip(), _WORDS[word], where))
    check_judgements(judgements)
    return tuple(judgements)


def judgement_files(places: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of judgements in files and folders, sorted by path; a folder gives its CSV and TSV files.

    Raises:
        SourceUnavailableError: There is no such file or folder.
    """
    found: set[Path] = set()
    for place in places:
        if not place.exists():
            raise SourceUnavailableError(f"{place}: no such file or folder")
        found.update([place] if place.is_file() else (path for path in place.iterdir() if path.suffix in _SUFFIXES))
    return tuple(sorted(found))


def read_all_judgements(paths: Iterable[Path]) -> tuple[Judgement, ...]:
    """Read several files of judgements, which must not contradict each other.

    Raises:
        SourceFormatError: A file is no table of judgements.
        JudgementConflictError: What is judged different is the same by a chain of other judgements, of any file.
    """
    judgements = tuple(each for path in paths for each in read_judgements(path))
    check_judgements(judgements)
    return judgements


def check_judgements(judgements: Sequence[Judgement]) -> None:
    """Check that no two records are judged different that others make one.

    Args:
        judgements: Judgements in any order.

    Raises:
        JudgementConflictError: There is such a pair; the message lists the chain that leads from one to the other.
    """
    same = _neighbours(judgements)
    for judgement in sorted(judgements):
        if judgement.is_same:
            continue
        chain = _find_chain(judgement.subject, judgement.object, same)
        if chain is not None:
            raise JudgementConflictError(
                f"{judgement.where or 'judgements'}: {judgement.subject} and {judgement.object} are judged "
                f"different, but "
                f"are one by {_tell(chain)}",
                hint="Take back one of these judgements.",
            )


def without_contradicted(statements: Sequence[Judgement], judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return statements that no judgement is against: what a person decided goes before what a source says.

    Args:
        statements: That records are different, as sources say.
        judgements: Judgements that do not contradict each other.
    """
    same = _neighbours(judgements)
    return [each for each in statements if each.is_same or _find_chain(each.subject, each.object, same) is None]


def _neighbours(judgements: Iterable[Judgement]) -> dict[str, list[tuple[str, Judgement]]]:
    """Return for each record those that are judged to be the same."""
    same: dict[str, list[tuple[str, Judgement]]] = {}
    for judgement in sorted(judgements):
        if judgement.is_same:
            same.setdefault(judgement.subject, []).append((judgement.object, judgement))
            same.setdefault(judgement.object, []).append((judgement.subject, judgement))
    return same


def _find_chain(start: str, end: str, same: dict[str, list[tuple[str, Judgement]]]) -> tuple[Judgement, ...] | None:
    """Return the shortest chain of positive judgements between two records."""
    came: dict[str, tuple[str, Judgement] | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        record = queue.popleft()
        for neighbour, judgement in same.get(record, ()):
            if neighbour not in came:
                came[neighbour] = (record, judgement)
                queue.append(neighbour)
    if end not in came:
        return None
    chain = []
    step = came[end]
    while step is not None:
        chain.append(step[1])
        step = came[step[0]]
    return tuple(reversed(chain))


def _tell(chain: Iterable[Judgement]) -> str:
    steps = [f"{each.subject} = {each.object}" + (f" ({each.where})" if each.where else "") for each in chain]
    return "; ".join(steps) or "being the same record"
