"""Curated judgements: which records are one organisation and which are not; contradictions are shown as a chain."""

import csv
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecosystem_graph.errors import JudgementConflictError, Location, SourceFormatError

__all__ = ["Judgement", "check_judgements", "read_judgements"]

_COLUMNS = ("subject", "object", "judgement")
_WORDS = {"same": True, "different": False}


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
        path: CSV (or TSV) with at least the columns subject, object, judgement (``same`` or ``different``).

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
            if word not in _WORDS:
                raise SourceFormatError(
                    Location(path, f"line {rows.line_num}"), expected="same or different", found=word
                )
            judgements.append(Judgement(row["subject"].strip(), row["object"].strip(), _WORDS[word], where))
    check_judgements(judgements)
    return tuple(judgements)


def check_judgements(judgements: Sequence[Judgement]) -> None:
    """Check that no two records are judged different that others make one.

    Args:
        judgements: Judgements in any order.

    Raises:
        JudgementConflictError: There is such a pair; the message lists the chain that leads from one to the other.
    """
    same: dict[str, list[tuple[str, Judgement]]] = {}
    for judgement in sorted(judgements):
        if judgement.is_same:
            same.setdefault(judgement.subject, []).append((judgement.object, judgement))
            same.setdefault(judgement.object, []).append((judgement.subject, judgement))
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
