"""The mapping as an RML document."""

import csv
from pathlib import Path

import polars as pl
import pytest
import rdflib
from rdflib import RDF, Namespace, URIRef

from ecosystem_graph.errors import MappingError
from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.mapping import MAPS, EntityMap, maps_of
from ecosystem_graph.graph.mapping.model import Template, link, literal
from ecosystem_graph.graph.rml import rml_document, write_rml
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Project, Topic
from ecosystem_graph.resolve.consolidate import resolve

RML = Namespace("http://w3id.org/rml/")
BASE = "https://example.org/"
THINGS = EntityMap(
    "thing",
    "thing",
    Template("id/thing/{key}"),
    ("https://example.org/Thing",),
    (literal("https://example.org/name", "object", language="tag"), link("https://example.org/site", "{graph}")),
)


def things(**columns: list[str | None]) -> dict[str, pl.DataFrame]:
    return {"thing": pl.DataFrame({"key": ["a"], "object": ["A"], "tag": ["en"], "graph": [None], **columns})}


def parse(document: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=document, format="turtle", publicID="https://example.org/rml")


@pytest.mark.parametrize("view", ["default", "source", "identity", "quality"])
def test_every_map_becomes_one_triples_map_with_all_its_statements(view: str) -> None:
    maps = [entity for entity in MAPS if entity.view in {view, "both"}]
    graph = parse(rml_document(maps, BASE, graph="https://example.org/g"))
    triples_maps = set(graph.subjects(RDF.type, RML.TriplesMap))
    assert len(triples_maps) == len(maps)
    for entity in maps:
        subject = URIRef(f"https://example.org/rml#default-{entity.name}")
        assert len(list(graph.objects(subject, RML.predicateObjectMap))) == len(entity.properties)
        (subject_map,) = graph.objects(subject, RML.subjectMap)
        assert {str(each) for each in graph.objects(subject_map, RML["class"])} == set(entity.types)


def test_relative_templates_get_the_base_and_columns_with_reserved_names_another_one() -> None:
    document = rml_document(maps_of("default"), BASE)
    assert 'rml:template "https://example.org/id/{subject_class}/{subject_key}"' in document
    assert "{subject}" not in document
    assert 'rml:reference "website" ; rml:termType rml:IRI' in document


def test_what_the_mapping_references_is_in_the_tables_that_are_written(tmp_path: Path) -> None:
    rows = [
        Project(record="a.1", key="a.1", website="http://example.org/"),
        Organisation(record="a.1", key="a.o", name="Ä\n\"B\"", language="de", country="AT", region="AT32"),
        Topic(record="a.1", subject_class="project", subject="a.1", scheme="s3-domain", code="AUTO"),
    ]  # fmt: skip
    resolved = resolve(records_from_rows(rows))
    part = next(graph_parts(resolved.stated, resolved.consolidated, BASE))
    mapping = write_rml(part.maps, part.tables, BASE, tmp_path)
    graph = parse(mapping.read_text(encoding="utf-8"))
    used = 0
    for triples_map in graph.subjects(RDF.type, RML.TriplesMap):
        (source,) = graph.objects(triples_map, RML.logicalSource / RML.source)
        with Path(str(source)).open(encoding="utf-8", newline="") as stream:
            columns = set(next(csv.reader(stream)))
        terms = RML.predicateObjectMap / RML.objectMap / RML.reference
        references = {str(each) for each in graph.objects(triples_map, terms)}
        assert references <= columns
        used += len(references)
    assert used > 10


def test_tables_without_rows_are_left_out(tmp_path: Path) -> None:
    resolved = resolve(RecordSet({}))
    part = next(graph_parts(resolved.stated, resolved.consolidated, BASE))
    mapping = write_rml(part.maps, part.tables, BASE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [mapping.name]
    assert len(parse(mapping.read_text(encoding="utf-8"))) == 0


def test_a_null_is_an_empty_cell_and_text_is_kept(tmp_path: Path) -> None:
    write_rml([THINGS], things(object=['say "ä",\nthen']), BASE, tmp_path)
    with (tmp_path / "thing.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == [
            {"key": "a", "object_key": 'say "ä",\nthen', "tag": "en", "graph_key": ""}
        ]


def test_an_empty_string_is_refused_because_a_table_cannot_tell_it_from_null(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="table thing, column object: expected text or null, found empty strings"):
        write_rml([THINGS], things(object=[""]), BASE, tmp_path)


def test_graph_and_name_of_the_graph_are_written() -> None:
    document = rml_document([THINGS], BASE, graph="https://example.org/g", name="own")
    assert "rml:graphMap [ rml:constant <https://example.org/g> ]" in document
    assert "<#own-thing> a rml:TriplesMap" in document
