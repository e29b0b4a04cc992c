"""An analysis as rows of one value each, fit to be published in a release as observations."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ecosystem_graph.graph.analysis import Analysis, Measure
from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.namespaces import DEF, NUTS
from ecosystem_graph.specialisation.diversity import measure_diversity
from ecosystem_graph.specialisation.table import tabulate_partners

if TYPE_CHECKING:
    import numpy.typing as npt

    from ecosystem_graph.specialisation.analysis import Specialisation

__all__ = ["MEASURES_OF_SPECIALISATION", "list_observations", "specialisation_analysis"]

MEASURES_OF_SPECIALISATION: Final = (
    Measure("volume", "volume", "What a region did in a domain; what counts, the parameter measure tells.", "count"),
    Measure(
        "participations", "participations", "Participations of a region in projects of a domain.", "participation",
        is_whole=True,
    ),
    Measure(
        "advantage", "revealed comparative advantage",
        "Share of the domain in the region over its share in all regions; 1 is as expected.",
    ),
    Measure(
        "gain", "gain of density",
        "Share of what is related to the domain that the partner is strong in and the region is not.",
    ),
    Measure("density", "relatedness density", "Share of what is related to the domain that the region is strong in."),
    Measure(
        "complexity", "complexity", "Complexity of a region or a domain, mean 0 and standard deviation 1.", "deviation"
    ),
    Measure("shannon", "Shannon entropy", "Entropy of the shares of domains in a region.", "nat"),
    Measure("effective-domains", "effective domains", "As many equal domains as would be as diverse.", "domain"),
    Measure("herfindahl", "Herfindahl index", "Sum of the squared shares of domains; 1 for one domain."),
    Measure("gini", "Gini coefficient", "Inequality of the shares of all domains in a region; 0 for equal shares."),
    Measure("krugman", "Krugman index", "Sum of the differences of shares of domains from those of all regions."),
    Measure("hachman", "Hachman index", "Likeness of the shares of domains to those of all regions; 1 for the same."),
)  # fmt: skip
"""What the values of an analysis are."""


def list_observations(analysis: Specialisation) -> pl.DataFrame:
    """Return every value of an analysis that is of a region, of a domain, or of both.

    Returns:
        ``region`` (NUTS code; null for values of a domain alone), ``domain`` (code; null for values of a region alone),
        ``measure`` (code of one of `MEASURES_OF_SPECIALISATION`), ``value``, ``lower`` and ``upper`` (limits of
        advantages). Undefined values have no row, nor have volume, participations and advantage of a region in a domain
        where nothing is on record. Sorted.
    """
    lower, upper = analysis.limits
    something = np.where(analysis.values > 0, 1.0, np.nan)
    cells = analysis.frame(
        volume=analysis.values * something, participations=analysis.participations * something,
        advantage=analysis.advantage * something, density=analysis.density, lower=lower, upper=upper,
    ).drop("region_label", "domain_label")  # fmt: skip
    both = cells.unpivot(index=["region", "domain", "lower", "upper"], variable_name="measure").with_columns(
        pl.when(pl.col("measure") == "advantage").then(pl.col("lower", "upper"))
    )
    regions = {"complexity": analysis.complexity.regions, **measure_diversity(analysis.values)}
    parts = [
        both,
        _of_one("region", analysis.volume.regions["key"], regions),
        _of_one("domain", analysis.volume.domains["key"], {"complexity": analysis.complexity.domains}),
    ]
    columns = ["region", "domain", "measure", "value", "lower", "upper"]
    rows = pl.concat([part.select(columns) for part in parts]).drop_nulls("value")
    return rows.sort("measure", "region", "domain", nulls_last=True)


def specialisation_analysis(analysis: Specialisation, region: str | None = None) -> Analysis:
    """Return an analysis as what `ecosystem_graph.store.analysis.publish_analysis` writes into a release.

    Args:
        analysis: What was analysed.
        region: Region for which it is told too what each partner would add; of all regions that would be too much.

    Raises:
        NotFoundError: The region is not among those analysed.
    """
    rows = list_observations(analysis)
    both = pl.col("region").is_not_null() & pl.col("domain").is_not_null()
    values = ["measure", "value", "lower", "upper"]
    figures = [
        _named(analysis, rows.filter(both), node="region", domain="domain").select("node", "domain", *values),
        _named(analysis, rows.filter(pl.col("domain").is_null()), node="region").select("node", *values),
        _named(analysis, rows.filter(pl.col("region").is_null()), domain="domain").select(*values, node="domain"),
    ]
    if region is not None:
        gains = tabulate_partners(analysis, region).with_columns(measure=pl.lit("gain"), value="gain")
        named = _named(analysis, gains, node="region", partner="partner", domain="domain")
        figures.append(named.select("node", "partner", "domain", "measure", "value"))
    used = {code for table in figures for code in table["measure"].unique()}
    return Analysis(
        kind="specialisation",
        title=f"Specialisation of {analysis.recipe['level']}s in domains of {analysis.volume.scheme}",
        options={**asdict(analysis.request), "region": region},
        recipe=analysis.recipe,
        measures=tuple(measure for measure in MEASURES_OF_SPECIALISATION if measure.code in used),
        figures=tuple(figures),
    )


def _named(analysis: Specialisation, rows: pl.DataFrame, **columns: str) -> pl.DataFrame:
    """Return rows with the IRIs of regions and domains, each under its name, beside or in place of the codes."""
    prefix = {"domain": f"{DEF}{analysis.volume.scheme}/"}
    return rows.with_columns(
        pl.Series(name, prefix.get(name, NUTS) + encode_keys(rows[column])) for name, column in columns.items()
    )


def _of_one(name: str, keys: pl.Series, measures: dict[str, npt.NDArray[np.float64]]) -> pl.DataFrame:
    other = "domain" if name == "region" else "region"
    return pl.concat(
        pl.DataFrame({name: keys, "value": pl.Series(values, nan_to_null=True)}).with_columns(
            pl.lit(None, pl.String).alias(other),
            measure=pl.lit(measure.replace("_", "-")),
            lower=pl.lit(None, pl.Float64),
            upper=pl.lit(None, pl.Float64),
        )
        for measure, values in measures.items()
    )
