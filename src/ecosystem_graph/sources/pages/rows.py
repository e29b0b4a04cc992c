"""Record rows of what a page states."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecosystem_graph.records.facility import Cluster
from ecosystem_graph.records.funding import Amount, Call, Programme
from ecosystem_graph.records.key import digest
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Indicator, Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.importer import read_source_toml
from ecosystem_graph.sources.pages.annotation import Fact
from ecosystem_graph.sources.pages.language import language_of_words
from ecosystem_graph.sources.pages.statement import Statement
from ecosystem_graph.sources.partial_date import first_day, last_day, precision
from ecosystem_graph.terms import CONCEPTS

__all__ = ["DESCRIPTION", "Source", "address_identifiers", "node_of", "project_rows"]

DESCRIPTION: Mapping[str, Any] = read_source_toml(Path(__file__).with_name("source.toml"))

_SLUG = DESCRIPTION["slug"]
_AMOUNTS: Mapping[str, str] = DESCRIPTION["amounts"]
_ROLES: Mapping[str, str] = DESCRIPTION["roles"]
_INDICATORS: Mapping[str, list[str]] = DESCRIPTION["indicators"]
_IDENTIFIERS = {scheme: re.compile(pattern) for scheme, pattern in DESCRIPTION["identifiers"].items()}
_COMPARATORS = {"=": "eq", ">=": "ge", "~": "approx"}
_TOPICS = {
    "sector": "s3-domain",
    "fund": "fund",
    "topicCode": "interreg-de-topic",
    "infrastructure": "infrastructure-type",
}
"""Properties whose values are codes, and their schemes; other values of them have no place among topics."""
_TEXTS = ("title", "summary", "objective")


@dataclass(frozen=True, slots=True)
class Source:
    """The page that rows are made of.

    Attributes:
        record: Key of its source record.
        text: Its text.
        language: Its language, BCP 47.
        language_basis: ``stated`` or ``detected``.
    """

    record: str
    text: str
    language: str
    language_basis: str

    def quote(self, fact: Fact | None) -> str | None:
        """Return the words of a fact."""
        return self.text[fact.start : fact.end] if fact else None


def project_rows(source: Source, statement: Statement) -> Iterator[Row]:
    """Yield the rows of the published facts about one project."""
    programme = statement.one("programme")
    if programme is not None:
        name = source.quote(programme) or str(programme.value)
        yield Programme(record=source.record, key=_programme_key(programme), name=" ".join(name.split()))
    yield from _call(source, statement)
    yield _project(source, statement)
    yield from _texts(source, statement)
    yield from _amounts(source, statement)
    yield from _participations(source, statement)
    yield from _topics(source, statement)
    yield from _indicators(source, statement)
    yield from _places(source, statement)
    yield from _clusters(source, statement)


def address_identifiers(source: Source, statement: Statement, url: str | None) -> Iterator[Identifier]:
    """Yield the identifiers of a project that the address of its page holds.

    Args:
        source: The page.
        statement: What it states about its only project.
        url: Its address, when known.
    """
    for scheme, pattern in _IDENTIFIERS.items():
        match = pattern.search(url or "")
        if match:
            yield Identifier(
                record=source.record, subject_class="project", subject=statement.key, scheme=scheme, value=match[1]
            )


def node_of(statement: Statement, fact: Fact) -> tuple[str, str]:
    """Return class and key of what a published fact is written to: the project, or a node of its own."""
    if fact.property in _AMOUNTS:
        return "amount", f"{statement.key}.{_AMOUNTS[fact.property]}"
    if fact.property in _ROLES:
        return "participation", _participation_key(statement, fact)
    if fact.property in {"output", "result"} and _indicator_code(fact):
        return "indicator", _indicator_key(statement, fact)
    return "project", statement.key


def _project(source: Source, statement: Statement) -> Project:
    start, end = statement.one("startDate"), statement.one("endDate")
    call = next(_call(source, statement), None)
    dates = [str(each.value) for each in (start, end) if each]
    status = DESCRIPTION["statuses"].get(_text(statement, "status") or "")
    programme = statement.one("programme")
    return Project(
        record=source.record,
        key=statement.key,
        acronym=_text(statement, "acronym"),
        programme=_programme_key(programme) if programme else None,
        call=call.key if call else None,
        priority=_text(statement, "priority"),
        objective=_text(statement, "specificObjective"),
        start=_day(start, first_day),
        start_raw=source.quote(start),
        end=_day(end, last_day),
        end_raw=source.quote(end),
        date_precision=precision(*dates),
        status=status,
        website=_text(statement, "url"),
        stated_partner_count=_number(statement, "partnerCount"),
        stated_country_count=_number(statement, "countryCount"),
        stated_duration_months=_number(statement, "durationMonths"),
    )


def _text(statement: Statement, name: str) -> str | None:
    fact = statement.one(name)
    return str(fact.value) if fact else None


def _number(statement: Statement, name: str) -> int | None:
    fact = statement.one(name)
    return fact.value if fact and isinstance(fact.value, int) else None


def _day(fact: Fact | None, to_day: Any) -> date | None:
    return to_day(str(fact.value)) if fact else None


def _programme_key(fact: Fact) -> str:
    return f"{_SLUG}.{fact.value}"


def _call(source: Source, statement: Statement) -> Iterator[Call]:
    """Yield the call, if there is one of a known programme."""
    call, programme = statement.one("call"), statement.one("programme")
    if call and programme:
        key = f"{_programme_key(programme)}.{digest(str(call.value))}"
        yield Call(record=source.record, key=key, programme=_programme_key(programme), number=str(call.value))


def _texts(source: Source, statement: Statement) -> Iterator[Text]:
    for role in _TEXTS:
        for fact in statement.published.get(role, ()):
            words = (str(fact.value) if role == "title" else source.quote(fact) or "").strip()
            language = dict(fact.details).get("language") or language_of_words(words, source.language)
            yield Text(
                record=source.record, key=f"{statement.key}.{role}.{digest(words)}", subject_class="project",
                subject=statement.key, role=role, language=language,
                language_basis=source.language_basis if language == source.language else "detected", text=words,
            )  # fmt: skip


def _amounts(source: Source, statement: Statement) -> Iterator[Amount]:
    for name, kind in _AMOUNTS.items():
        fact = statement.one(name)
        if fact and isinstance(fact.value, tuple):
            value = Decimal(str(fact.value[0]))
            yield Amount(
                record=source.record, key=f"{statement.key}.{kind}", subject_class="project", subject=statement.key,
                kind=kind, value=value, currency=str(fact.value[1]),
                state="published" if value else "published-zero", raw=source.quote(fact),
            )  # fmt: skip


def _participations(source: Source, statement: Statement) -> Iterator[Row]:
    """Yield participations with their organisations; who leads is not a partner besides."""
    seen: set[str] = set()
    for name, role in _ROLES.items():
        for fact in statement.published.get(name, ()):
            key = _participation_key(statement, fact)
            if key in seen:
                continue
            seen.add(key)
            details = dict(fact.details)
            organisation = f"{_SLUG}.{digest(str(fact.value), details.get('country'))}"
            country, town = details.get("country"), details.get("town")
            yield Organisation(record=source.record, key=organisation, name=str(fact.value), country=country, town=town)
            yield Participation(
                record=source.record, key=key, project=statement.key, organisation=organisation, role=role,
                name=str(fact.value), role_raw=details.get("role"), town=town, country=country,
                country_raw=details.get("country_raw"), postcode=details.get("postcode"),
            )  # fmt: skip


def _participation_key(statement: Statement, fact: Fact) -> str:
    return f"{statement.key}.{digest(str(fact.value))}"


def _topics(source: Source, statement: Statement) -> Iterator[Topic]:
    for name, scheme in _TOPICS.items():
        for fact in statement.published.get(name, ()):
            code = str(fact.value).lower() if scheme == "fund" else str(fact.value)
            if code in CONCEPTS[scheme]:
                yield Topic(
                    record=source.record, subject_class="project", subject=statement.key, scheme=scheme, code=code,
                    raw=source.quote(fact), basis="mined",
                )  # fmt: skip


def _indicators(source: Source, statement: Statement) -> Iterator[Indicator]:
    for name in ("output", "result"):
        for fact in statement.published.get(name, ()):
            code = _indicator_code(fact)
            if code and isinstance(fact.value, tuple):
                yield Indicator(
                    record=source.record, key=_indicator_key(statement, fact), project=statement.key, indicator=code,
                    value=int(fact.value[1] or 0), comparator=_COMPARATORS.get(str(fact.value[2]), "eq"),
                    unit=_INDICATORS[str(fact.value[0])][1], raw=source.quote(fact),
                )  # fmt: skip


def _indicator_code(fact: Fact) -> str | None:
    """Return the concept of a number that is promised or reported; None without number or concept."""
    if not isinstance(fact.value, tuple) or not isinstance(fact.value[1], int):
        return None
    known: list[str] | None = _INDICATORS.get(str(fact.value[0]))
    return known[0] if known else None


def _indicator_key(statement: Statement, fact: Fact) -> str:
    return f"{statement.key}.{_indicator_code(fact)}"


def _places(source: Source, statement: Statement) -> Iterator[Relation]:
    for fact in statement.published.get("region", ()):
        code = dict(fact.details).get("nuts")
        if code:
            yield Relation(
                record=source.record, subject_class="project", subject=statement.key, predicate="targetsRegion",
                object_class="region", object=code,
            )  # fmt: skip


def _clusters(source: Source, statement: Statement) -> Iterator[Row]:
    for fact in statement.published.get("cluster.name", ()):
        key = f"{_SLUG}.{digest('cluster', str(fact.value))}"
        country = dict(fact.details).get("country")
        yield Cluster(record=source.record, key=key, name=str(fact.value), country=country)
        yield Relation(
            record=source.record, subject_class="project", subject=statement.key, predicate="involvesCluster",
            object_class="cluster", object=key,
        )  # fmt: skip
