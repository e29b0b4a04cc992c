"""Which pairs a person is asked about, and in which order."""

import polars as pl
import pytest

from ecosystem_graph.resolve.review.pair import REVIEW_SCHEMA, review_pairs
from ecosystem_graph.resolve.review.release_table import OrganisationTables


def test_pairs_come_by_the_projects_they_affect_then_by_weight(tables: OrganisationTables) -> None:
    found = review_pairs(tables).select("subject", "object", "state", "projects_affected", "weight_bits").rows()
    assert found == [
        ("list.a", "list.b", "apart", 2, 0.5),
        ("list.c", "list.a", "joined", 1, 2.0),
        ("list.b", "list.d", "apart", 1, 1.5),
    ]


def test_both_sides_are_described_by_what_each_stands_for(tables: OrganisationTables) -> None:
    joined = review_pairs(tables).filter(pl.col("state") == "joined").row(0, named=True)
    assert (joined["subject_name"], joined["subject_town"]) == ("Tyrolean Hospitals", "Hall")
    assert (joined["object_name"], joined["object_town"]) == ("Tirol Kliniken", "Innsbruck")
    apart = review_pairs(tables).filter(pl.col("object") == "list.d").row(0, named=True)
    assert (apart["object_identifiers"], apart["object_sources"]) == ("ror 04zfsh9", "list")
    assert apart["evidence"].startswith("names “Land Tirol”")


@pytest.mark.parametrize(("window", "left"), [((1.0, 6.0), 2), ((1.8, 6.0), 1), ((3.0, 6.0), 0)])
def test_only_pairs_in_the_window_are_uncertain(
    tables: OrganisationTables, window: tuple[float, float], left: int
) -> None:
    assert review_pairs(tables, window=window).height == left


def test_what_was_judged_is_not_asked_again_whichever_way_round(tables: OrganisationTables) -> None:
    judged = pl.DataFrame({"subject": ["list.b", "list.c"], "object": ["list.a", "list.a"]})
    assert review_pairs(tables, judged=judged).select("subject", "object").rows() == [("list.b", "list.d")]


def test_decisions_are_left_empty_and_the_number_of_pairs_is_bounded(tables: OrganisationTables) -> None:
    first = review_pairs(tables, most=1)
    assert first.schema == REVIEW_SCHEMA
    assert (first.height, first["decision"].item(), first["note"].item()) == (1, None, None)


def test_a_release_without_candidates_has_nothing_to_review(tables: OrganisationTables) -> None:
    for name in ("candidate", "identity"):
        (tables.folder / "consolidated" / f"{name}.parquet").unlink()
    assert review_pairs(OrganisationTables(tables.folder)).is_empty()
