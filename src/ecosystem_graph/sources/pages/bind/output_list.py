"""What a project makes, where a sentence lists it without numbers."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_COLON = re.compile(r"[^.:;\n]{0,20}:\s*")
_END = re.compile(r"[.!?](?=\s|$)|\n|$")
_STRONG, _WEAK = re.compile(r"\s*;\s*"), re.compile(r"\s*,\s*")
_SHORTEST, _LONGEST = 12, 300


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield one output per entry of a list behind words such as *the following outputs:*.

    Entries are divided by semicolons, or by commas where there are none. Entries with numbers are left to indicators.
    """
    for cue in found.of("lexicon.output_list"):
        block = block_at(blocks, cue.start)
        colon = _COLON.match(document.text, cue.end)
        if block is None or not block.project or colon is None:
            continue
        end = _END.search(document.text, colon.end(), block.end)
        for start, stop in _entries(document.folded, colon.end(), end.start() if end else block.end):
            words = document.text[start:stop]
            if _SHORTEST <= stop - start <= _LONGEST and not re.search(r"\d", re.sub(r"\bS3\b", "", words)):
                yield Fact(block.project, "output", (words, None, "="), start, stop, "output.list", 1.0)


def _entries(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    divider = _STRONG if ";" in folded[start:end] else _WEAK
    for match in divider.finditer(folded, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end
