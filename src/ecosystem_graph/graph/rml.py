"""The mapping as a standard RML document, with its tables as CSV, for engines that are not ours.

RML-Core, https://w3id.org/rml/core/spec. Running it must give our graph: that is how the mapping is checked.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import MappingError
from ecosystem_graph.graph.mapping.model import EntityMap, IriObject, LiteralObject, Property, Template

__all__ = ["rml_document", "write_rml"]

# Engines built on data frames (Morph-KGC is one) keep the terms of a statement in columns of these names.
_RESERVED_COLUMNS = frozenset({"subject", "predicate", "object", "graph"})
_HEAD = "@prefix rml: <http://w3id.org/rml/> .\n"


def rml_document(
    maps: Iterable[EntityMap], base: str, *, graph: str | None = None, tables: str = "", name: str = "default"
) -> str:
    """Return the mapping of one graph as RML in Turtle.

    Args:
        maps: Maps of the graph.
        base: Base IRI.
        graph: Graph IRI, or None for the default graph.
        tables: Folder of the CSV tables as the engine will see it, empty for the working directory.
        name: Distinguishes the triples maps of several graphs in one engine run.
    """
    folder = f"{tables}/" if tables else ""
    return _HEAD + "".join(_triples_map(entity, base, graph, folder, name) for entity in maps)


def write_rml(
    maps: Iterable[EntityMap],
    tables: Mapping[str, pl.DataFrame],
    base: str,
    folder: Path,
    *,
    graph: str | None = None,
    name: str = "default",
) -> Path:
    """Write the mapping and the tables it reads; return the mapping's path. Give each graph a folder of its own.

    Maps whose table has no rows are left out: there is nothing to map, and some engines stop at an empty CSV file.

    Raises:
        MappingError: A table holds empty strings, which CSV cannot tell from nulls.
    """
    folder.mkdir(parents=True, exist_ok=True)
    filled = [entity for entity in maps if tables[entity.table].height]
    for table in sorted({entity.table for entity in filled}):
        _refuse_empty_strings(table, tables[table])
        tables[table].rename(_export_name).write_csv(folder / f"{table}.csv")
    mapping = folder / f"{name}.rml.ttl"
    mapping.write_text(rml_document(filled, base, graph=graph, tables=str(folder), name=name), encoding="utf-8")
    return mapping


def _refuse_empty_strings(name: str, table: pl.DataFrame) -> None:
    for column in table.select(pl.selectors.string()):
        if (column == "").any():
            raise MappingError(f"table {name}, column {column.name}: expected text or null, found empty strings")


def _triples_map(entity: EntityMap, base: str, graph: str | None, folder: str, name: str) -> str:
    source = f'rml:source "{folder}{entity.table}.csv" ; rml:referenceFormulation rml:CSV'
    classes = "".join(f" ; rml:class <{each}>" for each in entity.types)
    context = f" ; rml:graphMap [ rml:constant <{graph}> ]" if graph else ""
    subject = f"{_template(entity.subject.under(base))}{classes}{context}"
    statements = "".join(f" ;\n    rml:predicateObjectMap [ {_statement(each, base)} ]" for each in entity.properties)
    return (
        f"\n<#{name}-{entity.name}> a rml:TriplesMap ;\n"
        f"    rml:logicalSource [ {source} ] ;\n"
        f"    rml:subjectMap [ {subject} ]{statements} .\n"
    )


def _statement(some: Property, base: str) -> str:
    predicate = some.predicate
    named = _template(predicate) if isinstance(predicate, Template) else f"rml:constant <{predicate}>"
    return f"rml:predicateMap [ {named} ] ; rml:objectMap [ {_object(some.object, base)} ]"


def _object(spec: IriObject | LiteralObject, base: str) -> str:
    if isinstance(spec, IriObject):
        return _template(spec.template.under(base))
    reference = f'rml:reference "{_export_name(spec.column)}" ; rml:termType rml:Literal'
    if spec.datatype is not None:
        return f"{reference} ; rml:datatypeMap [ rml:constant <{spec.datatype}> ]"
    if spec.language is not None:
        return f'{reference} ; rml:languageMap [ rml:reference "{_export_name(spec.language)}" ]'
    if spec.fixed_language is not None:
        return f'{reference} ; rml:languageMap [ rml:constant "{spec.fixed_language}" ]'
    return reference


def _template(template: Template) -> str:
    """Return a term map; a template that is one column alone is a reference to a whole IRI."""
    if not template.parts()[0][0]:
        return f'rml:reference "{_export_name(template.columns[0])}" ; rml:termType rml:IRI'
    text = template.text
    for column in template.columns:
        text = text.replace(f"{{{column}}}", f"{{{_export_name(column)}}}")
    return f'rml:template "{text}" ; rml:termType rml:IRI'


def _export_name(column: str) -> str:
    return f"{column}_key" if column in _RESERVED_COLUMNS else column
