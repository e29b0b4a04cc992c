"""Definitions of lists of other things than projects: what they say, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ecosystem_graph.errors import ConfigError, SourceFormatError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.importer import TableImporter
from ecosystem_graph.sources.table.reader import read_definition

HEAD = 'slug = "list"\ntitle = "A list"\npublisher = "Nobody"\nlanguage = "en"\n'
FACILITY = HEAD + '[infrastructure]\nname = "Name"\ncountry = "Country"\n'
POSITION = '[position]\nlatitude = "Lat"\nlongitude = "Long"\n'
NOWHERE = (None, None, None)
Read = Callable[..., Imported]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads text by a definition."""

    def make(definition: str, text: str, name: str = "list.csv") -> Imported:
        toml, path = tmp_path / "my.toml", tmp_path / name
        toml.write_text(definition, encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        read_definition.cache_clear()
        return TableImporter(read_definition(toml)).read(path)

    return make


def codes(imported: Imported) -> list[str]:
    return [issue.code for issue in imported.issues]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (FACILITY + "[cluster]\nname = 'Name'\n", "cluster: expected one section"),
        (FACILITY + "[project]\ntitle = 'Name'\n", "infrastructure: expected one section"),
        (HEAD + "[infrastructure]\ntown = 'Town'\n", "infrastructure.name: expected the column"),
        (HEAD + "[priority]\nname = 'Name'\nstrategy = 'S'\n", "priority.region: expected the column"),
        (HEAD + "[priority]\nname = 'Name'\nregion = 'R'\n", "priority.strategy: expected"),
        (HEAD + "[concept]\nscheme = 'nace2'\nname = 'Name'\n", "concept.id: expected the column"),
        (HEAD + "[concept]\nscheme = 's3-domain'\nid = 'Id'\nname = 'Name'\n", "concept.scheme: expected one of"),
        (FACILITY + "[manager]\nname = 'Host'\n", r"manager: expected a section \[cluster\]"),
        (FACILITY + "[[participant]]\nname = 'Host'\n", r"participant: expected a section \[project\]"),
        (FACILITY + "[[amount]]\ncolumn = 'Cost'\nkind = 'total'\n", "amount: expected no amounts"),
        (FACILITY + "[position]\nlatitude = 'Lat'\n", "position.longitude: expected"),
        (HEAD + "[project]\nid = 'Id'\n" + POSITION, "position: expected a section"),
        (HEAD + "[infrastructure]\nname = 'N'\ntype = { value = 'enterprise' }\n", "infrastructure-type"),
        (FACILITY + "[file]\nahead = 1\n", "file.ahead: expected true or false"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_with_its_key(
    definition: str, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / "my.toml"
    path.write_text(definition, encoding="utf-8")
    with pytest.raises(ConfigError, match=expected):
        read_definition(path)


def test_without_identifier_name_and_place_tell_entities_apart(read: Read) -> None:
    rows = read(FACILITY, "Name,Country,Town\nLab,AT,a\nLab,IT,b\nLab,AT,c\n").records["infrastructure"]
    assert rows["key"].n_unique() == 2
    again = read(FACILITY, "Town,Country,Name\nd,IT,Lab\n").records["infrastructure"]
    assert set(again["key"]) < set(rows["key"])


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("48.30", "14.3", "POINT(14.3 48.30)"),
        ("-90", "180", "POINT(180 -90)"),
        ("90.1", "14", None),
        ("48.3", "-180.5", None),
        ("48° 18'", "14", None),
        ("4.83E1", "14", None),
        ("48.3", "", None),
    ],
)
def test_a_position_is_kept_to_the_digit_or_reported(
    read: Read, latitude: str, longitude: str, expected: str | None
) -> None:
    imported = read(FACILITY + POSITION, f'Name,Country,Lat,Long\nLab,,"{latitude}","{longitude}"\n')
    assert imported.records["geometry"]["wkt"].to_list() == ([expected] if expected else [])
    assert len(imported.issues) == (0 if expected else 1)
    assert imported.rows_mapped == 1


def test_decimal_commas_of_positions_are_stated(read: Read) -> None:
    definition = FACILITY + POSITION + 'decimal = ","\n'
    imported = read(definition, 'Name,Country,Lat,Long\nLab,AT,"48,25","14,5"\n')
    assert imported.records["geometry"]["wkt"].to_list() == ["POINT(14.5 48.25)"]


def test_only_a_position_that_its_country_contradicts_seems_exchanged(read: Read) -> None:
    text = "Name,Country,Lat,Long\nA,AT,14.3,48.3\nB,,14.3,48.3\nC,ES,28.1,-15.4\nD,AT,48.3,14.3\nE,CL,-24.6,-70.2\n"
    imported = read(FACILITY + POSITION, text)
    assert [(issue.code, issue.place) for issue in imported.issues] == [("EG-TAB-031", "row 2")]
    assert imported.records["geometry"].height == 5


def test_concepts_in_a_circle_lose_the_wider_one_and_keep_their_labels(read: Read) -> None:
    definition = HEAD + "[concept]\nscheme = 'nace2'\nid = 'Code'\nname = 'Label'\nbroader = 'Parent'\n"
    imported = read(definition, "Code,Label,Parent\nA,a,C\nB,b,A\nC,c,B\nD,d,C\nE,e,E\nF,f,\n")
    wider = dict(imported.records["concept"].select("code", "broader").iter_rows())
    assert wider == {"A": None, "B": None, "C": None, "D": "C", "E": None, "F": None}
    assert codes(imported) == ["EG-TAB-033"] * 4


def test_a_concept_has_one_label_a_language(read: Read) -> None:
    definition = (
        HEAD + "[concept]\nscheme = 'nace2'\nid = 'Code'\nname = 'EN'\n[[name]]\ncolumn = 'DE'\nlanguage = 'de'\n"
    )
    imported = read(definition, "Code,EN,DE\nA,farms,Landwirtschaft\nA,farming,Landwirtschaft\n")
    languages = imported.records["concept"]["language"].to_list()
    assert (languages, codes(imported)) == (["de", "en"], ["EG-TAB-035"] * 2)


def test_members_belong_to_the_cluster_and_persons_stay_out(read: Read) -> None:
    definition = (
        HEAD
        + "[cluster]\nid = 'Id'\nname = 'Cluster'\n"
        + "[[member]]\nname = 'Member'\njoined = 'Since'\nperson = { pattern = '^Mr ' }\n"
        + "[member.type]\ncolumn = 'Kind'\ncodes = { firm = 'enterprise' }\n[dates]\nformats = ['yyyy']\n"
    )
    text = "Id,Cluster,Member,Kind,Since\n1,Wood,Saw Ltd,firm,2020\n1,Wood,Plank Ltd,firm,\n1,Wood,Mr Hidden,,\n"
    imported = read(definition, text)
    members = imported.records["membership"]
    assert set(members["cluster"]) == {"list.1"}
    assert members["member_type"].to_list() == ["enterprise", "enterprise"]
    assert str(members["joined"].drop_nulls().item()) == "2020-01-01"
    assert imported.records["cluster"].height == 1
    assert "Hidden" not in str([table.to_dicts() for table in imported.records.values()]) + str(imported.issues)


def test_any_key_of_a_document_becomes_a_column_and_texts_become_items(read: Read) -> None:
    definition = (
        HEAD
        + "[file]\nformat = 'json'\npath = 'regions.*.*'\n"
        + "[priority]\nname = { columns = ['title', '(item)'] }\nregion = '(key 1)'\nstrategy = { value = 'S3' }\n"
        + "[ignored]\n'(key 2)' = 'Kind of list.'\n"
    )
    document = {"regions": {"AT31": {"old": [{"title": "Steel"}], "new": ["Batteries"]}, "AT13": {"new": []}}}
    imported = read(definition, json.dumps(document), "list.json")
    assert sorted(imported.records["priority"]["name"]) == ["Batteries", "Steel"]
    assert imported.records["strategy"].select("name", "region").rows() == [("S3", "AT31")]
    with pytest.raises(SourceFormatError, match=r"the key '\*' of file.path"):
        read(definition, json.dumps({"regions": ["AT31"]}), "list.json")


def test_a_star_in_an_ignored_name_stands_for_any_letters_and_other_signs_for_themselves(read: Read) -> None:
    definition = FACILITY + "[ignored]\n'count.*' = 'Numbers.'\n'size [*' = 'Sizes.'\n"
    imported = read(definition, "Name,Country,count.a,count.b,size [m],other\nLab,AT,1,2,3,4\n")
    assert [(issue.code, issue.field) for issue in imported.issues] == [("EG-TAB-001", "other")]


@pytest.mark.parametrize(
    ("section", "town", "region"),
    [
        ("[project]\nid = 'Id'\n[[participant]]\n", None, NOWHERE),
        ("[project]\nid = 'Id'\n[[participant]]\nseat = true\n", "Linz", ("AT312", "2021", "stated")),
        ("[infrastructure]\nname = 'Id'\n[operator]\n", "Linz", NOWHERE),
    ],
)
def test_an_address_is_the_seat_where_the_definition_says_so_and_where_there_is_no_project(
    section: str, town: str | None, region: tuple[str | None, ...], read: Read
) -> None:
    place = "region = 'Nuts'\nregion_edition = '2021'\n" if "participant" in section else ""
    rows = "Id,Name,Town,Nuts\n1,Werk AG,Linz,AT312\n"
    imported = read(HEAD + section + "name = 'Name'\ntown = 'Town'\n" + place, rows)
    (organisation,) = imported.records["organisation"].to_dicts()
    assert organisation["town"] == town
    found = (organisation["region"], organisation["region_edition"], organisation["region_basis"])
    assert found == region
