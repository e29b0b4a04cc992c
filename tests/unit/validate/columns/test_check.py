import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.errors import ConfigError, NotFoundError
from ecosystem_graph.namespaces import DEFAULT_BASE, SHAPES
from ecosystem_graph.release import Release
from ecosystem_graph.validate.columns.check import check_release_tables, check_tables
from ecosystem_graph.validate.release import check_release
from ecosystem_graph.validate.shacl import validate_document
from ecosystem_graph.validate.shapes import Shapes, load_shapes, read_own_shapes

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[3] / "fixtures" / "shapes" / "broken.toml").read_text(encoding="utf-8")
)["case"]

NOT_IN_TABLES = {
    # the column has another type, or always a language, or a fixed one
    "BudgetItem-amount", "Call-closed", "Indicator-value", "Issue-comment", "Participation-left", "Project-start",
    "Project-stated-partners", "Project-title", "Region-valid-in", "Service-name", "Text-value",
    # IRI and statement come from the same column, so they cannot differ
    "Conflict-subject", "Identifier-scheme", "Identifier-value", "IdentityLink-once", "IdentityLink-subject",
    "Region-code", "Region-iri",
    # the mapping does not write such a statement
    "Claim-property", "Identity-same-as", "Privacy-mailbox", "Privacy-person", "Topic-concept",
}  # fmt: skip
"""Shapes with a case that no table can hold; a SHACL engine alone can find it."""

Tables = dict[str, pl.DataFrame]
TablesOf = Callable[[bytes], Tables | None]
BreakShape = Callable[[Mapping[str, str]], bytes]


def case_name(case: Mapping[str, str]) -> str:
    return f"{case['shape']}-{case['about'].rpartition(':')[2]}"


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_tables_and_graph_give_the_same_findings(
    case: Mapping[str, str], break_shape: BreakShape, tables_of: TablesOf, only: Callable[[str], Shapes]
) -> None:
    document, shapes = break_shape(case), only(case["shape"])
    tables = tables_of(document)
    if tables is None:
        assert case["shape"] in NOT_IN_TABLES
        return
    found = check_tables(tables, shapes=shapes).findings
    assert {finding.shape for finding in found} == {SHAPES + case["shape"]}
    assert set(found) == set(validate_document(document, shapes))


@pytest.mark.parametrize("part", range(4))
def test_tables_and_graph_in_which_much_is_broken_give_the_same_findings_of_all_shapes(
    part: int, break_shapes: Callable[[Sequence[Mapping[str, str]]], bytes], tables_of: TablesOf
) -> None:
    document = break_shapes([case for case in CASES if case["shape"] not in NOT_IN_TABLES][part::4])
    tables = tables_of(document)
    assert tables is not None
    found = check_tables(tables).findings
    assert len(found) > 20
    assert set(found) == set(validate_document(document))


def test_what_no_table_can_hold_is_listed(break_shape: BreakShape, tables_of: TablesOf) -> None:
    assert {case["shape"] for case in CASES if tables_of(break_shape(case)) is None} == NOT_IN_TABLES


def test_sound_tables_have_no_findings(sound_tables: Tables) -> None:
    assert check_tables(sound_tables).findings == ()


def test_tables_without_rows_have_no_findings(sound_tables: Tables) -> None:
    assert check_tables({name: table.clear() for name, table in sound_tables.items()}).findings == ()


def test_the_order_of_the_rows_does_not_matter(break_shape: BreakShape, tables_of: TablesOf) -> None:
    tables = tables_of(break_shape(CASES[0]))
    assert tables is not None
    turned = {name: table.reverse() for name, table in tables.items()}
    assert check_tables(turned).table.equals(check_tables(tables).table)


def test_the_base_of_the_focus_nodes_can_be_set(break_shape: BreakShape, tables_of: TablesOf) -> None:
    (case,) = [case for case in CASES if case["shape"] == "Project-months"]
    tables = tables_of(break_shape(case))
    assert tables is not None
    here, there = (check_tables(tables, base=base).findings for base in (DEFAULT_BASE, "https://example.org/"))
    moved = [replace(each, focus_node=each.focus_node.replace(DEFAULT_BASE, "https://example.org/")) for each in here]
    assert list(there) == moved != []


def test_a_shape_that_tables_cannot_answer_is_an_error(sound_tables: Tables, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .\n"
        "<urn:shape> a sh:NodeShape ; sh:targetClass eg:Project ; sh:not [ sh:path eg:acronym ; sh:minCount 1 ] .\n"
    )
    with pytest.raises(ConfigError, match="urn:shape uses not, which is not understood here"):
        check_tables(sound_tables, shapes=read_own_shapes(path))


def test_a_release_without_tables_is_told_apart_from_a_sound_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"amount\.parquet: expected in every release, found none"):
        check_release_tables(Release(tmp_path))


def test_tables_and_graph_of_the_bundled_records_give_the_same_findings(demo_release: Path) -> None:
    release = Release(demo_release)
    on_tables, on_graph = check_release_tables(release), check_release(release)
    assert on_tables.table.equals(on_graph.table)
    assert on_tables.conforms
    assert pl.read_parquet(release.findings).equals(on_tables.table)


@pytest.mark.slow
@pytest.mark.shared
def test_tables_and_graph_of_a_real_export_give_the_same_findings(keep_release: Path) -> None:
    release = Release(keep_release)
    on_tables, on_graph = check_release_tables(release), check_release(release)
    assert on_tables.table.equals(on_graph.table)
    # Two projects end before they start, in the export too.
    violations = [found for found in on_graph.findings if found.severity == "violation"]
    assert {(found.shape.removeprefix(SHAPES), found.focus_node.rpartition("/")[2]) for found in violations} == {
        ("Project-duration", "keep-eu.claqzgk7ry7zuad6"),
        ("Project-duration", "keep-eu.n73hgazfifxm3okf"),
    }
    assert set(on_graph.shape_counts()) <= {str(name) for name in load_shapes().iris()}
