"""Lexicons of the annotators: tables in data files, whose rows say which group of development pages taught them.

A lexicon is a CSV file ``lexicon/<name>.csv`` with a heading; a column ``seen`` names the group of pages whose wording
was the only reason to add the row (``TRACS3``), and is empty for what is known from elsewhere (official lists, grammar,
dictionaries). So an evaluation can switch off what a group taught and test on that group.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path

__all__ = ["is_active", "leave_out", "left_out", "read_lexicon", "taught_groups"]

_FOLDER = Path(__file__).with_name("lexicon")
_left_out: set[str] = set()


def leave_out(*groups: str) -> None:
    """Switch off what these groups of development pages taught; to be called before the first page is read."""
    _left_out.update(groups)


def left_out() -> frozenset[str]:
    """Return the groups that are switched off."""
    return frozenset(_left_out)


def is_active(seen: str | None) -> bool:
    """Tell whether an entry counts: it was not taught by a group that is switched off."""
    return not seen or seen not in _left_out


@cache
def taught_groups() -> frozenset[str]:
    """Return the groups that any entry of a lexicon names as its only reason."""
    groups: set[str] = set()
    for path in _FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            groups.update(row.get("seen") or "" for row in csv.DictReader(stream))
    for path in _FOLDER.glob("*.toml"):
        values = tomllib.loads(path.read_text(encoding="utf-8")).get("values", {})
        groups.update(group for described in values.values() for group in described.get("seen", {}))
    return frozenset(groups - {""})


@cache
def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Return the active rows of a lexicon in the order of its file.

    Args:
        name: Name of the file without its ending.
    """
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(row for row in csv.DictReader(stream) if is_active(row.get("seen")))
