"""Attribute types are those of columns; a column of mixed values is text."""

import networkx as nx
import polars as pl

from ecosystem_graph.network.attributes import attribute_types, value_types
from ecosystem_graph.network.structure import Network


def test_each_attribute_has_the_narrowest_type_that_holds_all_its_values() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("x", a=1, b="x", c=True, d=1)
    graph.add_node("y", a=0.5, b=2, c=False, e=2.0)
    types = attribute_types(Network.from_networkx(graph).nodes, {"id"})
    assert types == {"a": "double", "b": "string", "c": "boolean", "d": "long", "e": "double"}


def test_truth_values_mixed_with_numbers_are_text() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("x", a=True)
    graph.add_node("y", a=1)
    nodes = Network.from_networkx(graph).nodes
    assert (attribute_types(nodes, {"id"}), nodes["a"].to_list()) == ({"a": "string"}, ["True", "1"])


def test_nothing_has_no_types() -> None:
    assert (attribute_types(pl.DataFrame()), value_types({})) == ({}, {})
