"""A list against a reference list."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
from tests.unit.resolve.linkage.conftest import mentions_of

from ecosystem_graph.errors import ConfigError, SourceFormatError
from ecosystem_graph.resolve.linkage.explanation import explain_pair
from ecosystem_graph.resolve.linkage.mapping_set import format_sssom, match_mappings
from ecosystem_graph.resolve.linkage.matching import match_mentions
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.resolve.linkage.own_list import format_matches, read_list

KNOWN = pl.concat(
    [
        mentions_of(
            ("Technische Universität Wien", "AT", "Vienna"), ("TU Wien", "AT", "Vienna"),
            ("Universität Wien", "AT", "Vienna"),
            ("Università degli Studi di Milano", "IT", "Milan"), ("University of Milan", "IT", "Milan"),
        ),
        pl.DataFrame({"organisation": ["tuw", "tuw", "uniwien", "unimi", "unimi"]}),
    ],
    how="horizontal",
)  # fmt: skip


def test_each_name_finds_its_organisation_in_another_language() -> None:
    asked = mentions_of(("Vienna University of Technology", "AT", "Wien"), ("Universität Mailand", "IT", "Mailand"))
    best = match_mentions(asked, KNOWN).filter(pl.col("rank") == 1)
    assert best["organisation"].to_list() == ["tuw", "unimi"]


def test_a_name_that_is_not_in_the_list_is_not_matched() -> None:
    asked = mentions_of(("Salzburg Chamber of Commerce", "AT", "Salzburg"), ("", "AT", ""))
    assert not match_mentions(asked, KNOWN)["is_match"].any()


def test_an_equal_name_that_tells_enough_is_found_though_no_country_is_known() -> None:
    names = ("Kozminski University", "Konyang University", "Ministry of Health")
    rows = [(f"o{place}", name, "", "", f"o{place}") for place, name in enumerate(names)]
    reference = pl.DataFrame(rows, schema=[*MENTION_SCHEMA, "organisation"], orient="row")
    asked = reference.with_columns(pl.col("key") + "?")
    found = match_mentions(asked, reference).filter("is_match")
    assert found["organisation"].sort().to_list() == ["o0", "o1"]


@pytest.mark.parametrize(
    ("asked", "another"),
    [
        ("University of Stavanger", "Stavanger University Hospital"),
        ("Universidad de Murcia", "Universidad Católica de Murcia"),
        ("University of Regensburg", "OTH Regensburg"),
    ],
)
def test_where_no_country_is_known_a_namesake_is_not_enough(asked: str, another: str) -> None:
    reference = mentions_of((another, "", "")).with_columns(organisation=pl.lit("another"))
    (best,) = match_mentions(mentions_of((asked, "", "")), reference).iter_rows(named=True)
    assert not best["is_match"], best


def test_the_users_table_comes_back_whole_with_the_match_beside(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "list.csv"
    path.write_text("Name,Land,Nr\nUniversità di Milano,Italien,007\n=1+1,XX,\n,AT,3\n", encoding="utf-8")
    brought = read_list(path, "Name", country_column="Land")
    matches = match_mentions(brought.mentions, KNOWN.with_columns(city=pl.lit("")))
    back = pl.read_csv(format_matches(brought, matches, "csv"), infer_schema=False)
    assert back.select("Name", "Land", "Nr").equals(brought.rows)
    assert back["match"].to_list() == ["unimi", None, None]
    assert sorted(issue.code for issue in brought.issues) == ["EG-LNK-002", "EG-LNK-003"]
    assert format_matches(brought, matches, "xlsx")[:2] == b"PK"


def test_a_missing_column_names_those_that_are_there(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "list.csv"
    path.write_text("Naam,Land\nx,NL\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_list(path, "Name")
    assert "Naam, Land" in caught.value.hint
    (tmp_path / "list.pdf").write_text("x")
    with pytest.raises(SourceFormatError):
        read_list(tmp_path / "list.pdf", "Name")


def test_of_equally_likely_names_the_one_spelt_most_alike_is_shown() -> None:
    best = match_mentions(mentions_of(("University of Milan", "IT", "Milano")), KNOWN).row(0, named=True)
    assert (best["organisation"], best["reference_name"]) == ("unimi", "University of Milan")


def test_the_name_that_is_shown_is_one_of_the_organisation_that_was_found() -> None:
    towns = ("Gelnau", "Torvik", "Ostermond", "Calvera", "Brenzow", "Lidmar", "Passovo", "Quintola")
    kinds = ("University of", "Chamber of Commerce of", "Museum of", "Hospital of")
    rows = [
        (f"{town}-{kind}-{order}", f"{kind}-{town}", name, "", "")
        for town in towns
        for kind in kinds
        for order, name in enumerate((f"{kind} {town}", f"{town}: {kind.removesuffix(' of')}, {town} and beyond"))
    ]
    schema = ["key", "organisation", "name", "country", "city"]
    reference = pl.DataFrame(rows, schema=schema, orient="row")
    asked = reference.select(pl.col("key") + "?", "name", "country", "city")
    found = match_mentions(asked, reference, alternatives=20)
    own = reference.select("organisation", reference_name="name")
    assert found.height > 50
    assert found.join(own, on=["organisation", "reference_name"], how="anti").height == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "an empty file"),
        ("Name;Land\nUniversit\u00e4t Wien;AT\n".encode("cp1252"), "line 2, byte 10: expected text in UTF-8"),
        (b"Name,Land\na,AT,more\n", "line 2: expected no more than the 2 cells of the headings, found 3 cells"),
    ],
)
def test_a_list_that_is_no_table_says_where(tmp_path, content: bytes, told: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(SourceFormatError, match=told):
        read_list(path, "Name")
    (tmp_path / "list.xlsx").write_bytes(b"no workbook")
    with pytest.raises(SourceFormatError, match="expected a workbook"):
        read_list(tmp_path / "list.xlsx", "Name")


def test_a_workbook_with_a_value_far_from_all_others_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>')
    with pytest.raises(SourceFormatError, match=r"own\.xlsx: .*: expected values near each other"):
        read_list(file, "Name")


def test_semicolons_between_cells_are_understood(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "list.csv"
    path.write_text("Name;Land\nA, B and C;AT\n", encoding="utf-8-sig")
    assert read_list(path, "Name", country_column="Land").mentions.row(0) == ("row 2", "A, B and C", "AT", "")


def test_a_mapping_set_states_score_method_and_state() -> None:
    asked = mentions_of(("Università di Milano", "IT", "Milano"))
    text = format_sssom(match_mappings(match_mentions(asked, KNOWN), asked), "https://example.org/set")
    header, row = text.splitlines()[-2:]
    assert header.startswith("subject_id\tsubject_label\tpredicate_id\tobject_id")
    assert "skos:exactMatch\tunimi" in row
    assert "semapv:LexicalMatching" in row
    assert "accepted by rule" in row


def test_an_explanation_adds_up_and_can_be_read() -> None:
    rows = mentions_of(("Universität Mailand", "IT", "Mailand"), ("University of Milan", "IT", "Milan"))
    explanation = explain_pair(rows)
    added = explanation.prior + sum(bits for _, _, bits in explanation.parts)
    assert abs(added - explanation.weight) < 0.05 * len(explanation.parts)
    assert "university (kind)" in explanation.to_lines()[1]


@pytest.mark.parametrize(("city", "other", "less"), [("Mailand", "Milan", 0), ("Mailand", "", 1), ("", "", 3)])
def test_an_explanation_says_how_much_less_a_build_makes_of_names_without_a_town(
    city: str, other: str, less: int
) -> None:
    explanation = explain_pair(mentions_of(("Universität Mailand", "IT", city), ("University of Milan", "IT", other)))
    assert explanation.less == less
    assert any("in a build" in line for line in explanation.to_lines()) == bool(less)
