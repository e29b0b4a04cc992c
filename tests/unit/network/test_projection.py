"""The projection of participations onto organisations, on networks whose weights are known."""

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.actor import describe_participants
from ecosystem_graph.network.projection import coparticipation_network
from ecosystem_graph.network.recipe import recipe_of
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation


def _participation(
    project: str, organisation: str, country: str | None = None, region: str | None = None, edition: str | None = None
) -> Participation:
    return Participation(
        record="r",
        key=f"{project}.{organisation}",
        project=project,
        organisation=organisation,
        name="as stated",
        role="partner",
        country=country,
        region=region,
        region_edition=edition,
    )


def _pairs(network: "nx.Graph[str]", figure: str) -> dict[str, float]:
    return {"".join(sorted((u, v))): values[figure] for u, v, values in network.edges(data=True)}


def _network(*rows: Participation | Organisation) -> "nx.Graph[str]":
    tables = records_from_rows(rows)
    return coparticipation_network(tables["participation"], tables["organisation"], base_iri="https://example.org/")


def test_newman_weights_of_the_worked_example_are_those_of_the_formula(worked_example: "nx.Graph[str]") -> None:
    third = 1 / 3
    expected = {"ab": 4 / 3, "ac": third, "ad": third, "bc": third, "bd": third, "cd": 5 / 6, "ce": 0.5, "de": 0.5}
    assert _pairs(worked_example, "weight") == pytest.approx(expected)


def test_shared_projects_are_counted_beside_the_weight(worked_example: "nx.Graph[str]") -> None:
    shared = _pairs(worked_example, "projects")
    assert {pair: projects for pair, projects in shared.items() if projects > 1} == {"ab": 2, "cd": 2}


def test_count_weights_are_the_numbers_of_shared_projects(worked_example: "nx.Graph[str]") -> None:
    rows = [("P1", each) for each in "abcd"] + [("P2", "a"), ("P2", "b")] + [("P3", each) for each in "cde"]
    table = pl.DataFrame(rows, schema=["project", "organisation"], orient="row").with_columns(
        name="organisation", country=pl.lit(None), region=pl.lit(None), region_edition=pl.lit(None)
    )
    network = coparticipation_network(table, RecordSet({})["organisation"], weighting="count")
    assert all(values["weight"] == values["projects"] for *_, values in network.edges(data=True))
    assert network.number_of_edges() == worked_example.number_of_edges()


def test_s3_4alpclusters_has_91_pairs_of_which_73_cross_a_border(consortium: "nx.Graph[str]") -> None:
    countries = [(consortium.nodes[u]["country"], consortium.nodes[v]["country"]) for u, v in consortium.edges]
    assert (len(consortium), len(countries)) == (14, 91)
    assert sum(one != other for one, other in countries) == recipe_of(consortium)["cross_country_edges"] == 73


def test_an_organisation_counts_once_per_project_however_many_rows_it_has() -> None:
    network = _network(_participation("p", "a"), _participation("p", "a"), _participation("p", "b"))
    assert [values for *_, values in network.edges(data=True)] == [{"weight": 1.0, "projects": 1}]
    assert [values["projects"] for values in network.nodes.values()] == [1, 1]


def test_an_organisation_with_single_partner_projects_only_stays_as_a_node_without_neighbours() -> None:
    network = _network(_participation("p", "a"), _participation("q", "b"), _participation("q", "c"))
    assert sorted(dict(network.degree).values()) == [0, 1, 1]
    assert recipe_of(network)["projects_of_one_organisation"] == 1


def test_no_participation_gives_a_network_without_nodes_that_still_tells_how_it_was_made() -> None:
    empty = RecordSet({})
    network = coparticipation_network(empty["participation"], empty["organisation"])
    assert (len(network), network.number_of_edges()) == (0, 0)
    assert recipe_of(network)["weighting"] == "newman"


def test_country_and_region_are_the_most_frequent_ones_and_ties_go_to_the_smallest_code() -> None:
    network = _network(
        _participation("p", "a", country="IT", region="ITC4C"),
        _participation("q", "a", country="FR", region="FRK26"),
        _participation("r", "a", country="FR", region="AT130"),
        _participation("r", "b", country="SI"),
        _participation("s", "b", country="AT"),
    )
    first, second = network.nodes.values()
    assert (first["country"], first["region"]) == ("FR", "AT130")
    assert second["country"] == "AT"


def test_what_no_row_states_is_absent_and_what_the_organisation_states_fills_the_gap() -> None:
    seat = Organisation(record="r", key="b", name="Beta", country="SI", region="SI041")
    first, second = _network(_participation("p", "a"), _participation("p", "b"), seat).nodes.values()
    assert first == {"label": "as stated", "projects": 1}
    assert second == {"label": "Beta", "country": "SI", "region": "SI041", "projects": 1}


def test_nodes_are_percent_encoded_iris_in_the_order_of_keys() -> None:
    network = _network(_participation("p", "keep-eu.Ärger/1"), _participation("p", "keep-eu.A"))
    base = "https://example.org/id/organisation/keep-eu."
    assert list(network) == [f"{base}A", f"{base}%C3%84rger%2F1"]


def test_an_unknown_weighting_is_refused_with_the_known_ones_named() -> None:
    empty = RecordSet({})
    with pytest.raises(QueryParameterError, match="unknown weight 'gold'; use one of newman, count, pair, money"):
        coparticipation_network(empty["participation"], empty["organisation"], weighting="gold")  # type: ignore[arg-type]


def test_the_recipe_states_coverage_and_keeps_what_the_selection_says(no_organisations: pl.DataFrame) -> None:
    rows = [
        _participation("p", "a", country="AT", region="AT130", edition="2013"),
        _participation("p", "b", country="IT", region="ITC4C"),
        _participation("p", "c"),
    ]
    table = records_from_rows(rows)["participation"]
    network = coparticipation_network(table, no_organisations, recipe={"filters": "country=AT", "release": "r1"})
    recipe = recipe_of(network)
    assert (recipe["organisations_with_country"], recipe["organisations_with_region"]) == (2, 2)
    assert (recipe["edges_with_countries"], recipe["cross_country_edges"]) == (1, 1)
    assert recipe["nuts_edition"] == "2013, not stated"
    assert (recipe["filters"], recipe["release"]) == ("country=AT", "r1")


def test_organisations_without_participation_are_not_described() -> None:
    tables = records_from_rows([_participation("p", "a"), Organisation(record="r", key="z", name="Zeta")])
    assert describe_participants(tables["participation"], tables["organisation"])["organisation"].to_list() == ["a"]
