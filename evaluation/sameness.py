"""When a found value counts as the marked one."""

import re
import unicodedata
from decimal import Decimal

from ecosystem_graph.sources.pages.annotation import Fact
from evaluation.gold import GoldFact

__all__ = ["is_same", "token_similarity"]

_NAMES = frozenset({
    "acronym", "title", "partner", "leadPartner", "associatedPartner", "cluster.name", "region", "priority",
    "specificObjective", "objective", "investmentPriority", "fundingScheme", "infrastructure", "contactOrganisation",
    "activity",
})  # fmt: skip
"""Properties whose value is words of the page: compared without case, spaces and signs, or nearly equal."""
_BY_PLACE = frozenset({"theme", "targetGroup", "objective", "activity", "fundMentioned"})
"""Properties that are marked in free words on seed pages: the place decides."""
_NEAR = 0.9
_WORD = re.compile(r"\w+")


def is_same(fact: Fact, gold: GoldFact, text: str) -> bool:
    """Tell whether a fact states what was marked: property and value; its subject is judged elsewhere.

    Amounts are equal to the cent, dates at the marked precision, names when all but a tenth of their words agree.

    Args:
        fact: A found fact.
        gold: A marked one.
        text: The page, for the words of the fact.
    """
    if fact.property != gold.property:
        return False
    if isinstance(gold.value, dict):
        return _is_same_node(fact, gold)
    value, marked = str(fact.value), str(gold.value)
    if value == marked or _plain(value) == _plain(marked):
        return True
    if fact.property in _NAMES:
        quote = text[fact.start : fact.end]
        return any(token_similarity(a, b) >= _NEAR for a in (value, quote) for b in (marked, gold.text))
    if fact.property == "url":
        return _address(value) == _address(marked)
    return fact.property in _BY_PLACE and _overlap(fact, gold)


def token_similarity(one: str, other: str) -> float:
    """Return the share of words that two names have in common (Dice), 0-1.

    Examples:
        >>> token_similarity("Provincie West-Vlaanderen", "provincie West Vlaanderen")
        1.0
    """
    first, second = set(_WORD.findall(_plain(one))), set(_WORD.findall(_plain(other)))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _is_same_node(fact: Fact, gold: GoldFact) -> bool:
    parts = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    if "amount" in gold.value:
        marked = (Decimal(str(gold.value["amount"])).quantize(Decimal("0.01")), gold.value["currency"])
        return len(parts) == 2 and (Decimal(str(parts[0])), parts[1]) == marked
    if "indicator" in gold.value:
        number = gold.value.get("number")
        same = len(parts) == 3 and parts[1] == number and parts[2] in {gold.value.get("comparator", "="), None}
        return same and (_overlap(fact, gold) or _plain(str(parts[0])) == _plain(gold.value["indicator"]))
    return str(fact.value) in {str(each) for each in gold.value.values()}


def _overlap(fact: Fact, gold: GoldFact) -> bool:
    return any(start < fact.end and fact.start < end for start, end in gold.spans)


def _plain(text: str) -> str:
    """Return a text without case, marks on letters, and signs: ``S3 4alpclusters`` is ``S3-4AlpClusters``."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(_WORD.findall(bare.lower().replace("_", " ")))


def _address(url: str) -> str:
    return url.rsplit("://", maxsplit=1)[-1].removeprefix("www.").rstrip("/").lower()
