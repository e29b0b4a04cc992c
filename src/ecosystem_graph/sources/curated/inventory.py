"""What a file defines: the identifiers that its blocks may refer to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.curated.document import Document, Place
from ecosystem_graph.sources.curated.kind import KINDS

__all__ = ["check_identifiers", "known_references"]

_RECORD = "record"
"""Class name of sources in references; they become source records."""


def known_references(data: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """Return the identifiers of each class: ids of this file and keys of external entities.

    Args:
        data: The document, of any shape; what does not look like a block is passed over.
    """
    known: defaultdict[str, set[str]] = defaultdict(set)
    for folder, identifier, _, _ in _definitions(data):
        known[folder].add(identifier)
    for external in _blocks(data, "external"):
        known[str(external.get("class"))].add(str(external.get("key")))
    return {folder: frozenset(identifiers) for folder, identifiers in known.items()}


def check_identifiers(document: Document) -> None:
    """Check that each id stands for one thing.

    Several sources may state the same project, organisation and so on: then each does so in a block of its own. All
    other ids occur once in a file.

    Raises:
        SourceFormatError: An id is used twice.
    """
    restated = {kind.folder for kind in KINDS.values() if kind.restated}
    seen: dict[str, tuple[str, set[str], Place]] = {}
    for folder, identifier, source, place in _definitions(document.data):
        first, sources, where = seen.setdefault(identifier, (folder, set(), place))
        if where != place and (first != folder or folder not in restated or source in sources):
            raise SourceFormatError(
                document.where((*place, "id")),
                expected="an id that is used once in the file",
                found=f"{identifier!r}, which is also the id of {document.where(where).place}",
                hint="A second block with the same id is for a second source that states the same entity.",
            )
        sources.add(source)


def _definitions(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Place]]:
    """Yield class, id, source and place of every block with an id."""
    lists = {"sources": _RECORD, **{name: kind.folder for name, kind in KINDS.items()}, "claims": "claim"}
    for collection, folder in lists.items():
        for position, block in enumerate(_blocks(data, collection)):
            yield folder, str(block.get("id")), str(block.get("source")), (collection, position)


def _blocks(data: Mapping[str, Any], collection: str) -> list[Mapping[str, Any]]:
    blocks = data.get(collection)
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
