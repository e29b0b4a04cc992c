"""What would be missing without one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.connectivity import number_components

if TYPE_CHECKING:
    from ecosystem_graph.network.structure import Network

__all__ = ["what_if_removed"]


def what_if_removed(network: Network, node: str) -> dict[str, float]:
    """Compare a network with itself without one node and its ties.

    Args:
        network: Network.
        node: Id of the node.

    Returns:
        Figures ``…_before`` and ``…_after``: ``nodes``, ``ties``, ``weight`` (sum), ``components``,
        ``largest_component``; and ``cut_off``: nodes that lose their way to the largest part left of its component.

    Raises:
        NotFoundError: There is no such node.
    """
    if node not in network.ids:
        raise NotFoundError(f"no node {node!r} in the network", hint="Nodes are named by IRI.")
    place = network.ids.index(node)
    kept = np.ones(len(network), dtype=bool)
    kept[place] = False
    without = network.keep_nodes(kept)
    component, _ = number_components(network)
    number, sizes = number_components(without)
    pieces = np.unique(number[(component == component[place])[kept]])
    figures: dict[str, float] = {}
    for name, one in (("before", network), ("after", without)):
        counts = number_components(one)[1]
        figures |= {
            f"nodes_{name}": len(one),
            f"ties_{name}": len(one.ends[0]),
            f"weight_{name}": float(np.round(one.weights.sum() / 2, 12)),
            f"components_{name}": len(counts),
            f"largest_component_{name}": int(counts.max(initial=0)),
        }
    figures["cut_off"] = int(sizes[pieces].sum() - sizes[pieces].max(initial=0))
    return figures
