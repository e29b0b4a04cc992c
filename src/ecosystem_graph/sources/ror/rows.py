"""Record rows of one organisation of the registry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecosystem_graph.records.organisation import Identifier, Name
from ecosystem_graph.records.organisation import Organisation as OrganisationRow
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.ror.schema import Organisation

__all__ = ["Origin", "organisation_rows"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that is read.

    Attributes:
        source: Source slug.
        file: Name of the file.
        checksum: Its SHA-256.
        types: ROR type to code of the organisation-type scheme.
    """

    source: str
    file: str
    checksum: str
    types: Mapping[str, str]


def organisation_rows(stated: Organisation, origin: Origin, locator: str, parent: str | None) -> Iterator[Row]:
    """Yield the rows of one record that has a name.

    Args:
        stated: The record.
        origin: The file it is from.
        locator: Where in the file.
        parent: Identifier of the organisation it is a unit of, when that is in the file.
    """
    key = f"{origin.source}.{stated.code}"
    yield Record(
        record=key,
        key=key,
        source=origin.source,
        kind="organisation",
        source_key=f"https://ror.org/{stated.code}",
        url=f"https://ror.org/{stated.code}",
        file=origin.file,
        checksum=origin.checksum,
        locator=locator,
    )
    yield OrganisationRow(
        record=key,
        key=key,
        name=stated.name.text if stated.name else "",
        language=stated.name.language if stated.name else None,
        acronym=next((name.text for name in stated.others if name.kind == "acronym"), None),
        type=_type(stated, origin),
        type_raw="; ".join(stated.types) or None,
        parent=None if parent is None else f"{origin.source}.{parent}",
        country=stated.country,
        town=stated.town,
        website=stated.website,
    )
    yield Identifier(record=key, subject_class="organisation", subject=key, scheme="ror", value=stated.code)
    if stated.wikidata:
        yield Identifier(
            record=key, subject_class="organisation", subject=key, scheme="wikidata", value=stated.wikidata
        )
    for name in (each for each in stated.others if each.text):
        yield Name(
            record=key,
            subject_class="organisation",
            subject=key,
            name=name.text,
            language=name.language,
            kind=name.kind,
        )


def _type(stated: Organisation, origin: Origin) -> str | None:
    """Return our type when all types of the record that have one agree."""
    found = {origin.types[each] for each in stated.types if each in origin.types}
    return found.pop() if len(found) == 1 else None
