"""Who takes part in which project, at each level, with what is not known counted."""

from datetime import date
from decimal import Decimal

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.affiliation import LEVELS, affiliate
from ecosystem_graph.network.measure import measure
from ecosystem_graph.network.money import amounts_of_participations
from ecosystem_graph.network.projection import project_affiliation
from ecosystem_graph.network.structure import Network
from ecosystem_graph.network.two_mode import two_mode_network
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.facility import Cluster, Membership
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.project import Participation, Project, Topic

_PLACES = {
    # organisation: country, region, edition of the region
    "a": ("AT", "AT312", "2021"),
    "b": ("AT", "AT31", "2021"),
    "c": ("FR", "FR215", "2013"),
    "d": ("FR", "FR999", "2013"),
    "e": ("SI", None, None),
}
_MEMBERS = {"p": "abc", "q": "ace", "r": "d"}
_EUROS = {("p", "a"): 100, ("p", "b"): 400, ("q", "a"): 25, ("q", "c"): 100}


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    rows: list[object] = [
        Project(record="r", key="p", acronym="Pea", start=date(2015, 1, 1), end=date(2017, 6, 30)),
        Project(record="r", key="q", acronym="Queue", end=date(2019, 12, 31)),
        Project(record="r", key="r"),
        Cluster(record="r", key="cluster.one", name="One", country="AT"),
        Cluster(record="r", key="cluster.two", name="Two", managed_by="c"),
        Membership(record="r", key="m", cluster="cluster.one", organisation="a"),
        Topic(record="r", subject_class="project", subject="p", scheme="s3-domain", code="ST1", basis="stated"),
        Topic(record="r", subject_class="project", subject="p", scheme="s3-domain", code="ST2", basis="stated"),
    ]
    for project, members in _MEMBERS.items():
        for organisation in members:
            country, region, edition = _PLACES[organisation]
            key = f"{project}-{organisation}"
            rows.append(
                Participation(
                    record="r", key=key, project=project, organisation=organisation, name=organisation.upper(),
                    role="lead" if organisation == "a" else "partner", country=country, region=region,
                    region_edition=edition,
                )
            )  # fmt: skip
            if (project, organisation) in _EUROS:
                rows.append(
                    Amount(
                        record="r", key=f"{key}-eu", subject_class="participation", subject=key, kind="eu",
                        phase="approved", value=Decimal(_EUROS[project, organisation]), currency="EUR",
                        state="published", raw="x",
                    )
                )  # fmt: skip
    stated = records_from_rows(rows)  # type: ignore[arg-type]
    names = (
        "participation",
        "organisation",
        "project",
        "amount",
        "topic",
        "cluster",
        "membership",
        "relation",
        "region",
    )
    harmonised = pl.DataFrame(
        [
            ("AT312", "2021", "AT312", "2024", 1.0),
            ("AT31", "2021", "AT31", "2024", 1.0),
            ("FR215", "2013", "FRF21", "2024", 0.6),
            ("FR215", "2013", "FRF22", "2024", 0.4),
            ("FR999", "2013", None, "2024", None),
        ],
        schema=["region", "edition", "target", "target_edition", "share"],
        orient="row",
    )
    countries = pl.DataFrame({"key": ["AUT", "FRA"], "code": ["AT", "FR"], "name": ["Austria", "France"]})
    return {**{name: stated[name] for name in names}, "harmonised": harmonised, "country": countries}


def _edges(network: Network, column: str = "weight") -> dict[str, float]:
    names = [node.rsplit("/", 1)[1] for node in network.ids]
    rows = network.edges.select("source", "target", column).iter_rows()
    return {f"{names[source]}-{names[target]}": value for source, target, value in rows}


def test_a_region_split_between_regions_counts_where_a_larger_one_holds_both_parts(
    tables: dict[str, pl.DataFrame],
) -> None:
    at_two, at_three = (affiliate(tables, "region", nuts=nuts) for nuts in (2, 3))
    assert at_two.actors["key"].to_list() == ["AT31", "FRF2"]
    assert at_three.actors["key"].to_list() == ["AT312"]
    assert at_two.recipe["nuts_edition"] == "2024"
    assert at_two.recipe["coverage"] == (
        "5 of 7 participations have a region (1 none, 0 one coarser than NUTS 2, "
        "1 one without counterpart in edition 2024)"
    )
    assert "1 one coarser than NUTS 3" in str(at_three.recipe["coverage"])


def test_a_region_counts_once_per_project_and_its_organisations_each_in_flows(tables: dict[str, pl.DataFrame]) -> None:
    once = project_affiliation(affiliate(tables, "region"), weighting="count")
    assert _edges(once) == {"AT31-FRF2": 2.0}
    flows = project_affiliation(affiliate(tables, "region", each=True), weighting="count")
    assert _edges(flows) == {"AT31-AT31": 1.0, "AT31-FRF2": 3.0}
    assert _edges(flows, "projects") == {"AT31-AT31": 1, "AT31-FRF2": 2}


