"""How sure a rule is, as measured on the development pages."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ecosystem_graph.sources.pages.annotation import Fact

__all__ = ["confidence_of", "precisions_from", "rule_precisions", "smoothed"]

_FILE = Path(__file__).with_name("confidence.csv")
_WEIGHT = 2
"""Pages' worth of belief in the mean of all rules, before a rule has been seen."""


def confidence_of(fact: Fact, precisions: Mapping[str, float] | None = None) -> float:
    """Return the probability that a fact is right: precision of its rule times what its binder doubted (0-1).

    A binder writes 1.0 into `confidence` when nothing speaks against the fact, and less when something does.

    Args:
        fact: A fact as its binder gave it.
        precisions: Precision by rule; that of rules never measured under the empty name.
    """
    precisions = precisions or rule_precisions()
    return round(precisions.get(fact.rule, precisions[""]) * fact.confidence, 3)


@cache
def rule_precisions() -> Mapping[str, float]:
    """Return the smoothed precision of each rule, and that of a rule never measured under the empty name."""
    if not _FILE.exists():
        return {"": 0.9}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        counts = {row["rule"]: (int(row["correct"]), int(row["found"])) for row in csv.DictReader(stream)}
    return precisions_from(counts)


def precisions_from(counts: Mapping[str, tuple[int, int]]) -> Mapping[str, float]:
    """Return smoothed precisions from how many facts of each rule were right, and how many there were."""
    correct, found = (sum(each[position] for each in counts.values()) for position in (0, 1))
    mean = (correct + 1) / (found + 2)
    return {"": round(mean, 3)} | {rule: smoothed(*each, mean) for rule, each in counts.items()}


def smoothed(correct: int, found: int, mean: float) -> float:
    """Return a precision drawn towards the mean of all rules when few cases were seen.

    Examples:
        >>> smoothed(2, 2, 0.9), smoothed(0, 1, 0.9)
        (0.95, 0.6)
    """
    return round((correct + _WEIGHT * mean) / (found + _WEIGHT), 3)
