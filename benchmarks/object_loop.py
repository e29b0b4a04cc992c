"""The plain way: one rdflib call per statement. ``python -m benchmarks.object_loop FOLDER OUT``."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import RDF, Graph, Literal, URIRef

from benchmarks.part import Part, read_parts
from ecosystem_graph.graph.mapping import EntityMap
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Template
from ecosystem_graph.namespaces import DEFAULT_BASE

__all__ = ["main"]

_Row = Mapping[str, Any]
_MakeIri = Callable[[_Row], URIRef | None]
_MakeObject = Callable[[_Row], URIRef | Literal | None]


def main(folder: Path, out: Path) -> None:
    """Write all graphs as N-Quads, in any order."""
    with out.open("wb") as stream:
        for part in read_parts(folder):
            lines: bytes = _graph_of(part).serialize(format="nt", encoding="utf-8")
            stream.write(lines if part.graph is None else lines.replace(b" .\n", f" <{part.graph}> .\n".encode()))


def _graph_of(part: Part) -> Graph:
    graph, tables = Graph(), part.read_tables()
    for entity in part.maps:
        for triple in _triples(entity, tables[entity.table].iter_rows(named=True)):
            graph.add(triple)
    return graph


def _triples(entity: EntityMap, rows: Iterator[_Row]) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    make_subject = _iri_maker(entity.subject)
    types = [URIRef(each) for each in entity.types]
    properties = [(_predicate_maker(each.predicate), _object_maker(each.object)) for each in entity.properties]
    for row in rows:
        subject = make_subject(row)
        if subject is None:
            continue
        for each in types:
            yield subject, RDF.type, each
        for make_predicate, make_object in properties:
            predicate, value = make_predicate(row), make_object(row)
            if predicate is not None and value is not None:
                yield subject, predicate, value


def _predicate_maker(predicate: str | Template) -> _MakeIri:
    if isinstance(predicate, Template):
        return _iri_maker(predicate)
    iri = URIRef(predicate)
    return lambda _row: iri


def _object_maker(spec: IriObject | LiteralObject) -> _MakeObject:
    return _iri_maker(spec.template) if isinstance(spec, IriObject) else _literal_maker(spec)


def _iri_maker(template: Template) -> _MakeIri:
    parts = template.under(DEFAULT_BASE).parts()
    is_whole = not parts[0][0]

    def make(row: _Row) -> URIRef | None:
        text = ""
        for constant, column in parts:
            text += constant
            if column is not None:
                if row[column] is None:
                    return None
                text += row[column] if is_whole else quote(row[column], safe="")
        return URIRef(text)

    return make


def _literal_maker(spec: LiteralObject) -> _MakeObject:
    datatype = URIRef(spec.datatype) if spec.datatype else None

    def make(row: _Row) -> Literal | None:
        value, language = row[spec.column], row[spec.language] if spec.language else spec.fixed_language
        if value is None or (spec.language and language is None):
            return None
        lexical = str(value).lower() if isinstance(value, bool) else str(value)
        return Literal(lexical, lang=language, datatype=datatype, normalize=False)

    return make


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
