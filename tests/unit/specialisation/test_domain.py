"""Domains come from the scheme asked for, at the depth asked for, and from other schemes by published mappings only."""

from collections.abc import Mapping

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.specialisation.domain import (
    bridge_schemes,
    choose_scheme,
    file_under,
    label_domains,
    reachable_codes,
    shorten_codes,
)


def topics(*rows: tuple[str, str, str]) -> Mapping[str, pl.DataFrame]:
    table = pl.DataFrame(rows, schema=["subject", "scheme", "code"], orient="row")
    return {"topic": table.with_columns(subject_class=pl.lit("project"))}


def test_the_scheme_of_most_projects_is_taken_but_none_that_only_says_who_pays() -> None:
    tables = topics(("p", "fund", "ERDF"), ("q", "fund", "ERDF"), ("p", "s3-domain", "AGRI"))
    assert choose_scheme(tables) == "s3-domain"
    with pytest.raises(NotFoundError, match="no project of the release is filed"):
        choose_scheme(topics(("p", "fund", "ERDF")))


def test_a_scheme_that_is_not_there_is_an_error_with_those_that_are() -> None:
    with pytest.raises(NotFoundError, match=r"there is fund \(1 projects\)"):
        choose_scheme(topics(("p", "fund", "ERDF")), "nace2")


@pytest.mark.parametrize(
    ("codes", "depth", "found"),
    [
        (["/23/43/251", "/23/43", "/23"], 2, ["/23/43", "/23/43"]),
        (["28.1", "28", "01.23"], 1, ["28", "28", "01"]),
        (["28.1"], None, ["28.1"]),
    ],
)
def test_codes_are_cut_to_a_depth_and_coarser_ones_left_out(
    codes: list[str], depth: int | None, found: list[str]
) -> None:
    assert shorten_codes(pl.DataFrame({"domain": codes}), depth)["domain"].to_list() == found


@pytest.mark.parametrize(
    ("code", "depth", "message"), [("AGRI", 2, "no such levels"), ("/1/2", 3, "deepest code has 2")]
)
def test_a_depth_that_codes_do_not_have_is_refused(code: str, depth: int, message: str) -> None:
    with pytest.raises(QueryParameterError, match=message):
        shorten_codes(pl.DataFrame({"domain": [code]}), depth)


def test_codes_of_another_scheme_come_by_mapping_and_related_matches_do_not_count() -> None:
    codes = pl.Series(["agriculture-and-fisheries-and-forestry", "demographic-change-and-immigration"])
    bridge = bridge_schemes("keep-theme", "s3-domain", codes)
    assert set(bridge["source"]) == {"agriculture-and-fisheries-and-forestry"}
    assert "AGRI" in bridge["target"].to_list()


def test_a_code_below_a_mapped_one_is_what_that_one_is() -> None:
    bridge = bridge_schemes("euroscivoc", "s3-domain", pl.Series(["/25/59/377/12", "/25/59/377", "/99"]))
    assert bridge.rows() == [("/25/59/377", "AGRI"), ("/25/59/377/12", "AGRI")]
    assert "AGRI" in reachable_codes(["euroscivoc", "none such"], "s3-domain")


def test_mapped_and_stated_domains_of_a_project_are_filed_once() -> None:
    theme = "agriculture-and-fisheries-and-forestry"
    tables = topics(("p", "s3-domain", "AGRI"), ("p", "keep-theme", theme), ("q", "keep-theme", theme))
    alone = file_under(tables, "project", "s3-domain", depth=None, via=None)
    both = file_under(tables, "project", "s3-domain", depth=None, via="keep-theme")
    assert alone.rows() == [("p", "AGRI")]
    assert both.filter(pl.col("domain") == "AGRI").rows() == [("p", "AGRI"), ("q", "AGRI")]


def test_schemes_without_mapping_are_an_error_with_those_that_have_one() -> None:
    with pytest.raises(
        NotFoundError, match=r"no mapping set ties scheme 'fund' to 's3-domain'; tied to it: .*keep-theme"
    ):
        bridge_schemes("fund", "s3-domain", pl.Series(["ERDF"]))


def test_labels_are_those_of_the_ontology_then_of_publishers_then_of_sources_then_the_code() -> None:
    assert label_domains({}, "s3-domain", pl.Series(["AGRI", "NONE"])).rows() == [
        ("AGRI", "Agri-food"),
        ("NONE", "NONE"),
    ]
    concepts = [
        ("nace2", "28", "Maschinenbau", "de"),
        ("nace2", "28", "Machinery", "en"),
        ("nace2", "29", "Autos", "de"),
    ]
    tables = {
        "concept": pl.DataFrame(concepts, schema=["scheme", "code", "label", "language"], orient="row"),
        "open_concept": pl.DataFrame({"scheme": ["nace2"] * 2, "code": ["28", "30"], "label": ["said", "said"]}),
    }
    found = label_domains(tables, "nace2", pl.Series(["28", "29", "30"]))["label"].to_list()
    assert found == ["Machinery", "Autos", "said"]
