"""How far an analysis depends on choices: the same with another way to count, and without very large projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.advantage import is_specialised, revealed_advantage, symmetric_advantage
from ecosystem_graph.specialisation.volume import measure_volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecosystem_graph.specialisation.analysis import Specialisation
    from ecosystem_graph.specialisation.request import SpecialisationRequest

__all__ = ["LARGE", "compare_variants"]

LARGE = 30
"""Participations above which a project is large."""


def compare_variants(analysis: Specialisation) -> pl.DataFrame:
    """Return how much of an analysis stays the same under other choices.

    Returns:
        ``variant``; ``cells`` (regions and domains that both have); ``correlation`` of the symmetric advantages of
        these; ``specialisations`` of the analysis among them; ``kept``: the share of those that are specialisations of
        the variant; ``jaccard``: specialisations of both among those of either. Null where there is nothing to compare.
    """
    rows = [(name, *_compare(analysis, request)) for name, request in _variants(analysis)]
    schema = {"variant": pl.String, "cells": pl.Int64, "correlation": pl.Float64, "specialisations": pl.Int64}
    compared = pl.DataFrame(rows, schema={**schema, "kept": pl.Float64, "jaccard": pl.Float64}, orient="row")
    return compared.with_columns(pl.col("correlation").round_sig_figs(9))


def _variants(analysis: Specialisation) -> Iterator[tuple[str, SpecialisationRequest]]:
    request = replace(analysis.request, scheme=analysis.volume.scheme)
    for measure, name in (("count", "participations"), ("fractional", "projects, each 1 in all"), ("money", "money")):
        if measure != request.measure:
            yield f"counting {name}", replace(request, measure=measure)
    if request.largest is None or request.largest > LARGE:
        yield f"without projects of more than {LARGE} participations", replace(request, largest=LARGE)


def _compare(
    analysis: Specialisation, request: SpecialisationRequest
) -> tuple[int, float | None, int | None, float | None, float | None]:
    try:
        other = measure_volume(analysis.tables, request)
    except NotFoundError:
        return 0, None, None, None, None
    pairs = [(getattr(analysis.volume, side), getattr(other, side)) for side in ("regions", "domains")]
    places = [one.with_row_index("one").join(two.with_row_index("two"), on="key").sort("key") for one, two in pairs]
    ours, theirs = (np.ix_(*(place[which].to_numpy() for place in places)) for which in ("one", "two"))
    values = other.matrix()
    count = other.matrix("participations")
    theirs_specialised = is_specialised(values, least=request.min_cell, count=count)[theirs]
    both = analysis.specialised[ours] & theirs_specialised
    either = analysis.specialised[ours] | theirs_specialised
    number = int(analysis.specialised[ours].sum())
    one, two = (
        symmetric_advantage(each).ravel() for each in (analysis.advantage[ours], revealed_advantage(values)[theirs])
    )
    varied = len(one) > 1 and one.std() > 0 and two.std() > 0
    return (
        both.size,
        float(np.corrcoef(one, two)[0, 1]) if varied else None,
        number,
        float(both.sum() / number) if number else None,
        float(both.sum() / either.sum()) if either.any() else None,
    )
