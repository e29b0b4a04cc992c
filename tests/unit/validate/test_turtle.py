from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.compare import isomorphic

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.validate.turtle import parse_graph, read_graph


def test_the_graph_is_the_one_rdflib_reads(sound: Graph) -> None:
    document = sound.serialize(format="turtle") + '<urn:text> eg:languageBasis "detected" ; eg:textRole [ a eg:Text ] .'
    assert isomorphic(parse_graph(document), Graph().parse(data=document, format="turtle"))


def test_a_decimal_keeps_its_zeros() -> None:
    (amount,) = parse_graph("<urn:a> <urn:b> 128131.60 .").objects()
    assert str(amount) == "128131.60"


def test_a_string_has_no_datatype_and_a_text_has_its_language() -> None:
    objects = set(parse_graph('<urn:a> <urn:b> "x", "x"@de .').objects())
    assert objects == {Literal("x"), Literal("x", lang="de")}


def test_files_are_read_by_their_ending(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert len(read_graph(path)) == 1


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"expected a \.ttl or \.nt file, found graph\.xml"):
        read_graph(tmp_path / "graph.xml")


def test_broken_turtle_is_reported_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("<urn:a> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(SourceFormatError, match=r"graph\.ttl: expected RDF that parses, found .*line 1"):
        read_graph(path)
