"""What kind of page it is: a record of a known site, prose about a project, or about a programme or call."""

import re
from collections.abc import Iterable, Sequence

from ecosystem_graph.sources.pages.annotation import Annotations, Fact

__all__ = ["PROGRAMME_PAGE", "is_programme_page", "route"]

PROGRAMME_PAGE = "programme-page"
_PROSE = "prose"


def _lines(*words: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word, re.MULTILINE) for word in words)


# Kind, part of the address, and words that only records of that site have (folded), one after the other; address or
# words are enough, and without words the address alone tells.
_SIGNS = (
    (
        "interreg-record",
        re.compile(r"interreg\.de/"),
        _lines(r"^[^\S\n]*projektebene[^\S\n]*$", r"^projektpartner[^\S\n]*$"),
    ),
    ("keep-record", re.compile(r"keep\.eu/"), _lines(r"^last updated: ", r"^legal status:")),
    ("kohesio-page", re.compile(r"kohesio\.ec\.europa\.eu/|linkedopendata\.eu/"), ()),
    (
        "cluster-record",
        re.compile(r"clustercollaboration\.eu/"),
        _lines(r"partnership composition:", r"is cluster organisation"),
    ),
)
_LEAST_SIGNS = 2
_FORM_ALONE = "title.line"  # a first line that reads like a title may be the heading of a call
_OF_ONE_PROJECT = frozenset(
    {"leadPartner", "partner", "associatedPartner", "partnerCount", "id", "startDate", "endDate", "budget.total"}
)
_NAMING = frozenset({"acronym", "title"})


def route(folded: str, url: str | None = None) -> str:
    """Return the kind of a page, as its address and the headings of known sites tell.

    Args:
        folded: Folded text.
        url: Web address, when known.

    Examples:
        >>> route("title", "https://keep.eu/projects/18861"), route("das projekt abc")
        ('keep-record', 'prose')
    """
    for kind, address, words in _SIGNS:
        if (url and address.search(url)) or (words and _follow(words, folded)):
            return kind
    return _PROSE


def _follow(words: Sequence[re.Pattern[str]], folded: str) -> bool:
    """Tell whether words follow each other; looked for one by one, so that a long page is read once for each."""
    place = 0
    for word in words:
        found = word.search(folded, place)
        if found is None:
            return False
        place = found.end()
    return True


def is_programme_page(found: Annotations, facts: Iterable[Fact]) -> bool:
    """Tell whether a page is about a programme or a call: it names no project, but conditions for projects.

    Two different conditions are needed where the page states what only one project has, such as partners, else one is
    enough.

    Args:
        found: Mentions of the lexicon ``page_kind``: deadlines, ceilings, least numbers of partners…
        facts: Facts bound on the page.
    """
    stated = {fact.property for fact in facts if fact.rule != _FORM_ALONE}
    if stated & _NAMING:
        return False
    signs = {sign.value for sign in found.of("lexicon.page_kind")}
    return len(signs) >= (_LEAST_SIGNS if stated & _OF_ONE_PROJECT else 1)
