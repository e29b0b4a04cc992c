"""``reason`` tells whether the ontology contradicts itself, and why."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.graph.ontology import ontology_files

pytestmark = pytest.mark.slow
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")

BROKEN = """
@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/Grant> a owl:Class ; rdfs:label "Grant"@en ; rdfs:subClassOf eg:Project, eg:Programme .
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a copy of the ontology with a class below two disjoint ones."""
    copy = tmp_path / "broken.ttl"
    text = "\n".join(path.read_text(encoding="utf-8") for path in ontology_files())
    copy.write_text(text + BROKEN, encoding="utf-8")
    return copy


@needs_java
def test_the_ontology_is_consistent_and_owl_2_dl(cli: Callable[..., Any]) -> None:
    outcome = cli("reason", "--json")
    verdict = json.loads(outcome.stdout)
    assert outcome.code == 0
    assert (verdict["consistent"], verdict["unsatisfiable"], verdict["profile"]) == (True, [], [])


@needs_java
def test_a_broken_copy_exits_with_4_and_says_why(cli: Callable[..., Any], broken: Path) -> None:
    outcome = cli("reason", "--ontology", broken)
    assert outcome.code == 4
    assert outcome.stdout.endswith("""
Nothing can belong to “Grant” (http://example.org/Grant):
  1. Every “Grant” is a “Programme”.
  2. Every “Grant” is a “Project”.
  3. Nothing is both a “Programme” and a “Project”.
""")
    assert "error: nothing can belong to “Grant”" in outcome.stderr


@needs_java
def test_a_release_is_checked_with_the_ontology_and_what_follows_is_written(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    for name in ("a.nt", "b.nt"):
        outcome = cli("reason", "-d", release, "--entailed", tmp_path / name)
        assert outcome.code == 0
    assert "99 statements, as derived" in outcome.stdout
    lines = (tmp_path / "a.nt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert any(line.endswith("<http://www.w3.org/ns/org#Membership> .") for line in lines)
    assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()


@needs_java
def test_a_release_that_contradicts_the_ontology_exits_with_4(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(release, broken, ignore=shutil.ignore_patterns("store"))
    with (broken / "ecosystem.ttl").open("a", encoding="utf-8") as turtle:
        turtle.write("\n<http://example.org/x> a eg:Cluster, eg:Region .\n")
    outcome = cli("reason", "-d", broken)
    assert outcome.code == 4
    assert "Nothing is both a “Cluster” and a “Region”." in outcome.stdout
    assert "error: the ontology contradicts itself" in outcome.stderr


@needs_java
def test_a_derived_statement_too_few_exits_with_4(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(release, broken, ignore=shutil.ignore_patterns("store"))
    with (broken / "ecosystem.ttl").open("a", encoding="utf-8") as turtle:
        turtle.write("\n<http://example.org/x> eg:hasPartner <http://example.org/y> .\n")
    outcome = cli("reason", "-d", broken)
    assert outcome.code == 4
    assert "100 statements, 0 missing, 1 not derived" in outcome.stdout


def test_without_java_the_command_says_what_to_install(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = cli("reason")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "error: expected Java" in outcome.stderr
    assert "hint: Install a Java runtime" in outcome.stderr


def test_without_a_release_nothing_can_be_entailed(cli: Callable[..., Any], tmp_path: Path) -> None:
    outcome = cli("reason", "--entailed", tmp_path / "all.nt")
    assert outcome.code == 2
    assert "needs a release" in outcome.stderr


@needs_java
def test_a_file_that_is_no_ontology_exits_with_3(cli: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "prose.ttl").write_text("this is prose", encoding="utf-8")
    outcome = cli("reason", "--ontology", tmp_path / "prose.ttl")
    assert outcome.code == 3
    assert "expected RDF" in outcome.stderr
