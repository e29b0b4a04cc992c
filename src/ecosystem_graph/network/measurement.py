"""What figures of one network share while they are measured: how to measure, and what several of them need."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network import brokerage, cohesion
from ecosystem_graph.network.communities import RUNS, Partition, detect_communities
from ecosystem_graph.network.connectivity import number_components
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.network.structure import Network

__all__ = ["EXACT_UP_TO", "GROUPINGS", "PIVOTS", "Grouping", "Measurement", "Options"]

EXACT_UP_TO = 10_000
"""Nodes up to which betweenness and closeness are exact (about 4 s for 7,000 organisations and 33,000 edges)."""

PIVOTS = 256
"""Random sources that betweenness and closeness are estimated from in larger networks."""

Grouping = Literal["country", "region", "type", "community"]
"""Attribute by which nodes are of one group."""

GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
"""All attributes to group by."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to measure.

    Attributes:
        seed: Seed of pivots and communities; the same seed gives the same figures.
        by: Groups for brokers, the E-I index and assortativity.
        exact_up_to: Nodes up to which betweenness and closeness are exact.
        pivots: Random sources to estimate them from in larger networks.
        resolution: Above 1 gives more and smaller communities.
        runs: Searches for communities, of which the best counts.
        progress: Told how far the long measures are.
    """

    seed: int = 0
    by: Grouping = "country"
    exact_up_to: int = EXACT_UP_TO
    pivots: int = PIVOTS
    resolution: float = 1.0
    runs: int = RUNS
    progress: Progress = no_progress


@dataclass
class Measurement:
    """One network being measured: results, and what several measures need.

    Attributes:
        network: The network, without directions.
        options: How to measure.
        columns: Figures of nodes by name, as they are measured.
        recipe: Figures of the whole network, and how all were computed.
        bridges: Which ties are bridges, once that was asked.
    """

    network: Network
    options: Options
    columns: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    recipe: Recipe = field(default_factory=dict)
    bridges: NDArray[np.bool_] | None = None

    @cached_property
    def triangles(self) -> NDArray[np.int64]:
        """Triangles that each node is in."""
        return cohesion.count_triangles(self.network)

    @cached_property
    def components(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Number of each node's component, and the sizes of all."""
        return number_components(self.network)

    @cached_property
    def partition(self) -> Partition:
        """Communities."""
        options = self.options
        return detect_communities(
            self.network, resolution=options.resolution, runs=options.runs, seed=options.seed, progress=options.progress
        )

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """Number of each node's group, by what the options say."""
        if self.options.by == "community":
            return self.partition.number
        codes = brokerage.group_codes(self.network, self.options.by)
        if len(codes) and (codes < 0).all():
            raise QueryParameterError(f"no node has a {self.options.by}; group by one of {', '.join(GROUPINGS)}")
        self.recipe["grouped_by"] = f"{self.options.by}, known of {int((codes >= 0).sum()):,} of {len(codes):,} nodes"
        return codes

    @property
    def pivots(self) -> int | None:
        """How many random sources figures of paths are estimated from; None where they are exact."""
        return None if len(self.network) <= self.options.exact_up_to else min(self.options.pivots, len(self.network))

    def note(self, name: str, kind: str, errors: NDArray[np.float64]) -> None:
        """Note how a figure was computed, and keep its errors where it is an estimate."""
        self.recipe["seed"] = self.options.seed
        if self.pivots is None:
            self.recipe[name] = f"{kind}, exact"
            return
        self.columns[f"{name}_error"] = errors
        worst = float(np.nanmax(errors, initial=0.0))
        self.recipe[name] = f"{kind}, estimated from {self.pivots} random sources, standard error at most {worst:.2g}"
