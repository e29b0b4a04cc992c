"""A gap is a specialisation without cluster or infrastructure on record, where there could be one on record."""

from collections.abc import Mapping

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.gap import count_facilities, facility_coverage, find_gaps
from ecosystem_graph.specialisation.request import SpecialisationRequest

Tables = Mapping[str, pl.DataFrame]
REQUEST = SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1, draws=0)


def test_facilities_count_in_the_region_around_theirs(worked: Specialisation) -> None:
    assert count_facilities(worked, "cluster").rows() == [("AT11", "AGRI", 1), ("AT11", "ENER", 1)]
    assert facility_coverage(worked)["clusters"] == "2 of 3 have a region of this level and a domain of s3-domain"


def test_gaps_name_what_is_missing(worked: Specialisation) -> None:
    columns = ["domain", "specialised", "clusters", "infrastructures", "gap"]
    assert find_gaps(worked).filter(pl.col("region") == "AT11").select(columns).rows() == [
        ("AGRI", True, 1, 0, "infrastructure"), ("BIOE", True, 0, 1, "cluster"), ("ENER", False, 1, 0, None),
    ]  # fmt: skip
    others = find_gaps(worked).filter(pl.col("region") != "AT11")
    assert (others.height, others["gap"].unique().to_list()) == (6, ["both"])


def test_a_kind_that_nothing_is_known_of_is_not_counted_as_none(release_tables: Tables) -> None:
    bare = {**release_tables, "infrastructure": release_tables["infrastructure"].clear()}
    found = find_gaps(analyse(bare, REQUEST)).filter(pl.col("region") == "AT11").select("infrastructures", "gap")
    assert found.rows() == [(None, "not compared"), (None, "cluster"), (None, None)]


def test_nothing_to_compare_is_an_error_that_says_what_is_on_record(release_tables: Tables) -> None:
    empty = {name: release_tables[name].clear() for name in ("infrastructure", "cluster")}
    with pytest.raises(NotFoundError, match="clusters: 0 of 0 have a region"):
        find_gaps(analyse({**release_tables, **empty}, REQUEST))


def test_domains_that_clusters_cannot_be_filed_under_are_not_gaps(release_tables: Tables) -> None:
    topics, theme = release_tables["topic"], "agriculture-and-fisheries-and-forestry"
    themes = pl.col("code").replace({"AGRI": theme, "BIOE": "sme-and-entrepreneurship"})
    is_project = pl.col("subject_class") == "project"
    moved = topics.with_columns(
        scheme=pl.when(is_project).then(pl.lit("keep-theme")).otherwise("scheme"),
        code=pl.when(is_project).then(themes).otherwise("code"),
    )
    analysis = analyse({**release_tables, "topic": moved}, SpecialisationRequest(min_region=1, min_domain=1, draws=0))
    found = {row["domain"]: row for row in find_gaps(analysis).filter(pl.col("region") == "AT11").iter_rows(named=True)}
    assert (found[theme]["clusters"], found[theme]["infrastructures"]) == (1, None)
    assert (found["sme-and-entrepreneurship"]["clusters"], found["sme-and-entrepreneurship"]["gap"]) == (
        None,
        "not compared",
    )
