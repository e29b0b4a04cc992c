"""Results of network analyses as figures, each of them described."""

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.graph.cube import describe_analysis
from ecosystem_graph.network.change import compare_periods
from ecosystem_graph.network.measure import MEASURES, measure
from ecosystem_graph.network.measurement import Options
from ecosystem_graph.network.observation import load_measures, network_analysis, table_analysis
from ecosystem_graph.network.paths import measure_paths
from ecosystem_graph.network.request import NetworkRequest
from ecosystem_graph.network.structure import Network

NOT_FIGURES = {"id", "label", "country"}


@pytest.fixture(scope="module")
def measured() -> Network:
    graph = nx.karate_club_graph()
    nx.set_node_attributes(graph, {node: "AT" if node % 2 else "SI" for node in graph}, "country")
    network = Network.from_networkx(graph)
    network.nodes = network.nodes.select("id", "country")
    return measure(network, MEASURES, Options(exact_up_to=10, pivots=8))


def test_every_figure_of_every_measure_is_described(measured: Network) -> None:
    columns = {name.replace("_", "-") for name in measured.nodes.columns} - NOT_FIGURES
    errors = {name for name in columns if name.endswith("-error")}
    assert columns - errors <= load_measures().keys()
    assert {name.removesuffix("-error") for name in errors} <= columns
    change = compare_periods(measured, measured)
    figures = {*change.figures, *measure_paths(measured)[1]}
    assert {name.replace("_", "-") for name in figures} <= load_measures().keys()


def test_figures_of_nodes_keep_their_errors_and_the_network_has_its_own(measured: Network) -> None:
    analysis = network_analysis(measured, NetworkRequest(), ["betweenness"], Options(), ties=True)
    nodes, whole, ties = analysis.figures
    between = nodes.filter(pl.col("measure") == "betweenness")
    assert between["value"].to_list() == measured.nodes["betweenness"].to_list()
    assert between["error"].to_list() == measured.nodes["betweenness_error"].to_list()
    told = dict(whole.select("measure", "value").rows())
    assert (told["nodes"], told["modularity"]) == (34.0, measured.recipe["modularity"])
    assert ties.filter(pl.col("measure") == "weight").height == 78
    tables = describe_analysis(analysis, "https://example.org/release")
    assert tables["cube"]["structure"].to_list() == ["node", "whole", "pair"]
    assert tables["whole-number"]["value"].dtype == pl.Int64


def test_what_was_asked_for_names_the_run_and_what_came_out_does_not(measured: Network) -> None:
    def run(request: NetworkRequest, **options: int) -> str:
        return network_analysis(measured, request, ["degree"], Options(**options)).run("release")  # type: ignore[arg-type]

    assert run(NetworkRequest()) == run(NetworkRequest())
    assert len({run(NetworkRequest()), run(NetworkRequest(period="2014")), run(NetworkRequest(), seed=1)}) == 3


def test_columns_that_are_no_measure_are_left_out_of_tables() -> None:
    flows = pl.DataFrame({"source": ["a"], "target": ["b"], "source_label": ["A"], "flow": [2.0], "expected": [None]})
    figures = pl.DataFrame({"figure": ["deviance_explained", "constant"], "value": [0.5, 1.0]})
    made = table_analysis("flows", "Flows", {}, {}, {"flows": flows, "model": figures})
    assert [measure.code for measure in made.measures] == ["flow", "expected", "deviance-explained"]
    assert made.figures[0].filter(pl.col("value").is_not_null()).select("node", "partner", "measure").rows() == [
        ("a", "b", "flow")
    ]
