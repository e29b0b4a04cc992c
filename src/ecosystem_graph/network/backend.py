"""Fast functions under the names of networkx: ``nx.pagerank(network)`` on a `Network` runs the one here.

The package registers this as a networkx backend. Arguments that a function here does not know are an error that names
them; ``network.to_networkx()`` gives a graph for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ecosystem_graph.errors import EngineError
from ecosystem_graph.network import brokerage, cohesion, mixing, spectral
from ecosystem_graph.network.betweenness import estimate_betweenness
from ecosystem_graph.network.closeness import estimate_closeness
from ecosystem_graph.network.communities import detect_communities
from ecosystem_graph.network.connectivity import find_cut_nodes_and_bridges, number_components
from ecosystem_graph.network.structure import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from scipy.sparse import csr_array

__all__ = ["Backend", "backend"]


class Backend:
    """What networkx calls; each method takes the arguments of the networkx function of its name.

    Weights are taken from the column that the caller names; None counts ties alike.
    """

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """Tell networkx that functions here are for networks without direction."""
        given = (*args, *kwargs.values())
        if any(isinstance(each, Network) and each.directed for each in given):
            return f"{name}: edges have directions; take network.to_networkx() or network.undirected()"
        return True

    @staticmethod
    def convert_from_nx(graph: nx.Graph[Any], **_options: object) -> Network:
        """Return a graph in columns; networkx calls this for ``backend="ecosystem_graph"``."""
        return Network.from_networkx(graph)

    @staticmethod
    def convert_to_nx(value: Any, **_options: object) -> Any:
        """Return an ordinary graph for a network, anything else as it is."""
        return value.to_networkx() if isinstance(value, Network) else value

    @staticmethod
    def pagerank(  # noqa: PLR0913, PLR0917 - the arguments of networkx
        G: Network,
        alpha: float = 0.85,
        personalization: None = None,
        max_iter: int = 100,
        tol: float = 1e-6,
        nstart: None = None,
        weight: str | None = "weight",
        dangling: None = None,
    ) -> dict[str, float]:
        """PageRank, as networkx computes it."""
        _refuse(personalization=personalization, nstart=nstart, dangling=dangling)
        try:
            return G.by_node(spectral.pagerank(_matrix(G, weight), alpha=alpha, tol=tol, max_iter=max_iter))
        except EngineError as error:
            raise _not_settled(max_iter) from error

    @staticmethod
    def betweenness_centrality(
        G: Network,
        k: int | None = None,
        normalized: bool = True,
        weight: None = None,
        endpoints: bool = False,
        seed: int | None = None,
    ) -> dict[str, float]:
        """Betweenness in steps, exact or from the same sample of sources as in networkx."""
        _refuse(weight=weight, endpoints=endpoints or None, normalized=None if normalized else False)
        return G.by_node(estimate_betweenness(G, pivots=k, seed=0 if seed is None else seed).values)

    @staticmethod
    def closeness_centrality(
        G: Network,
        u: str | None = None,
        distance: None = None,
        wf_improved: bool = True,
    ) -> Any:
        """Closeness in steps, exact."""
        _refuse(distance=distance, wf_improved=None if wf_improved else False)
        values = G.by_node(estimate_closeness(G)[0].values)
        return values if u is None else values[u]

    @staticmethod
    def harmonic_centrality(
        G: Network,
        nbunch: None = None,
        distance: None = None,
        sources: None = None,
    ) -> dict[str, float]:
        """Harmonic centrality in steps, exact."""
        _refuse(nbunch=nbunch, distance=distance, sources=sources)
        return G.by_node(estimate_closeness(G)[1].values)

    @staticmethod
    def core_number(G: Network) -> dict[str, int]:
        """Core numbers."""
        return G.by_node(cohesion.core_numbers(G))

    @staticmethod
    def triangles(G: Network, nodes: None = None) -> dict[str, int]:
        """Triangles of each node."""
        _refuse(nodes=nodes)
        return G.by_node(cohesion.count_triangles(G))

    @staticmethod
    def clustering(G: Network, nodes: None = None, weight: None = None) -> dict[str, float]:
        """Clustering coefficients, ties counted alike."""
        _refuse(nodes=nodes, weight=weight)
        return G.by_node(cohesion.clustering(G, cohesion.count_triangles(G)))

    @staticmethod
    def average_clustering(
        G: Network,
        nodes: None = None,
        weight: None = None,
        count_zeros: bool = True,
    ) -> float:
        """Mean clustering coefficient."""
        _refuse(nodes=nodes, weight=weight, count_zeros=None if count_zeros else False)
        return float(cohesion.clustering(G, cohesion.count_triangles(G)).mean())

    @staticmethod
    def transitivity(G: Network) -> float:
        """Share of pairs of neighbours that are tied."""
        return cohesion.transitivity(G, cohesion.count_triangles(G))

    @staticmethod
    def rich_club_coefficient(
        G: Network,
        normalized: bool = False,
        Q: float = 100,  # noqa: ARG004 - only for what is normalised
        seed: int | None = None,  # noqa: ARG004 - only for what is normalised
    ) -> dict[int, float]:
        """Rich-club coefficients, not normalised."""
        _refuse(normalized=normalized or None)
        return cohesion.rich_club(G)

    @staticmethod
    def constraint(G: Network, nodes: None = None, weight: str | None = None) -> dict[str, float]:
        """Burt's constraint."""
        _refuse(nodes=nodes)
        return G.by_node(brokerage.constraint(_matrix(G, weight)))

    @staticmethod
    def effective_size(G: Network, nodes: None = None, weight: None = None) -> dict[str, float]:
        """Effective size, ties counted alike."""
        _refuse(nodes=nodes, weight=weight)
        return G.by_node(brokerage.effective_size(G, cohesion.count_triangles(G)))

    @staticmethod
    def degree_assortativity_coefficient(
        G: Network,
        x: str = "out",  # noqa: ARG004 - for directed graphs
        y: str = "in",  # noqa: ARG004 - for directed graphs
        weight: None = None,
        nodes: None = None,
    ) -> float:
        """Correlation of the numbers of ties at both ends."""
        _refuse(weight=weight, nodes=nodes)
        return mixing.degree_assortativity(G)

    @staticmethod
    def connected_components(G: Network) -> Iterator[set[str]]:
        """Sets of nodes, the largest component first."""
        number, sizes = number_components(G)
        ids = np.array(G.ids, dtype=object)[np.argsort(number, kind="stable")]
        return (set(part.tolist()) for part in np.split(ids, np.cumsum(sizes)[:-1]) if len(part))

    @staticmethod
    def number_connected_components(G: Network) -> int:
        """Number of components."""
        return len(number_components(G)[1])

    @staticmethod
    def articulation_points(G: Network) -> Iterator[str]:
        """Nodes that hold their component together."""
        return (G.ids[place] for place in np.flatnonzero(find_cut_nodes_and_bridges(G)[0]))

    @staticmethod
    def bridges(G: Network, root: None = None) -> Iterator[tuple[str, str]]:
        """Ties that hold their component together."""
        _refuse(root=root)
        source, target = (end[find_cut_nodes_and_bridges(G)[1]].tolist() for end in G.ends)
        return ((G.ids[one], G.ids[other]) for one, other in zip(source, target, strict=True))

    @staticmethod
    def leiden_communities(
        G: Network,
        weight: str | None = "weight",
        resolution: float = 1,
        max_level: None = None,
        seed: int | None = None,
    ) -> list[set[str]]:
        """Communities by the Leiden method; networkx has none of its own."""
        _refuse(max_level=max_level, weight=None if weight == "weight" else str(weight))
        number = detect_communities(G, resolution=resolution, seed=seed or 0).number
        return [{G.ids[place] for place in np.flatnonzero(number == group)} for group in range(number.max() + 1)]


def _matrix(network: Network, weight: str | None) -> csr_array:
    return network.steps if weight is None else network.weights if weight == "weight" else network.matrix(weight)


def _refuse(**arguments: object) -> None:
    given = [f"{name}={value!r}" for name, value in arguments.items() if value is not None]
    if given:
        raise NotImplementedError(f"{', '.join(given)}: take network.to_networkx() for this")


def _not_settled(rounds: int) -> Exception:
    from networkx import PowerIterationFailedConvergence  # noqa: PLC0415 - networkx loads this module

    return PowerIterationFailedConvergence(rounds)


backend = Backend()
"""The object that networkx loads."""
