"""One form of a name or cue, and the rules of where it begins and ends."""

import re
from dataclasses import dataclass

from ecosystem_graph.sources.pages.fold import bare, fold

__all__ = ["Entry"]

_INFLECTION = r"[^\W\d_]{0,7}"
_LETTERS = r"[^\W\d_]{0,40}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of one value.

    Attributes:
        kind: Kind of mention it yields (``programme``, ``country``, ``cue.total``…).
        value: What the form stands for.
        key: Letters to look up, without accents.
        tail: What must follow the key, for forms with rules inside or at the end.
        open_left: Letters may precede.
        cased: Spelling that the page must show, where upper and lower case count.
    """

    kind: str
    value: str
    key: str
    tail: re.Pattern[str] | None = None
    open_left: bool = False
    cased: str | None = None

    @classmethod
    def of(cls, kind: str, value: str, form: str) -> "Entry":
        """Read a form and its rules."""
        cased, open_left = form.startswith("="), form.startswith("~")
        plain = form[1:] if cased or open_left else form
        key, *rest = re.split(r"([*~])", bare(fold(plain)))
        rules = (_INFLECTION if part == "*" else _LETTERS if part == "~" else re.escape(part) for part in rest)
        tail = re.compile("".join(rules)) if rest else None
        return cls(kind, value, key, tail, open_left, plain if cased else None)
