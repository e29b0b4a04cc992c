"""Lines, bullets and sentences of a page: the frame in which labels, lists and clauses stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Line", "Sentence", "read_lines", "split_sentences"]

_BULLET = re.compile(
    r"[ \t\u00a0]*(?:(?:[•*·▪●◦‣►■□➢✓→]|[–—-](?=[ \t\u00a0])|o(?=\t)|\(?\d{1,2}[.)](?=[ \t\u00a0]))[ \t\u00a0]*)?"
)
_STOP = re.compile(r"[.!?;](?=[ \u00a0\"”“»’)]{0,3}(?:\s|$))|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[^\W\d_]|str|nr|no|st|dr|mr|ing|prof|z\. ?b|ca|tel|tzv|např|"
    r"np|tj|m\. ?in|inkl|bzw|etc|max|min|mil|mio|mrd|mln|tsd|ul|art|vgl|od|oz)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its bullet and outer spaces.

    Attributes:
        start: First character of the content.
        end: Character after the content.
        bullet: It begins with a bullet or a number.
        gap: A blank line, or the beginning of the page, stands before it.
    """

    start: int
    end: int
    bullet: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of one line up to a full stop."""

    start: int
    end: int


def read_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of a page that are not blank.

    Examples:
        >>> [(line.start, line.end, line.bullet, line.gap) for line in read_lines("Partners\n\n • A\n • B")]
        [(0, 8, False, True), (13, 14, True, True), (18, 19, True, False)]
    """
    lines: list[Line] = []
    at, gap = 0, True
    for raw in text.split("\n"):
        end = at + len(raw.rstrip())
        match = _BULLET.match(text, at, max(end, at))
        start = match.end() if match else at
        if start < end:
            lines.append(Line(start, end, bool(text[at:start].strip()), gap))
            gap = False
        elif not raw.strip():
            gap = True
        at += len(raw) + 1
    return tuple(lines)


def split_sentences(text: str, protected: Sequence[tuple[int, int]] = ()) -> Iterator[Sentence]:
    """Yield sentences; full stops of abbreviations, initials and of protected spans (legal forms) end none.

    Args:
        text: The page.
        protected: Spans in order of their starts.

    Yields:
        Sentences in the order of the text, each within one line.
    """
    inside = {end - 1 for start, end in protected if text[end - 1] == "."}
    start = 0
    for match in _STOP.finditer(text):
        at = match.start()
        if text[at] == "." and (
            _follows_in_sentence(text, at, at in inside) or _ABBREVIATION.search(text, max(start, at - 8), at)
        ):
            continue
        if text[at] == ";":
            continue
        if text[start:at].strip():
            yield Sentence(start, at)
        start = match.end()
    if text[start:].strip():
        yield Sentence(start, len(text))


def _follows_in_sentence(text: str, at: int, protected: bool) -> bool:
    """Tell whether what follows a full stop goes on with the sentence: a small letter, or a name after a legal form."""
    following = text[at + 1 : at + 4].lstrip()
    return bool(following) and (following[0].islower() or (protected and not following[0].isupper()))
