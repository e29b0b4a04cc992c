"""A page as the annotators see it: text that offsets count in, and the same text made easy to match."""

from dataclasses import dataclass

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One page.

    Attributes:
        text: Text of the page; every span counts its characters from 0, and every quote is ``text[start:end]``.
        folded: The same number of characters, made alike for matching: lower case where the length stays, spaces,
            dashes and quotation marks of one form each, and personal data replaced by U+0000.
        language: Main language, BCP 47; ``und`` when it is unknown.
        kind: What the router takes it for (``prose``, ``interreg-record``, ``programme-page``…).
        url: Web address, when known.
    """

    text: str
    folded: str
    language: str
    kind: str = "prose"
    url: str | None = None
