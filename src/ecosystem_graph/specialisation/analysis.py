"""The parts of an analysis: computed when they are first read, from the tables of a release."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl
from polars import selectors
from scipy import sparse

from ecosystem_graph import __version__
from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.filters import select_participations
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.specialisation.advantage import bootstrap_advantage, is_specialised, revealed_advantage
from ecosystem_graph.specialisation.complexity import Complexity, measure_complexity
from ecosystem_graph.specialisation.relatedness import Index, count_cooccurrence, relate_domains, relatedness_density
from ecosystem_graph.specialisation.request import SpecialisationRequest
from ecosystem_graph.specialisation.volume import Volume, measure_volume

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.release import Release

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["Specialisation", "analyse", "read_tables", "settle_figures"]

_TABLES = (
    "project", "programme", "participation", "amount", "topic", "region", "country", "harmonised", "change",
    "validity", "strategy", "priority", "cluster", "infrastructure", "concept", "open_concept",
)  # fmt: skip
_DIGITS = 9
_OPTIONAL = ("concept", "open_concept")


@dataclass(frozen=True)
class Specialisation:
    """An analysis; matrices are regions × domains in the order of ``volume.regions`` and ``volume.domains``.

    Attributes:
        request: What was asked for.
        volume: What regions did in domains.
        tables: Consolidated tables with the selected participations.
        recipe: How everything was made, with coverage; every output carries it.
    """

    request: SpecialisationRequest
    volume: Volume
    tables: Mapping[str, pl.DataFrame]
    recipe: Recipe

    @cached_property
    def values(self) -> Floats:
        """What each region did in each domain."""
        return self.volume.matrix()

    @cached_property
    def participations(self) -> Floats:
        """Participations behind each value."""
        return self.volume.matrix("participations")

    @cached_property
    def advantage(self) -> Floats:
        """Revealed comparative advantage."""
        return revealed_advantage(self.values)

    @cached_property
    def specialised(self) -> Flags:
        """Where the advantage is at least 1, on enough participations."""
        return is_specialised(self.values, least=self.request.min_cell, count=self.participations)

    @cached_property
    def limits(self) -> tuple[Floats, Floats]:
        """Lower and upper limits of the advantage; NaN where a region has nothing in a domain, or without draws."""
        lower, upper = np.full(self.values.shape, np.nan), np.full(self.values.shape, np.nan)
        if self.request.draws:
            rows, columns, contributions = self._contributions()
            options = {"confidence": self.request.confidence}
            lower[rows, columns], upper[rows, columns] = bootstrap_advantage(
                contributions, rows, columns, draws=self.request.draws, seed=self.request.seed, **options
            )
        return lower, upper

    @cached_property
    def relatedness(self) -> Floats:
        """Domains × domains."""
        member = self.specialised if self.request.together == "regions" else self._filed()
        return relate_domains(count_cooccurrence(member), cast("Index", self.request.index))

    @cached_property
    def density(self) -> Floats:
        """Relatedness density, 0 to 1; NaN for domains that are related to no other."""
        return relatedness_density(self.relatedness, self.specialised)

    @cached_property
    def complexity(self) -> Complexity:
        """Complexity of regions and domains, and why it is missing where it is."""
        return measure_complexity(self.specialised)

    def frame(self, **columns: npt.NDArray[Any]) -> pl.DataFrame:
        """Return one row per region and domain, in order: keys, labels and the columns given; NaN becomes null."""
        regions, domains = self.volume.regions, self.volume.domains
        names = pl.DataFrame(
            {
                "region": regions["key"].gather(np.repeat(np.arange(regions.height), domains.height)),
                "region_label": regions["label"].gather(np.repeat(np.arange(regions.height), domains.height)),
                "domain": domains["key"].gather(np.tile(np.arange(domains.height), regions.height)),
                "domain_label": domains["label"].gather(np.tile(np.arange(domains.height), regions.height)),
            }
        )
        return settle_figures(
            names.with_columns(
                pl.Series(name, values.ravel().tolist() if values.dtype == object else values.ravel(), nan_to_null=True)
                for name, values in columns.items()
            )
        )

    def _contributions(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], sparse.csr_array]:
        """Return region and domain of each cell that holds something, and cells × projects."""
        cells = self.volume.cells
        place = cells["row"].to_numpy() * self.volume.domains.height + cells["column"].to_numpy()
        found, number = np.unique(place, return_inverse=True)
        projects = cells["project"].to_numpy()
        shape = len(found), int(projects.max()) + 1
        matrix = sparse.csr_array((cells["value"].to_numpy(), (number, projects)), shape=shape)
        return *np.divmod(found, self.volume.domains.height), matrix

    def _filed(self) -> Flags:
        """Return projects × domains; projects that none of the regions takes part in are not in it."""
        cells = self.volume.cells
        member = np.zeros((int(cells["project"].to_numpy().max()) + 1, self.volume.domains.height), dtype=bool)
        member[cells["project"].to_numpy(), cells["column"].to_numpy()] = True
        return member


def settle_figures(table: pl.DataFrame) -> pl.DataFrame:
    """Round numbers to nine significant digits, since the last ones depend on processor and number of threads.

    ``value`` and ``volume`` are sums and stay exact.
    """
    computed = selectors.float() - selectors.by_name("value", "volume", require_all=False)
    return table.with_columns(computed.round_sig_figs(_DIGITS))


def read_tables(release: Release) -> dict[str, pl.DataFrame]:
    """Return the consolidated tables that analyses are made of.

    Raises:
        NotFoundError: The release lacks one of them.
    """
    paths = {name: release.consolidated / f"{name}.parquet" for name in _TABLES}
    lacking = [name for name, path in paths.items() if name not in _OPTIONAL and not path.exists()]
    if lacking:
        raise NotFoundError(
            f"{release.folder}: the release has no table {', '.join(lacking)}",
            hint="Earlier versions wrote fewer tables; build the release again.",
        )
    return {name: read_table(path) for name, path in paths.items() if path.exists()}


def analyse(
    tables: Mapping[str, pl.DataFrame], request: SpecialisationRequest | None = None, *, release: str = ""
) -> Specialisation:
    """Analyse the specialisation of regions.

    Args:
        tables: What `read_tables` returned.
        request: What to analyse; NUTS 2 regions, participations and the commonest scheme when left out.
        release: Name of the release, for the recipe.

    Raises:
        QueryParameterError: The request does not hold together.
        NotFoundError: A value or scheme is not in the release, or too little is left.
    """
    wanted = request or SpecialisationRequest()
    wanted.check()
    selection = select_participations(tables, wanted.where, wanted.period)
    selected = {**tables, "participation": selection.participations}
    topics = tables["topic"]
    here = (pl.col("subject_class") != "project") | pl.col("subject").is_in(
        selection.participations["project"].unique().implode()
    )
    volume = measure_volume({**selected, "topic": topics.filter(here)}, wanted)
    recipe: Recipe = {"analysis": "specialisation", **volume.recipe, **selection.recipe, **_method(wanted)}
    recipe |= {"release": release} if release else {}
    return Specialisation(wanted, volume, selected, recipe | {"version": __version__})


def _method(request: SpecialisationRequest) -> Recipe:
    chosen: Recipe = {
        "specialised": f"advantage of at least 1 on at least {request.min_cell} participations",
        "relatedness": f"{request.index} of {request.together} with both domains",
    }
    if request.draws:
        chosen["limits"] = f"{request.confidence:.0%} of {request.draws} draws of projects (percentile bootstrap)"
        chosen["seed"] = request.seed
    return chosen
