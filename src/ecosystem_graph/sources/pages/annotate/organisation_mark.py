"""What the lexicons know about the words of a page, for those who look for names of organisations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ecosystem_graph.sources.country import ISO_OF_EUROSTAT
from ecosystem_graph.sources.pages.annotate.small_word import small_words
from ecosystem_graph.sources.pages.annotation import Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["COUNTRY_CODES", "Marks", "word_start"]

_ALIASES = ISO_OF_EUROSTAT | {"SL": "SI"}
_STOPPING = ("lexicon.participation", "lexicon.role", "lexicon.project_word")
_SCHEMES = ("lexicon.not_organisation", "lexicon.programme", "lexicon.programme_name", "lexicon.fund", "title")
COUNTRY_CODES = small_words("country_code")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the lexicons know about words of a page, by the character a word begins at.

    Attributes:
        kinds: Kind of organisation.
        parts: Other words of such names.
        legal: End of a legal form.
        countries: ISO code and end of the name of a country.
        personal: Spans of personal data.
        compounds: Starts of words whose second part is a word for a kind (*Linnéuniversitetet*).
        known: First letters of words for kinds, and of legal forms.
        country_spans: Spans of names of countries.
        schemes: Spans of words for programmes, plans and events, of funds, programmes, long names and short names.
        stops: Spans of words that no name goes over: of taking part, of roles, of projects.
        legal_spans: Spans of legal forms.
        legal_ends: Ends of legal forms, in order.
        kind_starts: First letters of words for kinds.
    """

    kinds: dict[int, str] = field(default_factory=dict)
    parts: frozenset[int] = frozenset()
    legal: dict[int, tuple[str, int]] = field(default_factory=dict)
    countries: dict[int, tuple[str, int]] = field(default_factory=dict)
    personal: Spans = field(default_factory=Spans)
    schemes: Spans = field(default_factory=Spans)
    known: Spans = field(default_factory=Spans)
    country_spans: Spans = field(default_factory=Spans)
    compounds: frozenset[int] = frozenset()
    stops: Spans = field(default_factory=Spans)
    legal_spans: Spans = field(default_factory=Spans)
    legal_ends: Sequence[int] = ()
    kind_starts: Spans = field(default_factory=Spans)

    @classmethod
    def read(cls, document: Document, found: Annotations) -> "Marks":
        """Collect what was found on a page."""
        legal = {each.start: (str(each.value), each.end) for each in found.of("lexicon.legal_form")}
        kinds = {
            word_start(document.text, each.start): str(each.value) for each in found.of("lexicon.organisation_kind")
        }
        countries = {each.start: (str(each.value), each.end) for each in found.of("lexicon.country")}
        for match in re.finditer(r"(?<=[(\[/,|•-])[ \u00a0]?([A-Z]{2})(?=[ \u00a0]?(?:[)\],;/|\n]|$))", document.text):
            code = _ALIASES.get(match[1], match[1])
            if code in COUNTRY_CODES:
                countries.setdefault(match.start(1), (code, match.end(1)))
        return cls(
            kinds=kinds,
            kind_starts=Spans.of((at, at + 1) for at in kinds),
            legal_spans=Spans.of((at, end) for at, (_, end) in legal.items()),
            legal_ends=sorted({end for _, end in legal.values()}),
            compounds=frozenset(
                start
                for each in found.of("lexicon.organisation_kind")
                if (start := word_start(document.text, each.start)) != each.start and document.language != "de"
            ),
            parts=frozenset(word_start(document.text, each.start) for each in found.of("lexicon.name_word")),
            legal=legal,
            countries=countries,
            personal=Spans.of((each.start, each.end) for each in found.of("personal_data")),
            schemes=Spans.of(_schemes(found)),
            stops=Spans.of((each.start, each.end) for kind in _STOPPING for each in found.of(kind)),
            known=Spans.of(
                (word_start(document.text, each.start), word_start(document.text, each.start) + 1)
                for kind in ("lexicon.organisation_kind", "lexicon.legal_form")
                for each in found.of(kind)
            ),
            country_spans=Spans.of((at, stop) for at, (_, stop) in countries.items()),
        )

    def is_personal(self, start: int, end: int) -> bool:
        """Tell whether a span touches personal data."""
        return self.personal.touches(start, end)

    def is_scheme(self, start: int, end: int) -> bool:
        """Tell whether a span touches the name of a programme, a plan, a fund or a project."""
        return self.schemes.touches(start, end)

    def names_kind(self, start: int, end: int) -> bool:
        """Tell whether a word of a span names a kind of organisation or a legal form."""
        return self.known.touches(start, end)

    def kind_in(self, start: int, end: int) -> bool:
        """Tell whether a word for a kind begins in a stretch of text."""
        return bool(self.kind_starts.within(start, end))

    def country_in(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Return the last country named in a span: code, start, end."""
        for at, stop in reversed(self.country_spans.within(start, end)):
            if stop <= end:
                return self.countries[at][0], at, stop
        return None


def _schemes(found: Annotations) -> Iterator[tuple[int, int]]:
    """Yield what is no organisation, save words that are part of a word for a kind (*planning region*)."""
    kinds = Spans.of((each.start, each.end) for each in found.of("lexicon.organisation_kind"))
    for kind in _SCHEMES:
        for each in found.of(kind):
            around = kinds.around(each.start, each.end) if kind == "lexicon.not_organisation" else ()
            if not any(end - start > each.end - each.start for start, end in around):
                yield each.start, each.end


def word_start(text: str, at: int) -> int:
    """Return where the word begins that a place is in: lexicons know the second parts of compounds.

    Examples:
        >>> word_start("die Wirtschafts-kammer", 16)
        4
    """
    while at and (text[at - 1].isalnum() or (text[at - 1] in "-&+" and at > 1 and text[at - 2].isalnum())):
        if (
            text[at - 1] == "-"
            and text[at].isupper()
            and re.search(r"(?<![^\W_])[a-zċġħż]{1,4}-$", text[max(0, at - 6) : at])
        ):
            return at  # a Maltese article
        at -= 1
    return at
