"""Decisions of a person about facts: a table that a build writes for review and reads when it is filled in."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.pages.annotation import Fact
from ecosystem_graph.sources.pages.claim import lexical

__all__ = ["COLUMNS", "Decisions", "is_review", "read_decisions", "review_rows", "write_review"]

COLUMNS = (
    "page", "file", "project", "property", "value", "start", "end", "quote", "rule", "confidence", "decision"
)  # fmt: skip
"""Columns of a review file: what was found, where and by which rule, and in the last one what a person decides."""

_DECISIONS = {"accept": True, "reject": False}
_Key = tuple[str, str, str]


@dataclass(slots=True)
class Decisions:
    """What a person decided: by page, property and value, whether the fact is right.

    Attributes:
        judged: Decision by key of the page, property and value in its lexical form.
        used: Decisions that were about a fact that was found.
    """

    judged: Mapping[_Key, bool] = field(default_factory=dict)
    used: set[_Key] = field(default_factory=set)

    def apply(self, page: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return the facts of a page without rejected ones; accepted ones are certain and say that they were accepted.

        Args:
            page: Key of the page.
            facts: Facts found on it.
        """
        return tuple(each for fact in facts for each in self._judge(page, fact))

    def unused(self) -> tuple[_Key, ...]:
        """Return the decisions that were about nothing that was found, sorted."""
        return tuple(sorted(set(self.judged) - self.used))

    def _judge(self, page: str, fact: Fact) -> Iterator[Fact]:
        key = (page, fact.property, lexical(fact.value))
        if key not in self.judged:
            yield fact
            return
        self.used.add(key)
        if self.judged[key]:
            yield replace(fact, confidence=1.0, rule=f"{fact.rule}.accepted")


def is_review(path: Path) -> bool:
    """Tell whether a file is a table of decisions, by its heading."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as stream:
            first = stream.readline(1_000).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    return first.strip().split(",") == list(COLUMNS)


def read_decisions(paths: Sequence[Path]) -> Decisions:
    """Read files of decisions; rows whose last column is empty decide nothing.

    Raises:
        SourceUnavailableError: A file cannot be read.
        SourceFormatError: A decision is neither ``accept`` nor ``reject``, or two rows contradict each other.
    """
    judged: dict[_Key, bool] = {}
    for path in paths:
        for number, row in _rows(path):
            word = (row["decision"] or "").strip().lower()
            if not word:
                continue
            where = Location(path, f"row {number}")
            if word not in _DECISIONS:
                raise SourceFormatError(where, expected="accept, reject or nothing as decision", found=word)
            key = (row["page"], row["property"], row["value"])
            if judged.setdefault(key, _DECISIONS[word]) != _DECISIONS[word]:
                raise SourceFormatError(where, expected="the decision of an earlier row about the same", found=word)
    return Decisions(judged)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from enumerate(csv.DictReader(stream), start=2)
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceFormatError(Location(path), expected="a table in UTF-8", found=str(error)) from error


def review_rows(page: str, file: str, text: str, facts: Iterable[Fact]) -> Iterator[dict[str, str]]:
    """Yield one row per fact of a page, the least sure first.

    Args:
        page: Key of the page.
        file: Name of its file.
        text: Its text.
        facts: Facts found on it; none of them touches personal data.
    """
    some = sorted(facts, key=lambda each: (each.confidence, each.start, each.property))
    names = {fact.subject: str(fact.value) for fact in reversed(some) if fact.property == "acronym"}
    for fact in some:
        project = names.get(fact.subject, str(fact.subject))
        values = (
            page, file, project, fact.property, lexical(fact.value), str(fact.start), str(fact.end),
            " ".join(text[fact.start : fact.end].split()), fact.rule, f"{fact.confidence:.3f}", "",
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def write_review(rows: Iterable[Mapping[str, str]], stream: IO[str]) -> None:
    """Write rows as a table that spreadsheet programs open."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
