"""How many steps lie between the nodes of a small network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse.csgraph import shortest_path

from ecosystem_graph.errors import QueryParameterError

if TYPE_CHECKING:
    from ecosystem_graph.network.structure import Network

__all__ = ["MOST_NODES", "measure_paths"]

MOST_NODES = 3_000
"""Nodes up to which all pairs are listed: four and a half million rows."""


def measure_paths(network: Network) -> tuple[pl.DataFrame, dict[str, float]]:
    """Return the length of the shortest path between each pair of nodes, in steps.

    Args:
        network: Network of regions, countries or another level with few nodes.

    Returns:
        ``source``, ``target`` (ids), their labels, ``steps`` (null where no path is), each pair once; and of the whole
        ``mean_steps`` (of connected pairs, NaN where there is none) and ``unconnected_pairs``.

    Raises:
        QueryParameterError: There are more than `MOST_NODES` nodes.
    """
    if len(network) > MOST_NODES:
        raise QueryParameterError(
            f"paths between all pairs are for {MOST_NODES:,} nodes at most, this network has {len(network):,}",
            hint="Take regions or countries, or select fewer projects.",
        )
    network = network.undirected()
    lengths = shortest_path(network.steps, directed=False, unweighted=True)
    one, other = np.triu_indices(len(network), 1)
    steps = lengths[one, other]
    reached = np.isfinite(steps)
    ids, labels = network.nodes["id"], network.nodes.get_column("label", default=network.nodes["id"])
    table = pl.DataFrame(
        {
            "source": ids.gather(one),
            "target": ids.gather(other),
            "source_label": labels.gather(one),
            "target_label": labels.gather(other),
            "steps": pl.Series(np.where(reached, steps, -1.0).astype(np.int64)).replace(-1, None),
        }
    )
    mean = float(steps[reached].mean()) if reached.any() else float("nan")
    return table, {"mean_steps": mean, "unconnected_pairs": float((~reached).sum())}
