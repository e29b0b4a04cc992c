"""What a project is for, in the words of the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_START = re.compile(r"(?:[.!?…]+[\"”»]?\s+|\n\s*|^\s*)(?=\S)")
_END = re.compile(r"[.!?…](?=\s|$)|\n|$")
_SHORTEST, _LONGEST = 40, 700
_MOST = 2


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the first two sentences of each project that say what it is for.

    A sentence that holds personal data is not taken.
    """
    seen: Counter[int] = Counter()
    starts: set[int] = set()
    for cue in found.of("lexicon.objective"):
        block = block_at(blocks, cue.start)
        if block is None or not block.project or seen[block.project] >= _MOST:
            continue
        start, end = _sentence(document.text, cue.start, cue.end, block)
        fits = _SHORTEST <= end - start <= _LONGEST and "\0" not in document.folded[start:end]
        if fits and start not in starts:
            starts.add(start)
            seen[block.project] += 1
            yield Fact(block.project, "objective", document.text[start:end], start, end, "objective.sentence", 1.0)
    for mention in found.of("objective"):
        block = block_at(blocks, mention.start)
        if block is not None and block.project and not seen[block.project]:
            seen[block.project] += 1
            yield Fact(block.project, "objective", mention.value, mention.start, mention.end, mention.rule, 1.0)


def _sentence(text: str, start: int, end: int, block: Block) -> tuple[int, int]:
    before = [match.end() for match in _START.finditer(text, max(block.start, start - _LONGEST), start + 1)]
    first = max((each for each in before if each <= start), default=max(block.start, start - _LONGEST))
    last = _END.search(text, end, block.end)
    return first, last.start() if last else block.end
