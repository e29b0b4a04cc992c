"""Facts of a record page of the German Interreg database: each line has its meaning by its place.

A build reads such pages with the importer of that source; this shows what is found where, and judges it like prose.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.importer import read_source_toml
from ecosystem_graph.sources.interreg_de import importer
from ecosystem_graph.sources.interreg_de.amount import matching_eu_share, parse_german_amount
from ecosystem_graph.sources.interreg_de.dates import choose_period
from ecosystem_graph.sources.interreg_de.page import Line, Page, parse_page
from ecosystem_graph.sources.interreg_de.partner import parse_partner
from ecosystem_graph.sources.pages.annotation import Fact, Value
from ecosystem_graph.sources.pages.document import Document

__all__ = ["KIND", "PROSE", "prose_spans", "record_facts"]

KIND = "interreg-record"
PROSE = frozenset({"theme", "targetGroup", "objective", "output", "result", "activity", "region", "fundMentioned"})
"""Fact types that the sentences of such a page may state; all else stands in lines with a fixed meaning."""

_RULE = "interreg-record"
_DESCRIPTION = read_source_toml(Path(importer.__file__).with_name("source.toml"))
_TEXTS = {
    "key": "id", "acronym": "acronym", "title": "title", "priority": "priority", "objective": "specificObjective",
    "website": "url", "lead_name": "leadPartner", "lead_country": "leadPartnerCountry",
}  # fmt: skip
_NUMBERS = {
    "country_count": "countryCount", "partner_count": "partnerCount", "german_partner_count": "germanPartnerCount",
}  # fmt: skip
_PROGRAMMES: Mapping[str, str] = read_source_toml(Path(__file__).with_name("source.toml"))["interreg_programmes"]
_SENTENCES = ("summary", "expected_result")


def record_facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts of the fixed lines of a page of this kind; none when it is laid out otherwise."""
    page = _parse(document)
    return tuple(_facts(page, document.text)) if page else ()


def prose_spans(document: Document) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of such a page stand."""
    page = _parse(document)
    return tuple(_span(page.fields[name], document.text) for name in _SENTENCES) if page else ()


def _parse(document: Document) -> Page | None:
    try:
        return parse_page(document.text, Path(KIND), _DESCRIPTION)
    except SourceFormatError:
        return None


def _facts(page: Page, text: str) -> Iterator[Fact]:
    fields = page.fields
    partners = tuple(fact for line in page.partners for fact in _partner(line, page, text))
    yield from partners
    leads = {str(fact.value) for fact in partners if fact.property == "leadPartner"}
    for name, fact_type in _TEXTS.items():
        if fields[name].text and fields[name].text not in leads:
            yield _fact(fact_type, fields[name].text, fields[name], text)
    for name, fact_type in _NUMBERS.items():
        if fields[name].text.isdecimal():
            yield _fact(fact_type, int(fields[name].text), fields[name], text)
    programme = _PROGRAMMES.get(fields["programme"].text.partition("/")[0].strip())
    if programme:
        yield _fact("programme", programme, fields["programme"], text)
    yield from _period(fields, text)
    yield from _amounts(fields, text)
    yield from _topics(fields["topics"], text)


def _period(fields: Mapping[str, Any], text: str) -> Iterator[Fact]:
    dates = choose_period(fields["start"].text, fields["end"].text)
    for name, stated in zip(("start", "end"), dates, strict=True):
        if stated.value:
            start, end = _span(fields[name], text)
            others = tuple(day.isoformat() for day in stated.readings if day != stated.value)
            yield Fact(1, f"{name}Date", stated.value.isoformat(), start, end, _RULE, 1.0, others)


def _amounts(fields: Mapping[str, Any], text: str) -> Iterator[Fact]:
    amounts = {name: _amount(fields[name].text) for name in ("total", "eu", "national")}
    total, eu, national = (amounts[name] for name in ("total", "eu", "national"))
    if total is not None:
        yield _fact("budget.total", (f"{total:.2f}", "EUR"), fields["total"], text)
    if eu is not None:
        yield _fact("budget.eu", (f"{eu:.2f}", "EUR"), fields["eu"], text)
    if eu and national is not None and matching_eu_share(eu, national):
        yield _fact("budget.nationalCofinancing", (f"{national:.2f}", "EUR"), fields["national"], text)


def _amount(text: str) -> Decimal | None:
    try:
        return parse_german_amount(text)
    except ValueError:
        return None


def _topics(line: Line, text: str) -> Iterator[Fact]:
    start, _ = _span(line, text)
    for part in line.text.split("|"):
        words = part.strip()
        at = start + line.text.index(words)
        yield Fact(1, "topicCode", words.partition(" ")[0], at, at + len(words), _RULE, 1.0)


def _partner(line: Line, page: Page, text: str) -> Iterator[Fact]:
    try:
        partner = parse_partner(
            line.text, Location(page.path, line.place), project=page.fields["key"].text,
            states=_DESCRIPTION["states"]["names"],
        )  # fmt: skip
    except SourceFormatError:
        return
    start = _span(line, text)[0] + line.text.index(partner.name)
    details = (("country", partner.country), ("postcode", partner.postcode), ("town", partner.town))
    fact_type = "leadPartner" if partner.is_lead else "partner"
    yield Fact(1, fact_type, partner.name, start, start + len(partner.name), _RULE, 1.0, (), details)


def _fact(fact_type: str, value: Value, line: Line, text: str) -> Fact:
    return Fact(1, fact_type, value, *_span(line, text), _RULE, 1.0)


def _span(line: Line, text: str) -> tuple[int, int]:
    start = 0
    for _ in range(line.number - 1):
        start = text.index("\n", start) + 1
    start = text.index(line.text, start)
    return start, start + len(line.text)
