"""Codes of one edition in another."""

import polars as pl
import pytest

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.territory import Change, Validity
from ecosystem_graph.resolve.edition import convert_codes, link_shares, main_counterpart


def change(source: str, target: str, population: int | None, *, area: int | None = None) -> Change:
    return Change(
        record="n.1", source=source, source_edition="2013", target=target, target_edition="2016", level=3,
        population=population, area=area,
    )  # fmt: skip


@pytest.fixture
def links() -> pl.DataFrame:
    """Return links: one region recoded, one split three to one, one of which nobody knows the inhabitants."""
    rows = [
        change("HU101", "HU110", 1_700_000),
        change("PL129", "PL912", 750),
        change("PL129", "PL913", 250),
        change("FRX01", "FRY01", None, area=30),
        change("FRX01", "FRY02", None, area=10),
    ]
    return link_shares(records_from_rows(rows)["change"])


@pytest.fixture
def validity() -> pl.DataFrame:
    return records_from_rows([Validity(record="n.1", region="MK002", edition="2016")])["validity"]


def codes(*pairs: tuple[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"region": pl.String, "edition": pl.String}, orient="row")


def test_shares_follow_the_inhabitants_or_else_the_area(links: pl.DataFrame) -> None:
    shares = {(row["source"], row["target"]): row["share"] for row in links.iter_rows(named=True)}
    assert shares == {
        ("HU101", "HU110"): 1.0,
        ("PL129", "PL912"): 0.75,
        ("PL129", "PL913"): 0.25,
        ("FRX01", "FRY01"): 0.75,
        ("FRX01", "FRY02"): 0.25,
    }


def test_the_only_counterpart_needs_no_figures_but_one_of_several_does() -> None:
    rows = [change("PT184", "PT1C2", None), change("NO074", "NO072", None), change("NO074", "NO073", None)]
    shares = link_shares(records_from_rows(rows)["change"])
    assert shares.select("source", "target", "share").rows() == [("PT184", "PT1C2", 1.0)]
    measured = [*rows, change("PT184", "PT1C2", 90), change("PT184", "PT1C3", 10)]
    assert dict(link_shares(records_from_rows(measured)["change"]).select("target", "share").iter_rows()) == {
        "PT1C2": 0.9,
        "PT1C3": 0.1,
    }


def test_two_records_of_one_link_count_once() -> None:
    repeated = records_from_rows([change("HU101", "HU110", 10), change("HU101", "HU110", 10)])["change"]
    assert link_shares(repeated)["share"].to_list() == [1.0]


def test_a_code_of_the_edition_itself_stays(links: pl.DataFrame, validity: pl.DataFrame) -> None:
    converted = convert_codes(codes(("AT323", "2016"), ("AT322", None)), links, validity, "2016")
    assert converted["target"].to_list() == ["AT322", "AT323"]


def test_a_recoded_region_gets_its_new_code_and_a_split_one_its_parts(
    links: pl.DataFrame, validity: pl.DataFrame
) -> None:
    converted = convert_codes(codes(("HU101", "2013"), ("PL129", "2013")), links, validity, "2016")
    assert converted.select("region", "target", "share").rows() == [
        ("HU101", "HU110", 1.0),
        ("PL129", "PL912", 0.75),
        ("PL129", "PL913", 0.25),
    ]


def test_a_statistical_region_stays_where_the_list_has_it_and_what_nobody_knows_has_no_counterpart(
    links: pl.DataFrame, validity: pl.DataFrame
) -> None:
    converted = convert_codes(codes(("MK002", "2013"), ("UKI31", "2013")), links, validity, "2016")
    assert converted.select("region", "target").rows() == [("MK002", "MK002"), ("UKI31", None)]


def test_a_code_of_no_edition_is_taken_unless_the_list_of_its_country_lacks_it(
    links: pl.DataFrame, validity: pl.DataFrame
) -> None:
    converted = convert_codes(codes(("MK002", None), ("MK009", None), ("AT323", None)), links, validity, "2016")
    assert converted.select("region", "target").rows() == [("AT323", "AT323"), ("MK002", "MK002"), ("MK009", None)]


def test_only_a_certain_counterpart_stands_for_a_whole_region(links: pl.DataFrame, validity: pl.DataFrame) -> None:
    converted = convert_codes(codes(("HU101", "2013"), ("PL129", "2013"), ("UKI31", "2013")), links, validity, "2016")
    assert main_counterpart(converted)["target"].to_list() == ["HU110"]
    assert main_counterpart(converted, least=0.5)["target"].to_list() == ["HU110", "PL912"]
