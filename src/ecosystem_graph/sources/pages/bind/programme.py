"""Programme, strand and fund of a project."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import between, label_of, sentence_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_RANK = {
    "programme.name": 0,
    "programme.area": 0,
    "programme.pair": 0,
    "programme.strand-area": 1,
    "programme.strand-pair": 1,
    "programme.family": 2,
}
_VERSIONED = frozenset(
    [
        "interreg-central-europe",
        "interreg-alpine-space",
        "interreg-north-sea",
        "interreg-north-west-europe",
        "interreg-baltic-sea-region",
        "interreg-atlantic-area",
        "interreg-sudoe",
        "interreg-med",
        "interreg-south-baltic",
        "interreg-central-baltic",
    ]
)
_OLD_START, _OLD_END = "2007", "2014"
_SHARED_PAGE = 0.7
_SECOND = 0.6
_ACRONYM = 9


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield ``programme``, ``strand`` and ``fund`` of each project."""
    projects = sorted({block.project for block in blocks if block.project})
    if projects:
        yield from _programmes(found, projects, blocks)
        yield from _funds(document, found, blocks)


def _programmes(found: Annotations, projects: Sequence[int], blocks: Sequence[Block]) -> Iterator[Fact]:
    mentions = sorted(found.of("programme"), key=lambda each: (_RANK[each.rule], each.start))
    for project in projects:
        own = [each for each in mentions if (block := block_at(blocks, each.start)) and block.project == project]
        shared = [each for each in mentions if (block := block_at(blocks, each.start)) is None or not block.project]
        if own or shared or project == projects[0]:
            yield from _best(found, project, own or shared, is_shared=not own and project != projects[0])
        else:
            yield from _best(found, project, mentions, is_shared=True)
    for each in found.of("strand")[:1]:
        yield Fact(projects[0], "strand", each.value, each.start, each.end, each.rule, 1.0)


def _best(found: Annotations, project: int, mentions: Sequence[Annotation], *, is_shared: bool) -> Iterator[Fact]:
    """Yield the programmes of one project: of the surest kind of mention, and all but the first with doubt."""
    seen: set[str] = set()
    for each in mentions:
        value = _version(str(each.value), found)
        if _RANK[each.rule] == _RANK[mentions[0].rule] and value not in seen:
            doubt = (_SECOND if seen else 1.0) * (_SHARED_PAGE if is_shared else 1.0)
            seen.add(value)
            yield Fact(project, "programme", value, each.start, each.end, each.rule, doubt)


def _version(code: str, found: Annotations) -> str:
    """Name the programme of 2007-2013 where the dates of the page are of that time alone.

    Projects of that programme ran until 2015, those of the next one begin in 2014.
    """
    if code not in _VERSIONED:
        return code
    periods = {str(each.value[0]) for each in found.of("period") if isinstance(each.value, tuple)}
    starts = [str(each.value[0])[:4] for each in found.of("range") if isinstance(each.value, tuple)]
    years = starts or [str(each.value)[:4] for each in found.of("date")]
    is_old = bool(years) and all(_OLD_START <= year < _OLD_END for year in years)
    if periods == {_OLD_START} or (is_old and not periods - {_OLD_START}):
        return code.removeprefix("interreg-") + "-0713"
    return code


def _funds(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    funded = [each for each in found.of("lexicon.cue") if each.value in {"funded", "eu", "call"}]
    amounts = found.of("amount")
    seen: set[tuple[int, object]] = set()
    for each in found.of("fund"):
        block = block_at(blocks, each.start)
        project = block.project if block else 0
        if not project or (project, each.value) in seen:
            continue
        if _is_topic(document, each):
            if (project, "topic") not in seen:
                seen.add((project, "topic"))
                yield Fact(project, "fundMentioned", each.value, each.start, each.end, "fund.topic", 1.0)
            continue
        start, end = sentence_at(document, each.start)
        cues = [cue for cue in between(funded, start, end) if cue.end <= each.start or cue.start >= each.end]
        if cues or between(amounts, start, each.start):
            seen.add((project, each.value))
            doubt = _SECOND if _is_label(document, each, amounts) else 1.0
            yield Fact(
                project, "fund", each.value, each.start, each.end, "fund.label" if doubt < 1 else "fund.funded", doubt
            )


def _is_label(document: Document, fund: Annotation, amounts: Sequence[Annotation]) -> bool:
    """Tell whether the fund only labels an amount (``ERDF grant: 1 929 500``), which then says it better."""
    after = next(iter(between(amounts, fund.end, fund.end + 80)), None)
    if after is None:
        return False
    start, end = label_of(document, after.start)
    gap = document.folded[fund.end : after.start]
    return "\n" not in gap and len(gap) < 40 and (start <= fund.start < end) and not re.search(r"[.;]", gap)


def _is_topic(document: Document, fund: Annotation) -> bool:
    """Tell whether the fund is what is talked about: programmes, instruments and uses of it."""
    after = document.folded[fund.end : fund.end + 30]
    before = document.folded[max(0, fund.start - 40) : fund.start]
    is_short = fund.end - fund.start <= _ACRONYM
    return is_short and bool(
        re.match(
            r"-? ?(?:nutz|use|utiliz|instrument|und \d|e \d|money|fora|outside|program|operat|ρ|na lata|polic)", after
        )
        or re.search(
            r"(?:program\w*|instrument\w*|operacyjn\w*|operati\w*|utiliza\w+|use|nutzung)(?: (?:of|do|der|des|"
            r"de|the))? $",
            before,
        )
    )
