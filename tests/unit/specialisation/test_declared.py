"""Declared and revealed domains are compared where both are known, and everything else is listed with the reason."""

from collections.abc import Mapping

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.declared import compare_declared, find_declared, measure_agreement
from ecosystem_graph.specialisation.request import SpecialisationRequest


def test_a_strategy_for_a_wider_region_holds_within_it(worked: Specialisation) -> None:
    declared, _ = find_declared(worked)
    assert declared.rows() == [
        ("AT11", "AGRI", "s.old", "AT11"), ("AT11", "DIGI", "s.old", "AT11"), ("SI03", "DIGI", "s.wide", "SI0"),
    ]  # fmt: skip


def test_what_cannot_be_compared_is_listed_with_the_reason(worked: Specialisation) -> None:
    _, rest = find_declared(worked)
    assert rest.rows() == [
        ("AT11", "TOUR", "no such domain is among those measured"),
        ("AT11", "nace2:99", "no mapping to s3-domain"),
        (
            "AT211", "s3-domain:DIGI",
            "the strategy is for part of a region of this level, or for a region of another edition",
        ),
    ]  # fmt: skip


def test_each_domain_is_declared_revealed_or_both(worked: Specialisation) -> None:
    rows = compare_declared(worked).filter(pl.col("region") == "AT11").select("domain", "status").rows()
    assert rows == [
        ("AGRI", "both"), ("DIGI", "declared only"), ("TOUR", "not compared"), ("nace2:99", "not compared"),
        ("BIOE", "revealed only"),
    ]  # fmt: skip


def test_regions_without_strategy_are_not_said_to_declare_nothing(worked: Specialisation) -> None:
    assert "AT12" not in compare_declared(worked)["region"].to_list()


def test_agreement_counts_what_can_be_compared(worked: Specialisation) -> None:
    rows = {row["region"]: row for row in measure_agreement(worked).iter_rows(named=True)}
    assert (rows["AT11"]["precision"], rows["AT11"]["recall"]) == (0.5, 0.5)
    assert rows["AT11"]["jaccard"] == pytest.approx(1 / 3)
    assert (rows["SI03"]["precision"], rows["SI03"]["recall"], rows["SI03"]["not_compared"]) == (1.0, 0.5, 0)
    assert (rows["AT211"]["precision"], rows["AT211"]["not_compared"]) == (None, 1)


def test_of_a_region_whose_declared_domains_cannot_be_compared_nothing_is_said(
    release_tables: Mapping[str, pl.DataFrame],
) -> None:
    topics = release_tables["topic"]
    other = pl.when(pl.col("subject_class") == "priority").then(pl.lit("fund")).otherwise("scheme").alias("scheme")
    tables = {**release_tables, "topic": topics.with_columns(other)}
    analysis = analyse(tables, SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1, draws=0))
    row = measure_agreement(analysis).row(by_predicate=pl.col("region") == "AT11", named=True)
    assert (row["declared"], row["revealed"], row["not_compared"]) == (0, 2, 4)
    assert (row["precision"], row["recall"], row["jaccard"]) == (None, None, None)


def test_with_a_period_strategies_of_that_time_count(release_tables: Mapping[str, pl.DataFrame]) -> None:
    request = SpecialisationRequest(scheme="s3-domain", period="2016", min_region=1, min_domain=1, draws=0)
    declared, _ = find_declared(analyse(release_tables, request))
    assert declared["strategy"].unique().to_list() == ["s.old"]


def test_without_strategies_there_is_nothing_to_compare(release_tables: Mapping[str, pl.DataFrame]) -> None:
    bare = {**release_tables, "strategy": release_tables["strategy"].clear()}
    with pytest.raises(NotFoundError, match="0 strategies are on record"):
        find_declared(analyse(bare, SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1)))
