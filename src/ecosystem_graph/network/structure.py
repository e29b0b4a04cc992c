"""A network held in columns: nodes and edges as tables, and one sparse matrix that all figures are computed on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np
import polars as pl
from scipy.sparse import csr_array

from ecosystem_graph.network.recipe import Recipe, recipe_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

__all__ = ["BACKEND", "EDGE_SCHEMA", "Network", "as_network", "count_edges", "without_empty"]

BACKEND: Final = "ecosystem_graph"
"""Name under which networkx finds the fast functions for these networks."""

EDGE_SCHEMA: Final = pl.Schema({"source": pl.Int64, "target": pl.Int64, "weight": pl.Float64})
"""Columns that every edge table begins with: rows of the node table, and what the tie weighs."""


class Network:
    """A network without parallel edges; ties have no direction unless it is told.

    networkx functions take it as it is where this package has a fast one (``nx.pagerank(network)``); for all others
    there is `to_networkx`. Never change the tables of a network; `with_nodes` gives one with further columns.

    Args:
        nodes: One row per node: ``id`` (unique), then attributes; null where unknown.
        edges: One row per edge, sorted by ``source`` and ``target``: the columns of `EDGE_SCHEMA`, then attributes.
            Source is never greater than target; where they are equal the edge is a loop, which no figure counts.
        recipe: How the network was made.
        directed: Whether edges go from source to target; then source may be greater, and figures are those of
            `undirected`.
    """

    __networkx_backend__ = BACKEND

    def __init__(
        self,
        nodes: pl.DataFrame,
        edges: pl.DataFrame,
        recipe: Mapping[str, str | int | float],
        *,
        directed: bool = False,
    ) -> None:
        self.nodes = nodes
        self.edges = edges
        self.recipe: Recipe = dict(recipe)
        self.directed = directed
        self.__networkx_cache__: dict[str, Any] = {}

    def __len__(self) -> int:
        """Return the number of nodes."""
        return self.nodes.height

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids of the nodes, in the order of rows."""
        return iter(self.ids)

    def is_directed(self) -> bool:
        """Tell networkx whether edges have a direction."""
        return self.directed

    def is_multigraph(self) -> bool:
        """Tell networkx that two nodes share one edge at most."""
        return False

    @cached_property
    def ids(self) -> list[str]:
        """Ids of the nodes, in the order of rows."""
        return self.nodes["id"].to_list()

    @cached_property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of the two ends of each edge, without loops."""
        ties = self.edges.filter(pl.col("source") != pl.col("target"))
        return ties["source"].to_numpy(), ties["target"].to_numpy()

    @cached_property
    def steps(self) -> csr_array:
        """Symmetric matrix, nodes x nodes: 1.0 where there is a tie; the diagonal is empty, indices are sorted."""
        weights = self.weights
        return csr_array((np.ones_like(weights.data), weights.indices, weights.indptr), shape=weights.shape)

    @cached_property
    def weights(self) -> csr_array:
        """Symmetric matrix, nodes x nodes: weight of each tie; the diagonal is empty, indices are sorted."""
        return self.matrix("weight")

    @cached_property
    def strength(self) -> NDArray[np.float64]:
        """Sum of the weights of each node's ties, rounded to 12 digits after the point.

        Thirds and sevenths leave dust in the last digits: eleven projects should read 11.0, not 10.999999999999996.
        """
        return np.asarray(np.round(self.weights.sum(axis=1), 12)) + 0.0

    @cached_property
    def degree(self) -> NDArray[np.int64]:
        """Number of each node's ties."""
        return np.asarray(np.diff(self.weights.indptr), np.int64)

    def matrix(self, column: str) -> csr_array:
        """Return the symmetric matrix of an edge column, nodes x nodes; the diagonal is empty, indices are sorted."""
        ties = self.edges.filter(pl.col("source") != pl.col("target"))
        source, target = (ties[name].to_numpy().astype(np.int32) for name in ("source", "target"))
        values = ties[column].cast(pl.Float64).to_numpy()
        made = csr_array(
            (np.concatenate([values] * 2), (np.concatenate((source, target)), np.concatenate((target, source)))),
            shape=(len(self), len(self)),
        )
        made.sort_indices()
        return made

    def by_node(self, values: Iterable[Any]) -> dict[str, Any]:
        """Return values by id; an array gives plain numbers."""
        plain = values.tolist() if isinstance(values, np.ndarray) else values
        return dict(zip(self.ids, plain, strict=True))

    def with_nodes(self, columns: Mapping[str, Any]) -> Network:
        """Return the same network with further (or other) columns of nodes; matrices are shared."""
        made = Network(
            self.nodes.with_columns(pl.Series(name, values) for name, values in columns.items()),
            self.edges,
            self.recipe,
            directed=self.directed,
        )
        for name in ("ids", "ends", "steps", "weights", "strength", "degree"):
            if name in self.__dict__:
                made.__dict__[name] = self.__dict__[name]
        return made

    def keep_edges(self, kept: NDArray[np.bool_], **recipe: str | float) -> Network:
        """Return a network of the same nodes with some of the edges, and more facts in its recipe."""
        made = Network(self.nodes, self.edges.filter(pl.Series(kept)), self.recipe | recipe, directed=self.directed)
        made.recipe.update(count_edges(made))
        return made

    def keep_nodes(self, kept: NDArray[np.bool_], **recipe: str | float) -> Network:
        """Return the part of the network that some of the nodes make, and more facts in its recipe."""
        places = np.cumsum(kept) - 1
        source, target = self.edges["source"].to_numpy(), self.edges["target"].to_numpy()
        edges = self.edges.filter(pl.Series(kept[source] & kept[target]))
        moved = edges.with_columns(
            pl.Series(name, places[edges[name].to_numpy()], dtype=pl.Int64) for name in ("source", "target")
        )
        made = Network(self.nodes.filter(pl.Series(kept)), moved, self.recipe | recipe, directed=self.directed)
        made.recipe.update(count_edges(made))
        return made

    def undirected(self) -> Network:
        """Return the network without directions: edges both ways are one, weights and projects added up."""
        if not self.directed:
            return self
        ends = {"source": pl.min_horizontal("source", "target"), "target": pl.max_horizontal("source", "target")}
        added = {"weight": pl.Expr.sum, "projects": pl.Expr.sum, "first": pl.Expr.min, "last": pl.Expr.max}
        kept = [add(pl.col(name)) for name, add in added.items() if name in self.edges.columns]
        edges = self.edges.with_columns(**ends).group_by("source", "target").agg(kept).sort("source", "target")
        made = Network(self.nodes, edges, self.recipe)
        made.recipe.update(count_edges(made))
        return made

    def to_networkx(self) -> nx.Graph[str]:
        """Return an ordinary graph: attributes where known, the recipe as graph attribute. About 1 kB per edge.

        A network with directions gives a `networkx.DiGraph`.
        """
        network: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        names = self.nodes.columns[1:]
        network.add_nodes_from(
            (node, {name: value for name, value in zip(names, values, strict=True) if value is not None})
            for node, *values in self.nodes.iter_rows()
        )
        names, ids = self.edges.columns[2:], self.ids
        network.add_edges_from(
            (
                ids[source],
                ids[target],
                {name: value for name, value in zip(names, values, strict=True) if value is not None},
            )
            for source, target, *values in self.edges.iter_rows()
        )
        recipe_of(network).update(self.recipe)
        return network

    @classmethod
    def from_networkx(cls, graph: nx.Graph[Any], weight: str | None = "weight") -> Network:
        """Return the columns of an undirected graph.

        Args:
            graph: Any graph without direction or parallel edges; nodes are told apart by their text.
            weight: Edge attribute that becomes the weight; 1.0 where an edge has none, or where None is given.

        Raises:
            NotImplementedError: The graph is directed, or has parallel edges (networkx asks for this class).
        """
        if graph.is_directed() or graph.is_multigraph():
            raise NotImplementedError("only undirected networks without parallel edges")
        places = {node: place for place, node in enumerate(graph)}
        nodes = _frame([{"id": str(node)} | values for node, values in graph.nodes(data=True)], {"id": pl.String})
        edges = _frame([_edge(places, *edge, weight) for edge in graph.edges(data=True)], dict(EDGE_SCHEMA))
        recipe = graph.graph.get("recipe", {})
        return cls(nodes, edges.sort("source", "target"), recipe if isinstance(recipe, dict) else {})


