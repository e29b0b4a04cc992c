"""The ontology as quads."""

import pyoxigraph as ox
import pytest

from ecosystem_graph.errors import MappingError
from ecosystem_graph.graph import ontology
from ecosystem_graph.graph.ontology import ontology_files, ontology_quads
from ecosystem_graph.terms import EG


def test_the_ontology_is_its_root_then_modules_then_vocabularies() -> None:
    files = ontology_files()
    assert files[0].name == "ecosystem.ttl"
    folders = [path.parent.name for path in files[1:]]
    assert folders == sorted(folders)
    assert {"modules", "vocabularies"} == set(folders)


def test_quads_are_sorted_unique_and_all_in_the_named_graph() -> None:
    lines = ontology_quads("https://example.org/g").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert all(line.endswith(b" <https://example.org/g> .\n") for line in lines)
    assert {quad.graph_name for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)} == {
        ox.NamedNode("https://example.org/g")
    }


def test_two_runs_give_the_same_bytes() -> None:
    first = ontology_quads("https://example.org/g")
    ontology_quads.cache_clear()
    assert ontology_quads("https://example.org/g") == first


def test_every_term_the_code_knows_is_described() -> None:
    subjects = {str(quad.subject) for quad in ox.parse(ontology_quads("https://example.org/g"), ox.RdfFormat.N_QUADS)}
    terms = {value for value in vars(EG).values() if isinstance(value, str) and value.startswith("https://")}
    assert {f"<{term}>" for term in terms} <= subjects


def test_a_broken_file_is_named(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path_factory.mktemp("ontology") / "broken.ttl"
    broken.write_text("@prefix", encoding="utf-8")
    monkeypatch.setattr(ontology, "ontology_files", lambda: [broken])
    ontology_quads.cache_clear()
    with pytest.raises(MappingError, match=r"broken\.ttl"):
        ontology_quads("https://example.org/g")
