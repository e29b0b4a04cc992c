"""Laws of co-participation networks, checked against networkx on generated data and on the keep.eu export."""

import io
import random
from collections import Counter
from pathlib import Path
from typing import cast

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.network.backend import backend
from ecosystem_graph.network.betweenness import betweenness
from ecosystem_graph.network.communities import find_communities, score_communities
from ecosystem_graph.network.markup import iter_gexf, iter_graphml
from ecosystem_graph.network.metrics import measure_network
from ecosystem_graph.network.projection import Weighting, coparticipation_network
from ecosystem_graph.network.structure import Network
from ecosystem_graph.records import RecordSet

Pairs = list[tuple[str, str]]

PAIRS = st.lists(
    st.tuples(st.sampled_from([f"p{number}" for number in range(9)]), st.sampled_from("abcdefghijkl")), max_size=50
)
STATED = st.lists(
    st.tuples(
        st.sampled_from(["p", "q", "r"]),
        st.sampled_from("abcd"),
        st.sampled_from(["AT", "IT", None]),
        st.sampled_from(["AT130", "ITC4C", None]),
    ),
    max_size=20,
)
LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


def _table(pairs: Pairs) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"project": pl.String, "organisation": pl.String}, orient="row").with_columns(
        name="organisation", country=pl.lit(None), region=pl.lit(None), region_edition=pl.lit(None)
    )


def _network(pairs: Pairs, weighting: Weighting = "newman") -> "nx.Graph[str]":
    network = coparticipation_network(
        _table(pairs), RecordSet({})["organisation"], base_iri="https://example.org/", weighting=weighting
    )
    return nx.relabel_nodes(network, {iri: iri.rsplit("/", 1)[1] for iri in network})


def _affiliation(pairs: Pairs) -> tuple["nx.Graph[tuple[str, str]]", list[tuple[str, str]]]:
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_edges_from((("project", project), ("organisation", organisation)) for project, organisation in pairs)
    return graph, [node for node in graph if node[0] == "organisation"]


def _weights(network: "nx.Graph[str]") -> dict[frozenset[str], float]:
    return {frozenset((u, v)): values["weight"] for u, v, values in network.edges(data=True)}


def _figures(network: "nx.Graph[str]", name: str) -> dict[str, float]:
    return {node: values[name] for node, values in network.nodes(data=True)}


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_newman_weights_equal_the_collaboration_projection_of_networkx(pairs: Pairs) -> None:
    oracle = nx.bipartite.collaboration_weighted_projected_graph(*_affiliation(pairs))
    expected = {frozenset((u[1], v[1])): values["weight"] for u, v, values in oracle.edges(data=True)}
    network = _network(pairs)
    assert set(network) == {organisation for _, organisation in pairs}
    assert _weights(network) == pytest.approx(expected, rel=1e-12)


@settings(deadline=None, max_examples=60)
@given(PAIRS.filter(bool))  # networkx refuses to project nothing
def test_count_weights_equal_the_weighted_projection_of_networkx(pairs: Pairs) -> None:
    oracle = nx.bipartite.weighted_projected_graph(*_affiliation(pairs))
    expected = {frozenset((u[1], v[1])): float(values["weight"]) for u, v, values in oracle.edges(data=True)}
    assert _weights(_network(pairs, "count")) == expected


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_strength_is_the_number_of_projects_with_more_than_one_organisation(pairs: Pairs) -> None:
    sizes = Counter(project for project, _ in set(pairs))
    expected = Counter(organisation for project, organisation in set(pairs) if sizes[project] > 1)
    network = _network(pairs)
    measure_network(network)
    assert _figures(network, "strength") == {node: float(expected[node]) for node in network}


@settings(deadline=None, max_examples=60)
@given(STATED, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, ...]], draw: random.Random) -> None:
    schema = dict.fromkeys(("project", "organisation", "country", "region"), pl.String)
    shuffled = list(rows)
    draw.shuffle(shuffled)
    first, second = (
        coparticipation_network(
            pl.DataFrame(some, schema=schema, orient="row").with_columns(
                name="organisation", region_edition=pl.lit(None)
            ),
            RecordSet({})["organisation"],
        )
        for some in (rows, shuffled)
    )
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(data=True)) == list(second.edges(data=True))
    assert first.graph == second.graph