def test_countries_have_their_names_and_the_iris_of_the_authority(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables, "country"), weighting="count")
    assert network.nodes["label"].to_list() == ["Austria", "France", "SI"]
    assert [node.rsplit("/", 1)[1] for node in network.ids] == ["AUT", "FRA", "SI"]
    assert _edges(network) == {"AUT-FRA": 2.0, "AUT-SI": 1.0, "FRA-SI": 1.0}


def test_clusters_take_part_through_members_and_managers(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables, "cluster"), weighting="count")
    assert _edges(network) == {"cluster.one-cluster.two": 2.0}
    assert network.recipe["coverage"] == "2 of 3 projects involve a known cluster"


def test_domains_are_linked_by_the_projects_that_have_both(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables, "domain"), weighting="count")
    assert _edges(network) == {"ST1-ST2": 1.0}
    with pytest.raises(QueryParameterError, match="domains have none; use newman or count"):
        project_affiliation(affiliate(tables, "domain"), weighting="lead")


def test_pairwise_weights_of_a_project_add_up_to_one(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables), weighting="pair")
    assert network.edges["weight"].sum() == pytest.approx(2.0)


def test_money_is_the_geometric_mean_of_published_amounts_and_says_how_many_there_are(
    tables: dict[str, pl.DataFrame],
) -> None:
    money = amounts_of_participations(tables)
    network = project_affiliation(affiliate(tables), weighting="money", money=money)
    assert _edges(network) == {"a-b": 200.0, "a-c": 50.0}
    assert network.recipe["money_coverage"] == "4 of 7 participations have a published amount in EUR"
    with pytest.raises(NotFoundError, match="no participation in the selection has a published amount"):
        project_affiliation(affiliate(tables), weighting="money", money=money.clear())


def test_a_lead_star_goes_from_leaders_to_partners_only(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables), weighting="lead")
    assert _edges(network) == {"a-b": 1.0, "a-c": 2.0, "a-e": 1.0}
    graph = network.to_networkx()
    assert isinstance(graph, nx.DiGraph)
    assert [graph.out_degree(node) for node in graph] == [3, 0, 0, 0, 0]


def test_two_who_led_each_other_have_an_edge_each_way_which_are_one_without_directions(
    tables: dict[str, pl.DataFrame],
) -> None:
    rows = tables["participation"]
    swapped = rows.with_columns(role=pl.when((pl.col("project") == "q") & (pl.col("organisation") == "c"))
                                .then(pl.lit("lead")).otherwise("role"))  # fmt: skip
    network = project_affiliation(affiliate({**tables, "participation": swapped}), weighting="lead")
    both = _edges(network)
    assert (both["a-c"], both["c-a"]) == (2.0, 1.0)
    assert _edges(network.undirected())["a-c"] == 3.0
    measured = measure(network, ["strength"])
    assert measured.directed
    assert dict(zip(measured.nodes["label"], measured.nodes["led"], strict=True))["C"] == both["c-a"] + both["c-e"]


def test_ties_tell_first_and_last_year_and_large_projects_can_be_left_out(tables: dict[str, pl.DataFrame]) -> None:
    network = project_affiliation(affiliate(tables), tables["project"], weighting="count")
    assert (_edges(network, "first")["a-c"], _edges(network, "last")["a-c"]) == (2015, 2019)
    assert (_edges(network, "first")["a-e"], _edges(network, "last")["a-e"]) == (2019, 2019)
    small = project_affiliation(affiliate(tables), tables["project"], largest=2)
    assert (len(small), small.edges.height) == (5, 0)
    assert small.recipe["projects_left_out"] == "2 of more than 2 organisations"


def test_the_two_mode_network_has_an_edge_per_participation(tables: dict[str, pl.DataFrame]) -> None:
    network = two_mode_network(affiliate(tables), tables["project"], base_iri="https://example.org/")
    graph = network.to_networkx()
    assert (len(graph), graph.number_of_edges()) == (8, 7)
    assert graph.nodes["https://example.org/id/project/p"] == {"label": "Pea", "mode": "project", "actors": 3}
    assert list(network.nodes["mode"]) == ["organisation"] * 5 + ["project"] * 3
    edge = graph.edges["https://w3id.org/ecosystem-graph/id/organisation/a", "https://example.org/id/project/p"]
    assert edge == {"weight": 1.0, "projects": 1, "first": 2015, "last": 2017}


def test_what_does_not_exist_is_said_with_what_does(tables: dict[str, pl.DataFrame]) -> None:
    with pytest.raises(QueryParameterError, match=f"unknown level 'town'; use one of {', '.join(LEVELS)}"):
        affiliate(tables, "town")  # type: ignore[arg-type]
    with pytest.raises(QueryParameterError, match="unknown NUTS level 4; use 0, 1, 2 or 3"):
        affiliate(tables, "region", nuts=4)
    some = {**tables, "participation": tables["participation"].filter(pl.col("organisation") == "e")}
    with pytest.raises(NotFoundError, match=r"none of the selected projects has a region; 0 of 1 participations"):
        affiliate(some, "region")
