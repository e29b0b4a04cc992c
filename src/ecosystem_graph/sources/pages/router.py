"""What kind of page it is: a record of a known site, prose about a project, or about a programme or call."""

import re
from collections.abc import Iterable

from ecosystem_graph.sources.pages.annotation import Annotations, Fact

__all__ = ["PROGRAMME_PAGE", "is_programme_page", "route"]

PROGRAMME_PAGE = "programme-page"
_PROSE = "prose"

# Kind, part of the address, and words that only records of that site have (folded); one of both is enough.
_SIGNS = (
    (
        "interreg-record",
        re.compile(r"interreg\.de/"),
        re.compile(r"^\s*projektebene\s*\n[\s\S]*^projektpartner\s*$", re.MULTILINE),
    ),
    ("keep-record", re.compile(r"keep\.eu/"), re.compile(r"^last updated: [\s\S]*^legal status:", re.MULTILINE)),
    ("kohesio-page", re.compile(r"kohesio\.ec\.europa\.eu/|linkedopendata\.eu/"), re.compile(r"(?!)")),
    (
        "cluster-record",
        re.compile(r"clustercollaboration\.eu/"),
        re.compile(r"partnership composition:[\s\S]*is cluster organisation"),
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
        if (url and address.search(url)) or words.search(folded):
            return kind
    return _PROSE


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
