"""Precision of each rule, as measured: what confidences are made of."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ecosystem_graph.sources.pages import confidence
from evaluation.gold import GoldPage
from evaluation.outcome import Outcome
from evaluation.run import run_pages

__all__ = ["rule_counts", "write_precisions"]

FILE = Path(confidence.__file__).with_name("confidence.csv")
_HEADING = ("rule", "correct", "found")


def rule_counts(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Return how many facts of each rule are right, and how many there are.

    Only what a binder does not doubt itself would be fair; doubts are few, so that all facts count.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        if outcome.fact is not None and outcome.kind != "miss":
            counts[outcome.fact.rule, outcome.kind] += 1
    rules = sorted({rule for rule, _ in counts})
    return {rule: (counts[rule, "hit"], counts[rule, "hit"] + counts[rule, "false"]) for rule in rules}


def write_precisions(pages: Sequence[GoldPage], path: Path = FILE) -> Path:
    """Measure every rule on pages, candidates included, and write the counts."""
    counts = rule_counts(run_pages(pages, threshold=0.0).outcomes)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEADING)
        writer.writerows((rule, *counted) for rule, counted in counts.items())
    return path
