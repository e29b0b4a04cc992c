"""What a page states about its project: programme, dates, money, texts and topics."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecosystem_graph.records.funding import Amount, Programme
from ecosystem_graph.records.organisation import Identifier
from ecosystem_graph.records.project import Project, Text, Topic
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.interreg_de.amount import matching_eu_share, parse_german_amount
from ecosystem_graph.sources.interreg_de.check import read_count
from ecosystem_graph.sources.interreg_de.dates import StatedDate, choose_period
from ecosystem_graph.sources.interreg_de.finding import Findings
from ecosystem_graph.sources.interreg_de.language import detect_language
from ecosystem_graph.sources.interreg_de.page import Field, Page
from ecosystem_graph.terms import CONCEPTS

__all__ = ["project_rows"]

_TOPIC = re.compile(r"([A-Z]\d{2}) - .+")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_TOPIC_SCHEME = "interreg-de-topic"
_TEXT_FIELDS = {"title": "title", "summary": "summary", "expected_result": "expected-result"}
"""Fields with texts and the text role of each."""


def project_rows(page: Page, record: str, findings: Findings) -> Iterator[Row]:
    """Yield the rows about the project itself.

    Args:
        page: The page.
        record: Key of its source record, which is also the key of the project.
        findings: Takes what cannot be used as it stands.
    """
    text = {name: field.text or None for name, field in page.fields.items()}
    start, end = choose_period(page.fields["start"].text, page.fields["end"].text)
    _report_dates(page, (start, end), findings)
    programme = _programme(page, record)
    yield from programme
    yield Project(
        record=record,
        key=record,
        acronym=text["acronym"],
        programme=programme[0].key if programme else None,
        priority=text["priority"],
        objective=text["objective"],
        start=start.value,
        start_raw=text["start"],
        end=end.value,
        end_raw=text["end"],
        date_precision="day" if start.value or end.value else None,
        website=_website(page.fields["website"], findings),
        stated_partner_count=read_count(page.fields["partner_count"], findings),
        stated_country_count=read_count(page.fields["country_count"], findings),
        stated_national_partner_count=read_count(page.fields["german_partner_count"], findings),
    )
    yield Identifier(
        record=record, subject_class="project", subject=record, scheme="interreg-de", value=page.fields["key"].text
    )
    yield from _texts(page, record)
    yield from _topics(page.fields["topics"], record, findings)
    yield from _amounts(page, record, findings)


def _programme(page: Page, record: str) -> tuple[Programme, ...]:
    """Return the programme; its short name is its key, the period is not stated and left open."""
    name = page.fields["programme"].text
    short = name.partition("/")[0].strip()
    return (Programme(record=record, key=f"interreg-de.{short}", name=name),) if short else ()


def _website(field: Field, findings: Findings) -> str | None:
    if field.text and not _WEB_ADDRESS.fullmatch(field.text):
        findings.add("EG-IDE-015", field)
        return None
    return field.text or None


def _report_dates(page: Page, dates: Sequence[StatedDate], findings: Findings) -> None:
    for name, stated in zip(("start", "end"), dates, strict=True):
        field = page.fields[name]
        if stated.raw and not stated.readings:
            findings.add("EG-IDE-003", field)
        elif stated.doubtful:
            readings = " or ".join(str(reading) for reading in stated.readings)
            findings.add("EG-IDE-002", field, f"It can mean {readings}; {stated.value} was chosen.")
    start, end = (stated.value for stated in dates)
    if start and end and end < start:
        findings.add("EG-IDE-004", page.fields["end"], f"Start: {start}; end: {end}.")


def _texts(page: Page, record: str) -> Iterator[Text]:
    for position, (name, field) in enumerate(page.fields.items(), start=1):
        role = _TEXT_FIELDS.get(name)
        if role and field.text:
            yield Text(
                record=record, key=f"{record}.{role}.{position}", subject_class="project", subject=record, role=role,
                language=detect_language(field.text), language_basis="detected", text=field.text,
            )  # fmt: skip


def _topics(field: Field, record: str, findings: Findings) -> Iterator[Topic]:
    for raw in (part.strip() for part in field.text.split("|")):
        topic = _TOPIC.fullmatch(raw)
        if topic and topic[1] in CONCEPTS[_TOPIC_SCHEME]:
            yield Topic(
                record=record, subject_class="project", subject=record, scheme=_TOPIC_SCHEME, code=topic[1], raw=raw
            )
        elif raw:
            findings.add("EG-IDE-009", field, f"Topic: {raw!r}.")


def _amounts(page: Page, record: str, findings: Findings) -> Iterator[Amount]:
    total, eu, national = (_parse_amount(page.fields[name], findings) for name in ("total", "eu", "national"))
    if total is not None:
        yield _amount(page.fields["total"], record, "total", total)
    if eu is not None:
        yield _amount(page.fields["eu"], record, "eu", eu)
    if total is not None and eu is not None and eu > total:
        findings.add("EG-IDE-006", page.fields["eu"], f"Total: {total}.")
    if national is not None and _is_national(page.fields["national"], eu, national, findings):
        yield _amount(page.fields["national"], record, "national", national)


def _parse_amount(field: Field, findings: Findings) -> Decimal | None:
    if not field.text:
        return None
    try:
        return parse_german_amount(field.text)
    except ValueError:
        findings.add("EG-IDE-005", field)
        return None


def _is_national(field: Field, eu: Decimal | None, national: Decimal, findings: Findings) -> bool:
    """Tell, and report, whether arithmetic confirms that the third, unlabelled amount is national co-financing."""
    share = matching_eu_share(eu, national) if eu else None
    if share is None:
        findings.add("EG-IDE-008", field)
        return False
    findings.add("EG-IDE-007", field, f"It equals {100 - share}/{share} of the contribution of the European Union.")
    return True


def _amount(field: Field, record: str, kind: str, value: Decimal) -> Amount:
    state = "published" if value else "published-zero"
    return Amount(
        record=record, key=f"{record}.{kind}", subject_class="project", subject=record, kind=kind, value=value,
        state=state, raw=field.text,
    )  # fmt: skip
