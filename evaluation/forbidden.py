"""What must not be read from a page, although it looks as if it might."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ecosystem_graph.sources.pages.annotation import Fact
from evaluation.gold import GoldPage

__all__ = ["leaks", "violations"]

_RULES = Path(__file__).with_name("forbidden.toml")


def violations(page: GoldPage, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield one sentence per fact of a page that must not be there."""
    some = list(facts)
    for rule in tomllib.loads(_RULES.read_text(encoding="utf-8"))["rule"]:
        if not page.name.startswith(rule["page"]):
            continue
        for fact in some:
            if _breaks(fact, rule, page, some):
                yield f"{page.name} #{rule['number']}: {fact.property} = {fact.value!r}"


def leaks(page: GoldPage, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield one sentence per fact that holds personal data; it names the place, never the data."""
    for fact in facts:
        shown = f"{fact.value} {fact.details} {fact.alternatives} {page.text[fact.start : fact.end]}".casefold()
        if any(each.casefold() in shown for each in page.personal):
            yield f"{page.name}: {fact.property} at {fact.start}-{fact.end} ({fact.rule})"


def _breaks(fact: Fact, rule: dict[str, str | list[str]], page: GoldPage, facts: Iterable[Fact]) -> bool:
    if fact.property not in rule["properties"] and "*" not in rule["properties"]:
        return False
    acronym = rule.get("acronym")
    about = {str(each.value) for each in facts if each.subject == fact.subject and each.property == "acronym"}
    if acronym and acronym not in about:
        return False
    words = (str(fact.value), page.text[fact.start : fact.end])
    return "pattern" not in rule or any(re.search(str(rule["pattern"]), each) for each in words)
