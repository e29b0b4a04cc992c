"""The graphs of a release."""

import pyoxigraph as ox
import pytest

from ecosystem_graph.graph.dataset import GraphPart, graph_parts, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Project
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.resolve.consolidate import Resolved, resolve
from ecosystem_graph.terms import EG

BASE = "https://example.org/graph/"


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    """Return two sources, one slug being the start of the other, that name one organisation differently."""
    rows = []
    for slug, name in (("keep", "Steiermark"), ("keep-eu", "Styria")):
        record = f"{slug}.1"
        rows += [
            Dataset(record=slug, key=slug, title=slug, publisher="P"),
            Record(record=record, key=record, source=slug, kind="page", file="f", checksum="0", locator="row 1"),
            Project(record=record, key=record),
            Organisation(record=record, key=f"{slug}.o", name=name),
            Identifier(
                record=record, subject_class="organisation", subject=f"{slug}.o", scheme="ror", value="03yrm5c26"
            ),
        ]
    return resolve(records_from_rows(rows))


def named(resolved: Resolved, *, source_graphs: bool = True) -> dict[str, GraphPart]:
    parts = graph_parts(resolved.stated, resolved.consolidated, BASE, source_graphs=source_graphs)
    return {(part.graph or "").removeprefix(f"{BASE}graph/"): part for part in parts}


def quads(part: GraphPart) -> list[ox.Quad]:
    return [*ox.parse(b"".join(emit_nquads(part.maps, part.tables, BASE, part.graph)), ox.RdfFormat.N_QUADS)]


def objects(part: GraphPart, predicate: str) -> set[str]:
    return {str(quad.object) for quad in quads(part) if quad.predicate.value == predicate}


def test_the_default_graph_comes_first_and_named_graphs_in_order(resolved: Resolved) -> None:
    names = list(named(resolved))
    assert names == ["", "identity", "quality", "source/keep", "source/keep-eu"]
    assert names == sorted(names)
    assert list(named(resolved, source_graphs=False)) == ["", "identity", "quality"]


def test_each_source_graph_holds_the_rows_of_its_source_alone(resolved: Resolved) -> None:
    parts = named(resolved)
    for slug, name in (("keep", "Steiermark"), ("keep-eu", "Styria")):
        tables = parts[f"source/{slug}"].tables
        assert tables["organisation"].select("key", "name").rows() == [("ror.03yrm5c26", name)]
        assert tables["project"]["key"].to_list() == [f"{slug}.1"]
        assert tables["dataset"]["key"].to_list() == [slug]
        assert tables["record"]["key"].to_list() == [f"{slug}.1"]


def test_no_stated_row_is_lost_between_the_source_graphs(resolved: Resolved) -> None:
    parts = [part for name, part in named(resolved).items() if name.startswith("source/")]
    written = {name for part in parts for name in part.tables}
    assert {"dataset", "record", "project", "organisation", "identifier"} <= written
    for name in written:
        assert sum(part.tables[name].height for part in parts) == resolved.stated[name].height, name


def test_records_and_datasets_of_one_source_alone_give_one_graph() -> None:
    rows = [Dataset(record="a", key="a", title="A", publisher="P"), Project(record="a.1", key="a.1")]
    parts = named(resolve(records_from_rows(rows)))
    assert parts["source/a"].tables["project"].height == 1


def test_nothing_stated_gives_no_source_graph() -> None:
    parts = named(resolve(RecordSet({})))
    assert list(parts) == ["", "identity", "quality"]
    assert all(quads(part) == [] for part in parts.values())


def test_a_conflict_names_the_property_of_the_ontology_in_which_values_differ(resolved: Resolved) -> None:
    part = named(resolved)["quality"]
    assert objects(part, EG.conflictProperty) == {"<http://www.w3.org/2000/01/rdf-schema#label>"}
    assert objects(part, EG.conflictValue) == {'"Steiermark"', '"Styria"'}


def test_the_identity_graph_links_stated_entities_to_canonical_ones(resolved: Resolved) -> None:
    linked = objects(named(resolved)["identity"], EG.linkSubject)
    assert linked == {f"<{BASE}id/organisation/{key}>" for key in ("keep.o", "keep-eu.o")}


def test_canonical_iris_are_the_same_in_all_graphs(resolved: Resolved) -> None:
    for name in ("", "source/keep", "source/keep-eu"):
        subjects = {str(quad.subject) for quad in quads(named(resolved)[name])}
        assert f"<{BASE}id/organisation/ror.03yrm5c26>" in subjects


def test_each_prefix_stands_for_one_namespace(resolved: Resolved) -> None:
    prefixes = turtle_prefixes(BASE, PREFIXES)
    assert len(set(prefixes.values())) == len(prefixes)
    assert prefixes[f"{BASE}id/project/"] == "project"
    assert prefixes[f"{BASE}id/record/"] == "record"
    assert prefixes["https://w3id.org/ecosystem-graph/def/role/"] == "def-role"
    assert all(prefix.replace("-", "").isalnum() for prefix in prefixes.values())
    assert set(prefixes.values()) >= set(PREFIXES)
