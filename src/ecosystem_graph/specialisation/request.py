"""An analysis of specialisation asked for in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.choice import check_choice, check_nuts_level
from ecosystem_graph.network.money import MoneyKind
from ecosystem_graph.specialisation.relatedness import INDICES
from ecosystem_graph.specialisation.volume import MEASURES

__all__ = ["SpecialisationRequest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialisationRequest:
    """What to analyse.

    Attributes:
        nuts: Level of regions, 0-3.
        scheme: Concept scheme of the domains; None for the one that most projects are filed under.
        depth: Levels of codes that are paths; None for codes as they are.
        via: Scheme whose codes are brought to ``scheme`` by the shipped mapping sets; None for none.
        measure: What counts: participations, projects or money.
        money: Which amount; ``eu`` or ``total``.
        where: Conditions ``filter=value`` that projects meet, as for networks.
        period: Years in which projects ran, ``2014..2020`` or ``2016``; None for all.
        largest: Leave out projects of more participations; None keeps all.
        min_region: Least number of participations of a region.
        min_domain: Least number of participations in a domain.
        min_cell: Least number of participations behind a specialisation.
        index: How domains are related.
        together: Where domains occur together: ``regions`` specialised in both, or ``projects`` filed under both.
        draws: How often projects are drawn for limits of the advantage; 0 for no limits.
        confidence: Share of draws between the limits.
        seed: Of the draws.
    """

    nuts: int = 2
    scheme: str | None = None
    depth: int | None = None
    via: str | None = None
    measure: str = "count"
    money: str = "eu"
    where: tuple[str, ...] = ()
    period: str | None = None
    largest: int | None = None
    min_region: int = 10
    min_domain: int = 10
    min_cell: int = 1
    index: str = "proximity"
    together: str = "regions"
    draws: int = 400
    confidence: float = 0.95
    seed: int = 0

    def check(self) -> None:
        """Refuse what does not exist or does not go together, before any table is read.

        Raises:
            QueryParameterError: The message says what exists instead.
        """
        check_choice("measure", self.measure, MEASURES)
        check_choice("kind of money", self.money, get_args(MoneyKind))
        check_choice("index of relatedness", self.index, INDICES)
        check_choice("place of co-occurrence", self.together, ("regions", "projects"))
        check_nuts_level(self.nuts)
        if min(self.min_region, self.min_domain, self.min_cell, self.largest or 1) < 1:
            raise QueryParameterError("numbers of participations start at 1")
        if not 0 < self.confidence < 1 or self.draws < 0:
            raise QueryParameterError("confidence is a share between 0 and 1, draws are 0 or more")
        if self.via and not self.scheme:
            raise QueryParameterError(f"codes of {self.via!r} are brought to another scheme: say which one")
