"""A network asked for in words: which level, weight, projects and period; made from the tables of a release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.network.affiliation import LEVELS, Level, affiliate
from ecosystem_graph.network.backbone import disparity_backbone, sdsm_backbone
from ecosystem_graph.network.choice import check_choice, check_nuts_level
from ecosystem_graph.network.filters import period_years, select_participations
from ecosystem_graph.network.money import MoneyKind, amounts_of_participations
from ecosystem_graph.network.projection import Weighting, project_affiliation
from ecosystem_graph.network.two_mode import two_mode_network
from ecosystem_graph.records.parquet import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ecosystem_graph.network.affiliation import Affiliation
    from ecosystem_graph.network.structure import Network
    from ecosystem_graph.release import Release

__all__ = ["BACKBONES", "MODES", "NetworkRequest", "iter_slices", "make_network", "read_tables"]

Mode = Literal["projected", "two-mode", "flows"]
"""Actors linked by projects; actors and projects; or actors linked with each of their organisations counted."""

MODES: tuple[Mode, ...] = get_args(Mode)
"""All modes."""

Backbone = Literal["disparity", "sdsm"]

BACKBONES: tuple[Backbone, ...] = get_args(Backbone)
"""Filters that leave the ties which chance does not explain."""

_TABLES = (
    "project", "programme", "participation", "organisation", "amount", "topic", "relation", "membership", "cluster",
    "region", "country", "harmonised", "change",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """What to make.

    Attributes:
        level: What nodes stand for.
        nuts: Level of regions, 0-3.
        mode: Projection, two-mode network or flows.
        weight: What a shared project adds to a tie.
        where: Conditions ``filter=value`` that projects meet.
        period: Years in which projects ran, ``2014..2020`` or ``2016``; None for all.
        largest: Leave out projects of more actors; None keeps all.
        money: Which amount weights by money take.
        backbone: Filter of ties; None keeps all.
        alpha: Chance below which a backbone keeps a tie.
    """

    level: str = "organisation"
    nuts: int = 2
    mode: str = "projected"
    weight: str = "newman"
    where: tuple[str, ...] = ()
    period: str | None = None
    largest: int | None = None
    money: str = "eu"
    backbone: str | None = None
    alpha: float = 0.05

    def check(self) -> None:
        """Refuse what does not exist or does not go together, before any table is read.

        Raises:
            QueryParameterError: The message says what exists instead.
        """
        check_choice("level", self.level, LEVELS)
        check_choice("mode", self.mode, MODES)
        check_choice("weight", self.weight, get_args(Weighting))
        check_choice("kind of money", self.money, get_args(MoneyKind))
        check_choice("backbone", self.backbone or BACKBONES[0], BACKBONES)
        check_nuts_level(self.nuts)
        if self.mode == "flows" and self.level not in {"region", "country"}:
            raise QueryParameterError(f"mode flows is between regions or countries, not of level {self.level}")
        if self.mode == "two-mode" and (self.backbone or self.weight != "newman"):
            raise QueryParameterError("a two-mode network has no weights and no backbone; leave them out")
        if self.backbone == "sdsm" and (self.mode != "projected" or self.weight == "money" or self.largest):
            raise QueryParameterError("backbone sdsm is for projections by newman, count or pair, of all projects")
        if self.weight == "lead" and self.backbone:
            raise QueryParameterError("weight lead gives ties a direction, and backbones are for ties without one")
        if self.largest is not None and self.largest < 2:
            raise QueryParameterError(f"projects of at most {self.largest} actors have no ties; use 2 or more")


def read_tables(release: Release) -> dict[str, pl.DataFrame]:
    """Return the consolidated tables that networks are made of."""
    return {name: read_table(release.consolidated / f"{name}.parquet") for name in _TABLES}


def make_network(
    tables: Mapping[str, pl.DataFrame], request: NetworkRequest, *, base_iri: str = DEFAULT_BASE, release: str = ""
) -> Network:
    """Make a network from consolidated tables.

    Args:
        tables: What `read_tables` returned.
        request: What to make.
        base_iri: Base IRI of the data, ending in ``/``.
        release: IRI of the release, for the recipe.

    Raises:
        QueryParameterError: The request does not hold together.
        NotFoundError: A value is not in the release, no project meets all conditions, or none has an actor.
    """
    request.check()
    selection = select_participations(tables, request.where, request.period)
    affiliation = affiliate(
        {**tables, "participation": selection.participations},
        cast("Level", request.level),
        nuts=request.nuts,
        each=request.mode == "flows",
        base_iri=base_iri,
    )
    made = _connect(tables, request, affiliation, base_iri)
    made.recipe.update(selection.recipe)
    if release:
        made.recipe["release"] = release
    if request.backbone == "sdsm":
        made = sdsm_backbone(made, affiliation, request.alpha)
    elif request.backbone == "disparity":
        made = disparity_backbone(made, request.alpha)
    return made


def iter_slices(tables: Mapping[str, pl.DataFrame], periods: str) -> Iterator[str]:
    """Yield periods one after the other.

    Args:
        tables: Consolidated tables.
        periods: Periods separated by commas (``2007..2013,2014..2020``), or ``year`` for each year in which a project
            with partners ran.

    Raises:
        NotFoundError: ``year`` is asked for and no project has dates.
    """
    if periods != "year":
        yield from (period.strip() for period in periods.split(","))
        return
    years = period_years(tables)
    if years is None:
        raise NotFoundError("no project with partners has dates, so there are no years")
    yield from map(str, range(years[0], years[1] + 1))


def _connect(
    tables: Mapping[str, pl.DataFrame], request: NetworkRequest, affiliation: Affiliation, base_iri: str
) -> Network:
    if request.mode == "two-mode":
        return two_mode_network(affiliation, tables["project"], base_iri=base_iri)
    money = amounts_of_participations(tables, cast("MoneyKind", request.money)) if request.weight == "money" else None
    return project_affiliation(
        affiliation,
        tables["project"],
        weighting=cast("Weighting", request.weight),
        largest=request.largest,
        money=money,
    )