def as_network(network: Network | nx.Graph[Any]) -> Network:
    """Return a network in columns, made from an ordinary graph where it is one."""
    return network if isinstance(network, Network) else Network.from_networkx(network)


def count_edges(network: Network) -> Recipe:
    """Return how many edges there are, how many of them have a known country at both ends, and different ones."""
    edges = network.edges
    if "country" not in network.nodes.columns:
        return {"edges": edges.height, "edges_with_countries": 0, "cross_country_edges": 0}
    source, target = (network.nodes["country"].gather(edges[name]) for name in ("source", "target"))
    known = source.is_not_null() & target.is_not_null()
    return {
        "edges": edges.height,
        "edges_with_countries": int(known.sum()),
        "cross_country_edges": int(((source != target) & known).sum()),
    }


def without_empty(table: pl.DataFrame) -> pl.DataFrame:
    """Leave out columns of nodes or edges that nothing is known for."""
    return table.select(
        name for name in table.columns if name in EDGE_SCHEMA or name == "id" or table[name].null_count() < table.height
    )


def _edge(
    places: Mapping[Any, int], one: object, other: object, values: dict[str, Any], weight: str | None
) -> dict[str, Any]:
    source, target = sorted((places[one], places[other]))
    rest = {name: value for name, value in values.items() if name != "weight"}
    return {"source": source, "target": target, "weight": float(values.get(weight, 1.0) if weight else 1.0), **rest}


def _frame(rows: list[dict[str, Any]], first: Mapping[str, Any]) -> pl.DataFrame:
    """Return rows as a table; a column of mixed values is text."""
    names = list(dict.fromkeys((*first, *(name for row in rows for name in row))))
    return pl.DataFrame([_column(name, [row.get(name) for row in rows], first.get(name)) for name in names])


def _column(name: str, values: list[Any], dtype: Any) -> pl.Series:
    kinds = {type(value) for value in values if value is not None}
    if dtype is None and len(kinds) > 1 and kinds != {int, float}:
        convert: Callable[[Any], str | None] = lambda value: None if value is None else str(value)  # noqa: E731
        return pl.Series(name, map(convert, values), dtype=pl.String)
    return pl.Series(name, values, dtype=dtype or (pl.Float64 if kinds == {int, float} else None), strict=False)
