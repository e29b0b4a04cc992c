"""Networks asked for in words; what does not go together is refused before any table is read."""

from dataclasses import replace

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.filters import select_participations
from ecosystem_graph.network.request import NetworkRequest, iter_slices, make_network
from ecosystem_graph.records import RecordSet


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "town"}, "unknown level 'town'; use one of organisation, region, country, cluster, domain"),
        ({"weight": "gold"}, "unknown weight 'gold'; use one of newman, count, pair, money, lead"),
        ({"mode": "star"}, "unknown mode 'star'; use one of projected, two-mode, flows"),
        ({"backbone": "spine"}, "unknown backbone 'spine'; use one of disparity, sdsm"),
        ({"nuts": 5}, "unknown NUTS level 5; use 0, 1, 2 or 3"),
        ({"mode": "flows"}, "mode flows is between regions or countries, not of level organisation"),
        ({"mode": "two-mode", "weight": "count"}, "a two-mode network has no weights and no backbone"),
        ({"backbone": "sdsm", "largest": 30}, "backbone sdsm is for projections by newman, count or pair"),
        ({"largest": 1}, "projects of at most 1 actors have no ties"),
    ],
)
def test_what_does_not_go_together_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(QueryParameterError, match=message):
        replace(NetworkRequest(), **change).check()  # type: ignore[arg-type]


def test_a_request_makes_a_network_with_filters_and_release_in_its_recipe(release_tables: RecordSet) -> None:
    request = NetworkRequest(where=("programme=alpine",), period="2015..2017", weight="count")
    network = make_network({**release_tables}, request, release="r1")
    assert (len(network), network.edges.height) == (2, 1)
    recipe = network.recipe
    assert (recipe["filters"], recipe["period"], recipe["release"]) == ("programme=alpine", "2015..2017", "r1")


def test_slices_are_periods_or_every_year_of_the_data(release_tables: RecordSet) -> None:
    assert list(iter_slices({**release_tables}, "2007..2013, 2014")) == ["2007..2013", "2014"]
    assert list(iter_slices({**release_tables}, "year")) == [str(year) for year in range(2012, 2021)]
    undated = {**release_tables, "project": release_tables["project"].with_columns(start=None, end=None)}
    with pytest.raises(NotFoundError, match="no project with partners has dates"):
        list(iter_slices(undated, "year"))


def test_a_region_of_another_edition_is_found_through_the_one_it_became(release_tables: RecordSet) -> None:
    moved = pl.DataFrame(
        {"region": ["UKN04"], "edition": [None], "target": ["UKN0A"]},
        schema={"region": pl.String, "edition": pl.String, "target": pl.String},
    )
    tables = {**release_tables, "harmonised": moved}
    assert select_participations(tables, ["region=UKN0A"]).participations["project"].to_list() == ["p5"]
    changes = (
        release_tables["change"]
        .clear(1)
        .with_columns(
            source=pl.lit("FR21"), source_edition=pl.lit("2013"), target=pl.lit("FRF2"), target_edition=pl.lit("2021")
        )
    )
    with pytest.raises(NotFoundError) as caught:
        select_participations({**tables, "change": changes}, ["region=FR21"])
    assert caught.value.hint == "FR21 is a code of NUTS 2013; in NUTS 2021 it is FRF2."


def test_a_topic_is_named_by_code_or_by_scheme_and_code(release_tables: RecordSet) -> None:
    topics = pl.DataFrame(
        {"subject_class": ["project"], "subject": ["p2"], "scheme": ["keep-theme"], "code": ["Tourism"]}
    )
    tables = {**release_tables, "topic": topics}
    for value in ("tourism", "keep-theme:tourism"):
        assert set(select_participations(tables, [f"topic={value}"]).participations["project"]) == {"p2"}
    with pytest.raises(NotFoundError, match="no topic 'wine'; there is keep-theme:Tourism"):
        select_participations(tables, ["topic=wine"])
