"""What would be missing without one organisation."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.connectivity import number_components

if TYPE_CHECKING:
    from ecosystem_graph.network.structure import Network

__all__ = ["find_node", "what_if_removed"]

_SHOWN = 5


def find_node(network: Network, name: str) -> str:
    """Return the id of the node that a person means.

    Args:
        network: Network.
        name: Id, its last part, or the label; case does not matter.

    Raises:
        NotFoundError: There is none; the message names those that are spelled alike.
        QueryParameterError: Several nodes have this label.
    """
    wanted = name.strip().casefold()
    labels = network.nodes["label"] if "label" in network.nodes.columns else network.nodes["id"]
    table = pl.DataFrame({"id": network.nodes["id"], "label": labels.fill_null("")})
    ids = table["id"].str.to_lowercase()
    by_id = table.filter((ids == wanted) | (ids.str.split("/").list.last() == wanted))
    found = by_id if by_id.height else table.filter(pl.Series(map(str.casefold, table["label"])) == wanted)
    if found.height == 1:
        return str(found["id"][0])
    if found.height:
        raise QueryParameterError(
            f"{found.height} nodes are called {name!r}: {', '.join(found['id'].head(_SHOWN))}",
            hint="Name one by its IRI.",
        )
    folded = {label.casefold(): label for label in table["label"] if label}
    near = [folded[each] for each in get_close_matches(wanted, folded, _SHOWN, cutoff=0.5)]
    near = near or sorted(label for each, label in folded.items() if wanted in each)[:_SHOWN]
    raise NotFoundError(
        f"no node of the network is called {name!r}",
        hint=f"Near it: {'; '.join(near)}." if near else f"The network has {len(network):,} nodes.",
    )


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
    network = network.undirected()
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
