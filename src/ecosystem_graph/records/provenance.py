"""Where statements come from: datasets, source records and mined claims."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Claim", "Dataset", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset(Row):
    """One dataset: an export, a database or a collection of hand-written facts, as one file states it.

    ``record`` holds the key of the dataset itself.
    """

    key: Annotated[str, "Source slug (`keep-eu`); letters, digits and hyphens, never a dot."]
    title: Annotated[str, "Name of the dataset, English."]
    publisher: Annotated[str, "Who publishes it."]
    url: Annotated[str | None, "Landing page."] = None
    licence: Annotated[str | None, "Licence IRI or words as published; null when none is stated."] = None
    attribution: Annotated[str | None, "Sentence to show when the data are reused."] = None
    kind: Annotated[
        str | None,
        "`list` (rows of a database; also when null), `documents` (facts gathered by hand, each from its document) or "
        "`prose` (facts read from pages by rules). Says which record counts where several differ.",
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Row):
    """One row, page or document of a dataset; every other row names the record it came from.

    ``record`` repeats ``key``, so that all tables can be filtered alike.
    """

    key: Annotated[str, KEY]
    source: Annotated[str, "Source slug; the key of the dataset."]
    kind: Annotated[str, "What the record describes: `project`, `partner`, `call`, `page`, `cluster`…"]
    source_key: Annotated[str | None, "Identifier inside the source, unchanged; null when it has none."] = None
    title: Annotated[str | None, "Title of the document, as published or in our words."] = None
    publisher: Annotated[str | None, "Who publishes the document, where that is not the dataset's publisher."] = None
    licence: Annotated[str | None, "Licence of the document, where it is not the dataset's."] = None
    url: Annotated[str | None, "Web address of the record itself."] = None
    language: Annotated[str | None, "Main language, BCP 47."] = None
    retrieved: Annotated[date | None, "Day the record was fetched, when known."] = None
    file: Annotated[str, "Name of the file it was read from, without folders."]
    checksum: Annotated[str, "SHA-256 of that file, hexadecimal."]
    locator: Annotated[str, "Place in the file: sheet and row, line, table path or character span."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """One value mined from prose, with the words that say so."""

    key: Annotated[str, KEY]
    subject_class: Annotated[str, "Class folder of the subject (`project`, `cluster`…)."]
    subject: Annotated[str, "Key of what the claim is about."]
    property: Annotated[str, "Local name of the ontology term it states."]
    value: Annotated[str, "Value, normalised, in its lexical form."]
    start: Annotated[int | None, "First character of the quote in the document, counted from 0."] = None
    end: Annotated[int | None, "Character after the quote."] = None
    quote: Annotated[str | None, "The words themselves, unchanged."] = None
    rule: Annotated[str, "Rule that found it; `hand` for a person."]
    confidence: Annotated[str, "Share 0-1 with up to three decimals, as xsd:decimal text."]
