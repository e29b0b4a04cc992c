"""Rules tested on pages that did not teach them.

Rules are written by people who saw all development pages, so that leaving a group out cannot unlearn everything. Two
things can be taken away honestly: entries of lexicons that were added because of that group alone, and what was
measured on it (the precision of rules, and so which facts are sure enough). What stays optimistic is the form of the
rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

from ecosystem_graph.sources.pages.annotation import Fact
from ecosystem_graph.sources.pages.confidence import confidence_of, precisions_from
from ecosystem_graph.sources.pages.lexicon import leave_out, taught_groups
from evaluation.calibration import rule_counts
from evaluation.gold import GoldPage
from evaluation.measure import Score, score
from evaluation.run import find_facts, run_pages

__all__ = ["held_out_report"]

_HEADING = f"{'left out':20}  marked  |  with: precision recall    F1  |  without: precision recall    F1"
_PROCESSES = 2
_Facts = Mapping[str, tuple[Fact, ...]]


def held_out_report(pages: Sequence[GoldPage], by: str, threshold: float) -> Iterator[str]:
    """Yield a table: the pages of each group or language, read with everything and with what the others taught.

    Args:
        pages: Pages with marked facts.
        by: ``group`` or ``language``.
        threshold: Least confidence of a published fact, 0-1.
    """
    names = sorted({getattr(page, by) for page in pages})
    held = [tuple(page for page in pages if getattr(page, by) == name) for name in names]
    facts = _bound(pages)
    with_all = [_measured(facts, pages, some, threshold) for some in held]
    without = _without_each(pages, facts, held, threshold)
    yield _HEADING
    for name, one, other in zip(names, with_all, without, strict=True):
        yield _row(name, one, other)
    yield _row("all (micro)", _total(with_all), _total(without))


def _without_each(
    pages: Sequence[GoldPage], facts: _Facts, held: Sequence[Sequence[GoldPage]], threshold: float
) -> list[Score]:
    """Return the score of each set of pages; a process each where lexicons change, as they are compiled once."""
    taught = [taught_groups() & {page.group for page in some} for some in held]
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = [
            pool.submit(_relearned, tuple(pages), tuple(some), groups, threshold) if groups else None
            for some, groups in zip(held, taught, strict=True)
        ]
        return [
            task.result() if task else _measured(facts, _others(pages, some), some, threshold)
            for task, some in zip(waiting, held, strict=True)
        ]


def _relearned(pages: Sequence[GoldPage], held: Sequence[GoldPage], groups: frozenset[str], threshold: float) -> Score:
    leave_out(*groups)
    return _measured(_bound(pages), _others(pages, held), held, threshold)


def _others(pages: Sequence[GoldPage], held: Sequence[GoldPage]) -> list[GoldPage]:
    groups = {page.group for page in held}
    return [page for page in pages if page.group not in groups]


def _bound(pages: Sequence[GoldPage]) -> _Facts:
    """Return the facts of each page as binders give them: their confidence is what binders do not doubt."""
    return {page.name: find_facts(page, lambda fact: fact.confidence) for page in pages}


def _measured(facts: _Facts, taught_by: Sequence[GoldPage], held: Sequence[GoldPage], threshold: float) -> Score:
    """Return the score of some pages with the precisions of rules that other pages taught."""
    counts = rule_counts(run_pages(taught_by, 0.0, lambda page: facts[page.name]).outcomes)
    confidence = partial(confidence_of, precisions=precisions_from(counts))

    def find(page: GoldPage) -> tuple[Fact, ...]:
        return tuple(replace(fact, confidence=confidence(fact)) for fact in facts[page.name])

    return score(run_pages(held, threshold, find).outcomes)


def _total(scores: Sequence[Score]) -> Score:
    return Score(*(sum(getattr(each, name) for each in scores) for name in ("hits", "misses", "false")))


def _row(name: str, one: Score, other: Score) -> str:
    figures = "".join(f"  |           {each.precision:.3f}  {each.recall:.3f} {each.f1:.3f}" for each in (one, other))
    return f"{name:20}  {one.hits + one.misses:6}{figures}"
