"""Record rows of a conforming file of facts."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Identifier
from ecosystem_graph.records.project import Indicator, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Claim, Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Region
from ecosystem_graph.sources.curated.conformance import read_schema
from ecosystem_graph.sources.curated.document import Document, Place
from ecosystem_graph.sources.curated.kind import KINDS, Kind
from ecosystem_graph.sources.partial_date import first_day, last_day, precision

__all__ = ["entity_key", "fact_rows", "record_rows"]

_SLUG = "curated"
_LAST_DAYS = frozenset({"end", "closed", "left"})
"""Dates that end something: a year or month stands for its last day."""
_DATES = frozenset({"start", "opened", "joined"}) | _LAST_DAYS


def record_rows(document: Document, checksum: str) -> Iterator[Record]:
    """Yield one source record per document that the file names.

    Args:
        document: A conforming document.
        checksum: SHA-256 of the file.
    """
    for position, source in enumerate(document.data["sources"]):
        key = entity_key(source["id"])
        yield Record(
            record=key,
            key=key,
            source=_SLUG,
            kind=source.get("kind", "page"),
            source_key=source.get("source_key"),
            title=source["title"],
            publisher=source["publisher"],
            licence=source.get("licence"),
            url=source.get("url"),
            language=source.get("language"),
            retrieved=first_day(source["retrieved"]) if "retrieved" in source else None,
            file=document.path.name,
            checksum=checksum,
            locator=f"sources[{position}]",
        )


def fact_rows(document: Document) -> Iterator[Row]:
    """Yield the rows of all facts, in file order within each list.

    Raises:
        SourceFormatError: Two facts would have the same key.
    """
    seen: dict[tuple[type[Row], str], Place] = {}
    for place, row in _rows(document.data):
        key = getattr(row, "key", None)
        if key is not None and not _may_repeat(row) and (first := seen.setdefault((type(row), key), place)) != place:
            raise SourceFormatError(
                document.where(place),
                expected="a fact that is stated once",
                found=f"the same as {document.where(first).place}",
                hint="A second source states it about an entity with an id of its own.",
            )
        yield row


def entity_key(reference: str) -> str:
    """Return the key of an id of the file; a full key stays as it is.

    Examples:
        >>> entity_key("tracs3-de"), entity_key("interreg-de.Alpen013")
        ('curated.tracs3-de', 'interreg-de.Alpen013')
    """
    return reference if "." in reference else f"{_SLUG}.{reference}"


def _may_repeat(row: Row) -> bool:
    return isinstance(row, (Region, *(kind.row for kind in KINDS.values() if kind.restated)))


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[Place, Row]]:
    for collection, kind in KINDS.items():
        for position, block in enumerate(data.get(collection, ())):
            place = (collection, position)
            yield place, _entity(kind, block)
            yield from _nested(kind, block, place)
    for collection, build in {"regions": _region, "relations": _relation, "claims": _claim}.items():
        for position, block in enumerate(data.get(collection, ())):
            yield (collection, position), build(block)


def _entity(kind: Kind, block: Mapping[str, Any]) -> Row:
    columns = {field.name for field in dataclasses.fields(kind.row)} - {"record", "key"}
    references = _references(kind.collection)
    values = {name: _value(name, value, references) for name, value in block.items() if name in columns}
    if kind.row is Project:
        dates = [block[name] for name in ("start", "end") if name in block]
        values["date_precision"] = precision(*dates)
    row: Row = kind.row(record=entity_key(block["source"]), key=entity_key(block["id"]), **values)
    return row


def _references(collection: str) -> frozenset[str]:
    """Return the keys of a block that refer to other blocks, as the schema says."""
    properties = read_schema()["properties"][collection]["items"]["properties"]
    return frozenset(name for name, rule in properties.items() if "x-reference" in rule)


def _value(name: str, value: Any, references: frozenset[str]) -> Any:
    if name in references:
        return entity_key(value)
    return _date(name, value) if name in _DATES else value


def _date(name: str, text: str) -> date:
    return last_day(text) if name in _LAST_DAYS else first_day(text)


def _nested(kind: Kind, block: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Row]]:
    subject = entity_key(block["id"])
    builders = {
        "texts": _text, "identifiers": _identifier, "topics": _topic, "amounts": _amount, "indicators": _indicator,
    }  # fmt: skip
    for name, build in builders.items():
        for position, fact in enumerate(block.get(name, ())):
            record = entity_key(fact.get("source", block["source"]))
            yield (*place, name, position), build(fact, record, kind.folder, subject)


def _text(fact: Mapping[str, Any], record: str, folder: str, subject: str) -> Text:
    return Text(
        record=record, key=f"{subject}.{fact['role']}.{fact['language']}", subject_class=folder, subject=subject,
        role=fact["role"], language=fact["language"], language_basis="stated", text=fact["text"],
        translation_status=fact.get("translation_status", "unknown"),
    )  # fmt: skip


def _identifier(fact: Mapping[str, Any], record: str, folder: str, subject: str) -> Identifier:
    return Identifier(record=record, subject_class=folder, subject=subject, scheme=fact["scheme"], value=fact["value"])


def _topic(fact: Mapping[str, Any], record: str, folder: str, subject: str) -> Topic:
    return Topic(
        record=record, subject_class=folder, subject=subject, scheme=fact["scheme"], code=fact["code"],
        raw=fact.get("raw"), basis=fact.get("basis", "stated"),
    )  # fmt: skip


def _amount(fact: Mapping[str, Any], record: str, folder: str, subject: str) -> Amount:
    value = Decimal(fact["value"]) if "value" in fact else None
    phase = f".{fact['phase']}" if "phase" in fact else ""
    return Amount(
        record=record, key=f"{subject}.{fact['kind']}{phase}", subject_class=folder, subject=subject,
        kind=fact["kind"], phase=fact.get("phase", "unknown"), value=value, currency=fact.get("currency", "EUR"),
        state=fact.get("state", "published" if value else "published-zero"), raw=fact.get("raw"),
    )  # fmt: skip


def _indicator(fact: Mapping[str, Any], record: str, _: str, subject: str) -> Indicator:
    stage = f".{fact['stage']}" if "stage" in fact else ""
    return Indicator(
        record=record, key=f"{subject}.{fact['indicator']}{stage}", project=subject, indicator=fact["indicator"],
        value=fact["value"], comparator=fact.get("comparator", "eq"), unit=fact.get("unit", "item"),
        stage=fact.get("stage", "unknown"), raw=fact.get("raw"),
    )  # fmt: skip


def _region(block: Mapping[str, Any]) -> Region:
    return Region(
        record=entity_key(block["source"]), key=block["code"], edition=block["edition"], level=block["level"],
        name=block.get("name"), parent=block.get("parent"), country=block.get("country"),
    )  # fmt: skip


def _relation(block: Mapping[str, Any]) -> Relation:
    subject_class, _, subject = block["subject"].partition("/")
    object_class, _, of = block["object"].partition("/")
    return Relation(
        record=entity_key(block["source"]), subject_class=subject_class, subject=entity_key(subject),
        predicate=block["predicate"], object_class=object_class,
        object=of if object_class == "region" else entity_key(of),
    )  # fmt: skip


def _claim(block: Mapping[str, Any]) -> Claim:
    folder, _, subject = block["about"].partition("/")
    return Claim(
        record=entity_key(block["source"]), key=entity_key(block["id"]), subject_class=folder,
        subject=entity_key(subject), property=block["property"], value=block["value"], start=block.get("start"),
        end=block.get("end"), quote=block.get("quote"), rule=block.get("rule", "hand"),
        confidence=str(round(Decimal(str(block["confidence"])), 3).normalize()),
    )  # fmt: skip
