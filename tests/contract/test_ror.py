"""The importer of ROR dumps: both schemas, every packing, and what is not taken."""

import gzip
import importlib.util
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.registry import find_importer
from ecosystem_graph.sources.ror.importer import companions, read, recognises

LJUBLJANA, STEFAN = "05njb9z20", "05060sz93"


@pytest.fixture(scope="session")
def dump(root: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("ror_dump", root / "tests/fixtures/ror/dump.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def records(dump: ModuleType) -> list[dict[str, Any]]:
    return [dump.first(LJUBLJANA, "University of Ljubljana"), dump.second(STEFAN, "Jožef Stefan Institute")]


def write(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    """Write records in the packing that the name asks for."""
    some = list(records)
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in some).encode()
    array = json.dumps(some, indent=1).encode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v2.0-ror-data_schema_v2.json", array)
            archive.writestr("v2.0-ror-data.json", "[]")
            archive.writestr("v2.0-ror-data.csv", "id\n")
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines))
    else:
        path.write_bytes(array if path.suffix == ".json" else lines)
    return path


@pytest.mark.parametrize("name", ["ror.json", "ror.jsonl", "ror.jsonl.gz", "ror.zip"])
def test_every_packing_gives_the_same_organisations(tmp_path: Path, records: list[dict[str, Any]], name: str) -> None:
    path = write(tmp_path / name, records)
    assert recognises(path)
    assert find_importer(path) == "ror"
    assert companions(path) == ()
    imported = read(path)
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (2, 2, 0)
    found = imported.records["organisation"].select(
        "key", "name", "language", "acronym", "type", "country", "town", "website"
    )
    assert found.rows() == [
        (f"ror.{LJUBLJANA}", "University of Ljubljana", None, "UL", "higher-education", "SI", "Ljubljana",
         "https://www.uni-lj.si"),
        (f"ror.{STEFAN}", "Jožef Stefan Institute", "en", "IJS", "research-organisation", "SI", "Ljubljana",
         "https://www.ijs.si"),
    ]  # fmt: skip


def test_names_keep_their_language_and_kind(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    names = read(write(tmp_path / "ror.json", records)).records["name"]
    assert names.select("subject", "name", "language", "kind").rows() == [
        (f"ror.{LJUBLJANA}", "Univerza v Ljubljani", "sl", "label"),
        (f"ror.{LJUBLJANA}", "UL", None, "acronym"),
        (f"ror.{STEFAN}", "IJS", None, "acronym"),
        (f"ror.{STEFAN}", "Institut Jožef Stefan", "sl", "label"),
    ]


def test_identifiers_are_those_of_ror_and_wikidata(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    identifiers = read(write(tmp_path / "ror.json", records)).records["identifier"]
    assert identifiers.select("scheme", "value").rows() == [
        ("ror", LJUBLJANA), ("wikidata", "Q1377"), ("ror", STEFAN), ("wikidata", "Q1387671"),
    ]  # fmt: skip


def test_a_parent_in_the_file_is_linked_and_another_one_reported(tmp_path: Path, dump: ModuleType) -> None:
    def below(*parents: str) -> list[dict[str, str]]:
        return [{"type": "Parent", "id": dump.PREFIX + parent, "label": "parent"} for parent in parents]

    some = [
        dump.first(LJUBLJANA, "University of Ljubljana"),
        dump.first("00000aa00", "A faculty", relationships=below(LJUBLJANA)),
        dump.first("00000bb00", "An institute", relationships=below("00000zz00")),
        dump.first("00000cc00", "A joint institute", relationships=below(LJUBLJANA, "00000aa00")),
    ]
    imported = read(write(tmp_path / "ror.json", some))
    parents = imported.records["organisation"]["parent"].to_list()
    assert parents == [None, f"ror.{LJUBLJANA}", None, None]
    assert [(issue.code, issue.place, issue.found) for issue in imported.issues] == [
        ("EG-ROR-004", "record 3", "00000zz00"),
        ("EG-ROR-005", "record 4", f"{LJUBLJANA}, 00000aa00"),
    ]


def test_what_cannot_be_taken_is_counted_and_reported(tmp_path: Path, dump: ModuleType) -> None:
    some = [
        dump.first(LJUBLJANA, "University of Ljubljana"),
        dump.second(LJUBLJANA, "University of Ljubljana"),
        dump.first("00000aa00", "Gone", status="withdrawn"),
        dump.first("00000bb00", ""),
        {"id": "https://ror.org/00000cc00", "status": "active"},
        {"status": 5},
        dump.second("", "Nobody"),
        dump.second("00000dd00", " "),
    ]
    imported = read(write(tmp_path / "ror.json", some))
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (8, 1, 7)
    assert Counter(issue.code for issue in imported.issues) == {
        "EG-ROR-001": 1, "EG-ROR-002": 2, "EG-ROR-003": 1, "EG-ROR-006": 2, "EG-ROR-007": 1,
    }  # fmt: skip


def test_types_that_do_not_agree_give_none_and_stay_as_published(tmp_path: Path, dump: ModuleType) -> None:
    some = [
        dump.second(STEFAN, "Both", types=["education", "company"]),
        dump.second("00000aa00", "F", types=["funder"]),
    ]
    found = read(write(tmp_path / "ror.json", some)).records["organisation"].select("type", "type_raw").rows()
    assert found == [(None, "education; company"), (None, "funder")]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": "https://ror.org/05njb9z20"}', "<html>", '[{"id": 3}]'])
def test_other_files_are_not_recognised(tmp_path: Path, text: str) -> None:
    path = tmp_path / "some.json"
    path.write_text(text, encoding="utf-8")
    assert not recognises(path)


def test_a_dump_that_is_cut_off_is_a_clear_error(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    path = write(tmp_path / "ror.json", records)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceFormatError, match="expected a JSON array of records") as caught:
        read(path)
    assert "download it again" in caught.value.hint


def test_lines_that_are_no_json_are_reported_with_their_number(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    path = write(tmp_path / "ror.jsonl", records)
    path.write_bytes(path.read_bytes() + b"\xff\xfe not json\n")
    imported = read(path)
    assert (imported.rows_read, imported.rows_mapped) == (3, 2)
    assert [(issue.code, issue.place) for issue in imported.issues] == [("EG-ROR-002", "line 3")]


def test_the_real_half_dump_is_read_whole(shared: Path) -> None:
    path = shared / "data" / "ror" / "ror_records_half.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        stated = [json.loads(line) for line in stream]
    taken = [each for each in stated if each["status"] != "withdrawn"]
    imported = read(path)
    assert (imported.rows_read, imported.rows_mapped) == (len(stated), len(taken))
    organisations = imported.records["organisation"]
    assert set(organisations["key"]) == {f"ror.{each['id'][-9:]}" for each in taken}
    first = [each for each in taken if "names" not in each]
    labels = {(each["id"][-9:], label["label"], label["iso639"]) for each in first for label in each["labels"]}
    names = imported.records["name"].with_columns(pl.col("subject").str.strip_prefix("ror."))
    assert labels <= set(names.select("subject", "name", "language").rows())
    assert len(labels) > 5_000
