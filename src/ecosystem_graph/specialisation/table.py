"""The tables of an analysis, by name: what the command line writes and reports are made of."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.choice import check_choice
from ecosystem_graph.network.filters import describe_other_editions
from ecosystem_graph.specialisation.advantage import symmetric_advantage
from ecosystem_graph.specialisation.analysis import settle_figures
from ecosystem_graph.specialisation.complementarity import density_gain, score_complementarity, similarity_of_profiles
from ecosystem_graph.specialisation.declared import compare_declared, measure_agreement
from ecosystem_graph.specialisation.diversity import measure_diversity
from ecosystem_graph.specialisation.gap import find_gaps
from ecosystem_graph.specialisation.opportunity import entry_potential, name_quadrants
from ecosystem_graph.specialisation.sensitivity import compare_variants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from ecosystem_graph.specialisation.analysis import Specialisation

    Floats = npt.NDArray[np.float64]

__all__ = [
    "TABLES",
    "tabulate",
    "tabulate_advantage",
    "tabulate_complementarity",
    "tabulate_complexity",
    "tabulate_density",
    "tabulate_diversity",
    "tabulate_opportunities",
    "tabulate_partners",
    "tabulate_relatedness",
    "tabulate_similarity",
]


def tabulate(analysis: Specialisation, name: str, *, region: str | None = None) -> pl.DataFrame:
    """Return one table.

    Args:
        analysis: What [`analyse`][ecosystem_graph.specialisation.analysis.analyse] returned.
        name: One of `TABLES`.
        region: Only rows of this region (NUTS code); of pairs, those in which it is the first.

    Raises:
        QueryParameterError: There is no such table, or ``partners`` is asked for without a region.
        NotFoundError: The region is not among those analysed, or what the table compares is not on record.
    """
    check_choice("table", name, TABLES)
    if region is not None:
        region = find_region(analysis, region)
    if name == "partners":
        if region is None:
            raise QueryParameterError("the table partners is of one region; say which")
        return tabulate_partners(analysis, region)
    found = TABLES[name](analysis)
    return found if region is None or "region" not in found.columns else found.filter(pl.col("region") == region)


def find_region(analysis: Specialisation, region: str) -> str:
    """Return the code of a region of the analysis.

    Raises:
        NotFoundError: It is not among those analysed; the message names those near it.
    """
    codes, code = analysis.volume.regions["key"].to_list(), region.upper()
    if code in codes:
        return code
    near = [each for each in codes if each.startswith(code[:2])] or difflib.get_close_matches(code, codes) or codes
    recipe = analysis.recipe
    raise NotFoundError(
        f"no {recipe['level']} {code!r} of at least {analysis.request.min_region} participations in NUTS edition "
        f"{recipe['nuts_edition']}; there is {', '.join(near[:8])}" + (" …" if len(near) > 8 else ""),
        hint=describe_other_editions(analysis.tables, code),
    )


def tabulate_advantage(analysis: Specialisation) -> pl.DataFrame:
    """Return the advantage of each region in each domain, with limits.

    Returns:
        ``region``, ``region_label``, ``domain``, ``domain_label``, ``value`` (as the recipe's measure says),
        ``participations``, ``advantage``, ``symmetric`` (-1 to 1), ``lower``, ``upper`` (null where there is nothing
        on record), ``specialised``, ``certain`` (the lower limit is above 1; null without limits).
    """
    lower, upper = analysis.limits
    cells = analysis.frame(
        value=analysis.values, participations=analysis.participations.astype(np.int64), advantage=analysis.advantage,
        symmetric=symmetric_advantage(analysis.advantage), lower=lower, upper=upper, specialised=analysis.specialised,
    )  # fmt: skip
    return cells.with_columns(certain=pl.when(~pl.col("specialised")).then(False).otherwise(pl.col("lower") > 1))


def tabulate_relatedness(analysis: Specialisation) -> pl.DataFrame:
    """Return each pair of related domains once, strongest first: ``domain``, ``other``, labels, ``relatedness``."""
    domains = analysis.volume.domains
    one, other = np.nonzero(np.triu(analysis.relatedness, 1))
    pairs = _named(domains, "domain", one).hstack(_named(domains, "other", other))
    related = pairs.with_columns(pl.Series("relatedness", analysis.relatedness[one, other]))
    return related.sort("relatedness", "domain", "other", descending=[True, False, False])


def tabulate_density(analysis: Specialisation) -> pl.DataFrame:
    """Return region, domain, ``specialised`` and ``density``: 0 to 1, null for domains related to no other."""
    return analysis.frame(specialised=analysis.specialised, density=analysis.density)


def tabulate_complexity(analysis: Specialisation) -> pl.DataFrame:
    """Return regions, then domains, with complexity, most complex first.

    Returns:
        ``kind`` (``region`` or ``domain``), ``key``, ``label``, ``participations``, ``specialisations`` (diversity of a
        region, ubiquity of a domain), ``others`` (mean of those of its domains or regions), ``complexity``.
    """
    specialised = analysis.specialised.astype(np.float64)
    diversity, ubiquity = specialised.sum(axis=1), specialised.sum(axis=0)
    sides = (
        ("region", analysis.volume.regions, diversity, specialised @ ubiquity, analysis.complexity.regions),
        ("domain", analysis.volume.domains, ubiquity, specialised.T @ diversity, analysis.complexity.domains),
    )
    parts = [
        table.select(pl.lit(kind).alias("kind"), "key", "label", "participations").with_columns(
            pl.Series("specialisations", number.astype(np.int64)),
            pl.Series("others", _ratio(reflected, number), nan_to_null=True),
            pl.Series("complexity", complexity, nan_to_null=True),
        )
        for kind, table, number, reflected, complexity in sides
    ]
    order = {"by": ["complexity", "key"], "descending": [True, False], "nulls_last": True}
    return pl.concat([settle_figures(part).sort(**order) for part in parts])  # type: ignore[arg-type]  # values differ in type


def tabulate_opportunities(analysis: Specialisation) -> pl.DataFrame:
    """Return domains that regions are not specialised in, with what they need for the opportunity map.

    Returns:
        ``region``, ``region_label``, ``domain``, ``domain_label``, ``advantage``, ``participations``, ``density``,
        ``complexity`` (of the domain), ``entry_potential`` (density relative to chance), ``quadrant``. Nearest first.
    """
    density, specialised, complexity = analysis.density, analysis.specialised, analysis.complexity.domains
    cells = analysis.frame(
        advantage=analysis.advantage, participations=analysis.participations.astype(np.int64), density=density,
        complexity=np.broadcast_to(complexity, density.shape), entry_potential=entry_potential(density, specialised),
        quadrant=name_quadrants(density, complexity, specialised), specialised=specialised,
    )  # fmt: skip
    order = {"by": ["region", "density", "domain"], "descending": [False, True, False], "nulls_last": True}
    return cells.filter(~pl.col("specialised")).drop("specialised").sort(**order)  # type: ignore[arg-type]  # values differ in type


def tabulate_complementarity(analysis: Specialisation) -> pl.DataFrame:
    """Return what each region would gain from each other, most first.

    Returns:
        ``region`` (that gains), ``region_label``, ``partner``, ``partner_label``, ``gain`` (sum of the gains of
        density over domains the region lacks), ``complex_gain`` (the same, each domain weighted by its complexity from
        0 for the simplest to 1), ``similarity`` (cosine of the advantages).
    """
    gain = score_complementarity(analysis.relatedness, analysis.specialised)
    complexity = analysis.complexity.domains
    defined = not np.isnan(complexity).all()
    worth = (complexity - np.nanmin(complexity)) / (np.ptp(complexity[~np.isnan(complexity)]) or 1) if defined else None
    weighted = np.full(gain.shape, np.nan) if worth is None else score_complementarity(
        analysis.relatedness, analysis.specialised, worth
    )  # fmt: skip
    pairs = _pairs(analysis, gain=gain, complex_gain=weighted, similarity=similarity_of_profiles(analysis.advantage))
    return pairs.sort("region", "gain", "partner", descending=[False, True, False])


def tabulate_similarity(analysis: Specialisation) -> pl.DataFrame:
    """Return region, partner, their labels and ``similarity`` (cosine of the advantages), most similar first."""
    pairs = _pairs(analysis, similarity=similarity_of_profiles(analysis.advantage))
    return pairs.sort("region", "similarity", "partner", descending=[False, True, False], nulls_last=True)


def tabulate_partners(analysis: Specialisation, region: str) -> pl.DataFrame:
    """Return which regions could help one region into which domain it is not specialised in.

    Returns:
        ``region``, ``region_label``, ``domain``, ``domain_label``, ``density`` (of the region alone), ``partner``,
        ``partner_label``, ``gain`` (of density, with the partner's specialisations), ``partner_specialised`` (in the
        domain itself). Rows with a gain, most first.
    """
    region = find_region(analysis, region)
    row = int(analysis.volume.regions["key"].index_of(region) or 0)
    gain = density_gain(analysis.relatedness, analysis.specialised, row)
    found = analysis.frame(gain=gain, partner_specialised=analysis.specialised).rename(
        {"region": "partner", "region_label": "partner_label"}
    )
    own = analysis.frame(density=analysis.density, specialised=analysis.specialised)
    lacking = own.filter(pl.col("region") == region, ~pl.col("specialised")).drop("specialised", "domain_label")
    joined = found.filter(pl.col("gain") > 0).join(lacking, on="domain")
    columns = [
        "region", "region_label", "domain", "domain_label", "density", "partner", "partner_label", "gain",
        "partner_specialised",
    ]  # fmt: skip
    order = ["domain", "partner_specialised", "gain", "partner"]
    return joined.select(columns).sort(order, descending=[False, True, True, False])


def tabulate_diversity(analysis: Specialisation) -> pl.DataFrame:
    """Return region, ``participations``, ``domains`` (number with anything on record) and measures of diversity."""
    regions = analysis.volume.regions.select("participations", region="key", region_label="label")
    measures = measure_diversity(analysis.values)
    counted = regions.select("region", "region_label", "participations").with_columns(
        pl.Series("domains", (analysis.values > 0).sum(axis=1).astype(np.int64)),
        *(pl.Series(name, values, nan_to_null=True) for name, values in measures.items()),
    )
    return settle_figures(counted)


TABLES: Mapping[str, Callable[[Specialisation], pl.DataFrame]] = {
    "rca": tabulate_advantage,
    "relatedness": tabulate_relatedness,
    "density": tabulate_density,
    "complexity": tabulate_complexity,
    "opportunities": tabulate_opportunities,
    "complementarity": tabulate_complementarity,
    "partners": tabulate_similarity,
    "similarity": tabulate_similarity,
    "diversity": tabulate_diversity,
    "declared": compare_declared,
    "agreement": measure_agreement,
    "gaps": find_gaps,
    "sensitivity": compare_variants,
}
"""Functions from an analysis to a table, by name."""


def _named(table: pl.DataFrame, name: str, rows: npt.NDArray[np.intp]) -> pl.DataFrame:
    return pl.DataFrame({name: table["key"].gather(rows), f"{name}_label": table["label"].gather(rows)})


def _pairs(analysis: Specialisation, **columns: Floats) -> pl.DataFrame:
    """Return all pairs of two different regions with the values of matrices of regions × regions."""
    regions = analysis.volume.regions
    one, other = np.nonzero(~np.eye(regions.height, dtype=bool))
    named = _named(regions, "region", one).hstack(_named(regions, "partner", other))
    figures = [pl.Series(name, values[one, other], nan_to_null=True) for name, values in columns.items()]
    return settle_figures(named.with_columns(figures))


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return ratio