@settings(deadline=None, max_examples=60)
@given(PAIRS, st.integers(2, 12), st.integers(0, 3))
def test_betweenness_equals_networkx_exact_and_sampled(pairs: Pairs, pivots: int, seed: int) -> None:
    network = _network(pairs)
    assert betweenness(network) == pytest.approx(nx.betweenness_centrality(network), abs=1e-12)
    if pivots <= len(network):
        oracle = nx.betweenness_centrality(network, k=pivots, seed=seed)
        assert betweenness(network, pivots=pivots, seed=seed) == pytest.approx(oracle, abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(PAIRS, st.integers(0, 3))
def test_communities_are_a_partition_no_worse_than_no_communities_at_all(pairs: Pairs, seed: int) -> None:
    network = _network(pairs)
    communities = find_communities(network, seed=seed)
    assert nx.community.is_partition(network, [set(community) for community in communities])
    # Weights are rounded to 2^-24 of the whole before the search, so a tie may be lost by that much.
    assert score_communities(network, communities) >= score_communities(network, [[node] for node in network]) - 1e-6


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from("abcde"), LABELS, min_size=2), st.floats(1e-9, 1e9))
def test_exports_are_read_back_by_networkx_to_the_same_network(labels: dict[str, str], weight: float) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((node, {"label": label, "projects": 1}) for node, label in labels.items())
    nx.add_path(network, labels, weight=weight, projects=2)
    for read in (
        nx.read_graphml(io.BytesIO("".join(iter_graphml(network)).encode())),
        nx.read_gexf(io.BytesIO("".join(iter_gexf(network)).encode()), version="1.3"),
    ):
        assert list(read.nodes(data=True)) == list(network.nodes(data=True))
        assert list(read.edges(data=True)) == list(network.edges(data=True))


@pytest.fixture(scope="module")
def keep_eu(shared: Path) -> Pairs:
    """Return project and organisation of each partner row of the keep.eu export, told apart by name and country."""
    table = pl.read_excel(shared / "data" / "keep_eu" / "keep_closed_1420.xlsx", sheet_name="Partners")
    joined = table.select(
        pl.concat_str("Programme", "Acronym", separator="|"),
        pl.concat_str("Project Partner", "Country code", separator="|", ignore_nulls=True),
    )
    # Short keys without slashes, so that the last segment of an IRI is the key.
    projects, organisations = ({name: f"{number}" for number, name in enumerate(column)} for column in joined)
    return [(projects[project], organisations[organisation]) for project, organisation in joined.iter_rows()]


@pytest.mark.shared
def test_the_keep_eu_network_equals_that_of_networkx(keep_eu: Pairs) -> None:
    network = _network(keep_eu)
    oracle = nx.bipartite.collaboration_weighted_projected_graph(*_affiliation(keep_eu))
    expected = {frozenset((u[1], v[1])): values["weight"] for u, v, values in oracle.edges(data=True)}
    assert _weights(network) == pytest.approx(expected, rel=1e-12)
    measure_network(network, exact_up_to=0, pivots=64, seed=3)
    sampled = nx.betweenness_centrality(network, k=64, seed=3)
    assert _figures(network, "betweenness") == pytest.approx(sampled, abs=1e-12)
    assert _figures(network, "degree") == dict(network.degree)
    strengths = dict(network.degree(weight="weight"))
    assert _figures(network, "strength") == pytest.approx(strengths, abs=1e-9)
    assert network.graph["recipe"]["components"] == nx.number_connected_components(network)
    columns = Network.from_networkx(network)
    for ours, theirs in (
        (backend.pagerank(columns), nx.pagerank(network)),
        (backend.core_number(columns), nx.core_number(network)),
        (backend.clustering(columns), nx.clustering(network)),
    ):
        assert ours == pytest.approx(theirs, abs=1e-12)
    some = random.Random(1).sample(list(network), 50)
    constraint, size = backend.constraint(columns, weight="weight"), backend.effective_size(columns)
    exact = nx.constraint(network, some, weight="weight")
    assert {node: constraint[node] for node in some} == pytest.approx(exact, abs=1e-9, nan_ok=True)
    # networkx takes a third of a second for the effective size of a node, so the others are made of its triangles.
    few, degree = some[:10], dict(network.degree)
    assert {node: size[node] for node in few} == pytest.approx(nx.effective_size(network, few), nan_ok=True)
    counts = cast("dict[str, int]", nx.triangles(network))
    triangles = {node: count for node, count in counts.items() if degree[node]}
    by_formula = {node: degree[node] - 2 * count / degree[node] for node, count in triangles.items()}
    assert {node: size[node] for node in triangles} == pytest.approx(by_formula)
    assert {*map(frozenset, backend.bridges(columns))} == {*map(frozenset, nx.bridges(network))}
