"""How many partners, countries, regions and clusters a project has, by its own words."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import between, sentence_at
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare

__all__ = ["bind"]

_PROPERTIES = {
    "partner": ("partnerCount",),
    "associated": ("associatedPartnerCount",),
    "country": ("countryCount",),
    "region": ("regionCount",),
    "organisation": ("partnerCount",),
    "cluster": ("partnerCount", "clusterCount"),
}
_ORDER = ("country", "associated", "partner", "region", "organisation", "cluster")
_MOST = 150
_SCHEME = 40
_OTHERS = re.compile(
    r"(?:other|further|weitere\w*|autres|altr[ie]|otr[oa]s|outr[oa]s|andere|overige|andre|ovrige|andra|"
    r"ovriga|muu\w*|teis\w*|citi\w*|kit\w*|inn\w+|pozosta\w+|dals\w+|ostat\w+|drug\w+|ostal\w+|друг\w+|"
    r"остан\w+|masik|tovabbi|alt[ei]|αλλ\w+|oħra|eile) ?$"
)


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the counts of each project, the first of each kind."""
    counts = _longest(found.of("count"))
    consortium = [cue for cue in found.of("lexicon.cue") if cue.value == "consortium"]
    seen: set[tuple[int, str]] = set()
    for each in counts:
        block = block_at(blocks, each.start)
        if (
            not block
            or not block.project
            or not isinstance(each.value, tuple)
            or not _is_meant(document, consortium, each, counts)
        ):
            continue
        for name in _PROPERTIES.get(str(each.value[0]), ()):
            if (block.project, name) not in seen:
                seen.add((block.project, name))
                yield Fact(
                    block.project, name, each.value[1], each.start, each.end, f"{each.rule}.{each.value[0]}", 1.0
                )


def _longest(counts: Sequence[Annotation]) -> list[Annotation]:
    """Keep one count for each number: "12 partner countries" are countries, "8 associated partners" no partners."""
    kept: dict[int, Annotation] = {}
    for each in counts:
        rival = kept.get(each.start)
        if rival is None or _priority(each) < _priority(rival):
            kept[each.start] = each
    return sorted(kept.values(), key=lambda each: each.start)


def _priority(each: Annotation) -> tuple[int, int]:
    noun = str(each.value[0]) if isinstance(each.value, tuple) else ""
    return (_ORDER.index(noun) if noun in _ORDER else len(_ORDER)), -each.end


def _is_meant(
    document: Document, consortium: Sequence[Annotation], each: Annotation, counts: Sequence[Annotation]
) -> bool:
    noun, number, comparator = each.value if isinstance(each.value, tuple) else ("", 0, "")
    if not isinstance(number, int) or not 1 < number <= _MOST or comparator == "<=":
        return False
    start, end = sentence_at(document, each.start)
    rivals = between(counts, start, end)
    if noun in {"partner", "country"} and comparator == ">=" and len(rivals) > 1:
        return False  # a rule of the programme: at least three partners from three countries
    if any(
        isinstance(other.value, tuple) and int(str(other.value[1])) > _SCHEME and other.value[0] == "cluster"
        for other in rivals
    ):
        return False
    if noun in {"organisation", "cluster"}:
        others = _OTHERS.search(bare(document.folded), max(0, each.start - 14), each.start)
        return (
            number <= _SCHEME
            and not others
            and _is_whole(document, each)
            and (
                bool(between(consortium, start, each.start))
                or _opens_list(document, each)
                or bool(between(consortium, each.end, end)[:1])
            )
        )
    return noun in _PROPERTIES


def _is_whole(document: Document, each: Annotation) -> bool:
    """Tell whether the phrase is about the partners themselves, not "3 for each cluster" or a part in brackets."""
    return document.text[each.start - 1 : each.start] != "(" and not re.search(
        r"\bfor each\b|\bper\b|\bje\b", document.folded[each.start : each.end]
    )


def _opens_list(document: Document, each: Annotation) -> bool:
    return document.text[each.end : each.end + 24].split("\n")[0].rstrip().endswith(":")
