"""A run in words and tables."""

from collections.abc import Iterable, Iterator, Mapping

from evaluation.measure import Score, attachment, buckets, evidence, score, scores_by
from evaluation.outcome import Outcome
from evaluation.run import Run

__all__ = ["errors", "report"]

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_SHOWN = 90


def report(title: str, run: Run) -> Iterator[str]:
    """Yield the lines of a report."""
    yield f"== {title}: {len(run.pages)} pages, {_count(run.outcomes)} marked facts"
    yield ""
    yield _heading("fact type")
    yield from _rows(scores_by(run.outcomes, lambda outcome: outcome.fact_type))
    yield ""
    yield _heading("language")
    yield from _rows(scores_by(run.outcomes, lambda outcome: outcome.page.language))
    yield ""
    yield from _rows({"all (micro)": score(run.outcomes)})
    yield ""
    yield from _evidence(run)
    right, found = attachment(run.outcomes)
    yield f"found facts of types that nobody marked on these pages, not judged: {run.unjudged}"
    yield f"pages with several projects: {right} of {found} facts attached to the right project"
    negatives = sum(not page.projects for page in run.pages)
    yield _finding(f"false projects on {negatives} pages without a project", run.false_projects)
    yield _finding("personal data in facts", run.leaks)
    yield _finding("facts that must not be read", run.violations)
    yield ""
    yield "confidence      facts   stated   right"
    for low, high, count, stated, right_share in buckets(run.outcomes, _EDGES):
        yield f"{low:.2f} - {high:.2f}  {count:7}    {stated:.3f}   {right_share:.3f}"


def errors(run: Run, wanted: str) -> Iterator[str]:
    """Yield one line per miss and false fact of a property, or of all properties (``all``)."""
    for outcome in run.outcomes:
        if outcome.kind != "hit" and wanted.removeprefix("project.") in {outcome.fact_type, "all"}:
            yield _error(outcome)


def _error(outcome: Outcome) -> str:
    name = outcome.page.name[:24]
    if outcome.gold is not None:
        found = f"; found about another project ({outcome.fact.subject})" if outcome.fact else ""
        gold, start = outcome.gold, outcome.gold.spans[0][0] if outcome.gold.spans else 0
        value = str(gold.value)[:_SHOWN]
        return f"MISS  {name:24} {gold.property} {gold.subject} {start} {value!r} <{gold.text[:40]}>{found}"
    fact = outcome.fact
    if fact is None:
        return ""
    quote = outcome.page.text[fact.start : fact.end][:40]
    return (
        f"FALSE {name:24} {fact.property} P{fact.subject} {fact.start} {str(fact.value)[:_SHOWN]!r} <{quote}> "
        f"{fact.rule} {fact.confidence}"
    )


def _count(outcomes: Iterable[Outcome]) -> int:
    return sum(outcome.gold is not None for outcome in outcomes)


def _heading(name: str) -> str:
    return f"{name:28}  marked  found  precision  recall     F1"


def _rows(scores: Mapping[str, Score]) -> Iterator[str]:
    for name, each in scores.items():
        marked, found = each.hits + each.misses, each.hits + each.false
        yield f"{name:28}  {marked:6}  {found:5}      {each.precision:.3f}   {each.recall:.3f}  {each.f1:.3f}"


def _evidence(run: Run) -> Iterator[str]:
    counts = evidence(run.outcomes)
    total = sum(counts.values())
    if total:
        equal, overlap, words = (counts.get(name, 0) for name in ("equal", "overlap", "words"))
        yield (
            f"evidence of {total} hits: equal {equal / total:.3f}, overlapping {(equal + overlap) / total:.3f}, "
            f"overlapping or the same words elsewhere {(equal + overlap + words) / total:.3f}"
        )


def _finding(name: str, sentences: tuple[str, ...]) -> str:
    return f"{name}: {len(sentences)}" + "".join(f"\n  {sentence}" for sentence in sentences)
