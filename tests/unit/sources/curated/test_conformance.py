"""What a file of facts must be like, and what is said when it is not."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.records import TABLES
from ecosystem_graph.sources.curated.conformance import check_conformance, read_schema
from ecosystem_graph.sources.curated.document import load_document
from ecosystem_graph.sources.curated.kind import KINDS
from ecosystem_graph.terms import CONCEPTS

HEAD = "format: ecosystem-graph/curated/1\nsources:\n  - {id: page, title: A page, publisher: Somebody}\n"
DERIVED = {"record", "key", "date_precision"}


def check(tmp_path: Path, body: str, head: str = HEAD) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(head + body, encoding="utf-8")
    check_conformance(load_document(path))


def refusal(tmp_path: Path, body: str, head: str = HEAD) -> tuple[str, str]:
    """Return message (without the folder) and hint."""
    with pytest.raises(SourceFormatError) as raised:
        check(tmp_path, body, head)
    return str(raised.value).removeprefix(f"{tmp_path}/"), raised.value.hint


def test_the_published_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(read_schema())
    assert read_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("collection", KINDS)
def test_the_schema_offers_every_column_of_its_row_class(collection: str) -> None:
    properties = read_schema()["properties"][collection]["items"]["properties"]
    columns = {field.name for field in dataclasses.fields(KINDS[collection].row)} - DERIVED
    nested = {"id", "source", "texts", "topics", "identifiers", "amounts", "indicators"}
    assert properties.keys() - nested == columns


def test_every_kind_is_a_record_table() -> None:
    assert {kind.folder for kind in KINDS.values()} < set(TABLES)
    assert all(TABLES[kind.folder] is kind.row for kind in KINDS.values())


def test_every_scheme_of_the_schema_is_a_vocabulary() -> None:
    def schemes(node: Any) -> set[str]:
        if isinstance(node, list):
            return {scheme for each in node for scheme in schemes(each)}
        if not isinstance(node, dict):
            return set()
        own = {node["x-concept-scheme"]} if "x-concept-scheme" in node else set()
        return own | {scheme for each in node.values() for scheme in schemes(each)}

    assert schemes(read_schema()) <= CONCEPTS.keys()


def test_every_key_of_the_schema_is_described() -> None:
    for name, rule in read_schema()["properties"].items():
        assert rule["description"], name
        for key, below in rule.get("items", {}).get("properties", {}).items():
            assert below.get("description") or key in {"class", "key"} or below["type"] == "array", (name, key)


def test_a_file_with_sources_alone_conforms(tmp_path: Path) -> None:
    check(tmp_path, "")


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "projects:\n  - {id: p}\n",
            "facts.yaml: projects[0], line 5: expected the key 'source', found only the keys id",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page, acronim: A}\n",
            "found 'acronim'",
            "Did you mean 'acronym'?",
        ),
        (
            "projects:\n  - {id: p, source: pagge}\n",
            "facts.yaml: projects[0].source, line 5: expected the id of a source in this file, found 'pagge'",
            "Did you mean 'page'?",
        ),
        (
            "projects:\n  - id: p\n    source: page\n    programme: interreg-eurpe\n"
            "programmes:\n  - {id: interreg-europe, source: page, name: Interreg Europe}\n",
            "projects[0].programme, line 7: expected the id of a programme in this file, found 'interreg-eurpe'",
            "Did you mean 'interreg-europe'?",
        ),
        (
            "organisations:\n  - {id: o, source: page, name: O, parent: keep-eu.abc}\n",
            "organisations[0].parent, line 5: expected the id of an organisation in this file, found 'keep-eu.abc'",
            "Entities of other files are listed under 'external' by their full key.",
        ),
        (
            "organisations:\n  - {id: o, source: page, name: O, type: higher-educaton}\n",
            "organisations[0].type, line 5: expected a code of the scheme 'organisation-type', found 'higher-educaton'",
            "Did you mean 'higher-education'?",
        ),
        (
            "projects:\n  - {id: p, source: page, topics: [{scheme: s3-domain, code: MANUF}]}\n",
            "projects[0].topics[0].code, line 5: expected a code of the scheme 's3-domain', found 'MANUF'",
            "Did you mean 'MANU'?",
        ),
        (
            "projects:\n  - {id: p, source: page, topics: [{scheme: s3-domains, code: MANU}]}\n",
            "projects[0].topics[0].scheme, line 5: expected a concept scheme, found 's3-domains'",
            "Did you mean 's3-domain'?",
        ),
        (
            "projects:\n  - {id: p, source: page, start: 2019-02-29}\n",
            "projects[0].start, line 5: expected a date",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page, start: 1 May 2019}\n",
            "projects[0].start, line 5: expected a date",
            "",
        ),
        (
            "projects:\n  - {id: P 1, source: page}\n",
            "projects[0].id, line 5: expected an identifier of small letters, digits and hyphens, found 'P 1'",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page, website: www.example.org}\n",
            "projects[0].website, line 5: expected a web address that begins with http:// or https://",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page, amounts: [{kind: eu}]}\n",
            "projects[0].amounts[0], line 5: expected the key 'value', found only the keys kind",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page, amounts: [{kind: eu, value: 1.5}]}\n",
            "projects[0].amounts[0].value, line 5: expected an amount in quotes",
            "",
        ),
        (
            "clusters:\n  - {id: c, source: page, name: C, region: AT31}\n",
            "clusters[0], line 5: expected the key 'region_edition'",
            "",
        ),
        (
            "clusters:\n  - {id: c, source: page, name: C, country: Austria}\n",
            "clusters[0].country, line 5: expected a country code of two capital letters",
            "",
        ),
        (
            "services:\n  - {id: s, source: page, infrastructure: i, name: S, language: en, trl_max: 10}\n"
            "infrastructures:\n  - {id: i, source: page, name: I}\n",
            "services[0].trl_max, line 5: expected at most 9, found 10",
            "",
        ),
        (
            "projects:\n  - {id: p, source: page}\nclusters:\n  - {id: c, source: page, name: C}\n"
            "relations:\n  - {source: page, subject: cluster/c, predicate: involvesCluster, object: cluster/c}\n",
            "relations[0].subject, line 9: expected one of the classes project before the slash, found 'cluster/c'",
            "",
        ),
        (
            "claims:\n  - {id: c, source: page, about: region/AT, property: statedPartnerCnt,"
            " value: x, confidence: 1}\n",
            "claims[0].property, line 5: expected the local name of a term of the ontology, found 'statedPartnerCnt'",
            "Did you mean 'statedPartnerCount'?",
        ),
        (
            "projects:\n  - {id: p, source: page}\n  - {id: p, source: page}\n",
            "projects[1].id, line 6: expected an id that is used once in the file, found 'p', which is also the id",
            "A second block with the same id is for a second source that states the same entity.",
        ),
        (
            "projects:\n  - {id: page, source: page}\n",
            "projects[0].id, line 5: expected an id that is used once in the file, found 'page'",
            "A second block with the same id is for a second source that states the same entity.",
        ),
        (
            "organisations:\n  - {id: o, source: page, name: 'O, o@example.org'}\n",
            "organisations[0].name, line 5: expected no mail addresses and no telephone numbers, found what looks like",
            "Facts are about organisations; leave personal contact data out.",
        ),
    ],
)
def test_a_file_that_does_not_conform_is_refused_with_place_expected_found_and_hint(
    tmp_path: Path, body: str, message: str, hint: str
) -> None:
    found, given = refusal(tmp_path, body)
    assert message in found
    assert given == hint


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("format: ecosystem-graph/curated/2\n", "format, line 1: expected 'ecosystem-graph/curated/1', found"),
        ("format: ecosystem-graph/curated/1\n", "line 1: expected the key 'sources', found only the keys format"),
        ("- a\n", "line 1: expected a mapping with the key 'format'"),
        ("format: ecosystem-graph/curated/1\nsources: []\n", "sources, line 2: expected"),
        (
            "format: ecosystem-graph/curated/1\nsources: page\n",
            "sources, line 2: expected a value of type array",
        ),
        ("format: ecosystem-graph/curated/1\nsources:\nprojects:\n", "sources, line 2: expected a value of type array"),
    ],
)
def test_version_and_outline_are_checked_first(tmp_path: Path, head: str, message: str) -> None:
    assert message in refusal(tmp_path, "", head)[0]


def test_a_second_source_may_state_the_same_project_but_not_the_same_participation(tmp_path: Path) -> None:
    two = HEAD + "  - {id: other, title: Another page, publisher: Somebody}\n"
    check(tmp_path, "projects:\n  - {id: p, source: page}\n  - {id: p, source: other}\n", two)
    body = (
        "projects:\n  - {id: p, source: page}\norganisations:\n  - {id: o, source: page, name: O}\nparticipations:\n"
        "  - {id: x, source: page, project: p, organisation: o, name: O, role: lead}\n"
        "  - {id: x, source: other, project: p, organisation: o, name: O, role: lead}\n"
    )
    assert "participations[1].id" in refusal(tmp_path, body, two)[0]


def test_external_keys_are_accepted_by_class(tmp_path: Path) -> None:
    head = HEAD + "external:\n  - {class: organisation, key: interreg-de.abc}\n"
    check(tmp_path, "clusters:\n  - {id: c, source: page, name: C, managed_by: interreg-de.abc}\n", head)
    body = "projects:\n  - {id: p, source: page, programme: interreg-de.abc}\n"
    assert "expected the id of a programme in this file" in refusal(tmp_path, body, head)[0]


def test_the_schema_file_is_written_as_json_tools_write_it() -> None:
    path = Path(__file__).resolve().parents[4] / "src" / "ecosystem_graph" / "sources" / "curated" / "schema.json"
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("relations: [5]\n", "relations[0], line 4: expected a value of type object, found 5"),
        ("relations: [{predicate: addressesPriority, source: page}]\n", "the key 'subject'"),
        (
            "projects: [{id: a, source: page, acronym: A, start: '2999999999'}]\n",
            "start, line 4: expected a date",
        ),
    ],
)
def test_blocks_that_lack_what_they_are_about_and_endless_years_are_refused(
    body: str, message: str, tmp_path: Path
) -> None:
    assert message in refusal(tmp_path, body)[0]
