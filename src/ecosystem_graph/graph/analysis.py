"""Figures of an analysis as observations of a data cube: the seam between whoever computes and the graph.

An analysis hands over tables of figures in long form, ``node, measure, value, unit``, what its measures mean, and its
recipe. `ecosystem_graph.store.analysis.publish_analysis` writes them as the named graph ``graph/analysis/<run>`` of the
release: an observation per figure, its structure, and the recipe as data.

    table = pl.DataFrame({"node": ["http://data.europa.eu/nuts/code/AT31"], "domain": [f"{DEF}s3-domain/MANU"],
                          "measure": ["rca"], "value": [1.8]})
    rca = Measure("rca", "revealed comparative advantage", "Share of the domain in the region over its share in all.")
    analysis = Analysis("specialisation", "Specialisation of regions", options, recipe, (rca,), (table,))
    publish_analysis(release, analysis)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ecosystem_graph.records.key import digest
from ecosystem_graph.terms import EG

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["DIMENSIONS", "Analysis", "Measure", "analysis_graph"]

DIMENSIONS: Final[Mapping[str, str]] = {
    "node": EG.observedNode,
    "partner": EG.observedPartner,
    "domain": EG.observedDomain,
}
"""Columns of a table of figures that say what a figure is about, each a whole IRI, and their properties."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is.

    Attributes:
        code: Name in IRIs and queries: small letters, digits and hyphens.
        label: Name in a few English words.
        definition: One English sentence.
        unit: Unit of its values, one English word, or ``1`` for shares and other pure numbers.
        is_whole: Whether values are whole numbers.
    """

    code: str
    label: str
    definition: str
    unit: str = "1"
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """Results of one analysis of one release.

    Attributes:
        kind: What was computed, one word: ``network``, ``specialisation``.
        title: One English sentence for readers.
        options: What was asked for. With the release, it tells this run from all others.
        recipe: How it was made, options included: projection, weighting, filters, version, seed, edition, coverage.
        measures: What the figures are; each code of a table is one of them.
        figures: Tables in long form: ``measure`` (code) and ``value`` (number; null where not defined, which makes no
            observation), some of `DIMENSIONS`, and where known ``unit`` (else that of the measure), ``error``,
            ``lower`` and ``upper``. A table without dimensions is about the whole.
    """

    kind: str
    title: str
    options: Mapping[str, object]
    recipe: Mapping[str, str | int | float]
    measures: tuple[Measure, ...]
    figures: tuple[pl.DataFrame, ...]

    def run(self, release: str) -> str:
        """Return the name of this run: a digest of kind, options and release.

        Args:
            release: IRI of the release.
        """
        return digest(self.kind, json.dumps(dict(self.options), sort_keys=True, default=str), release)


def analysis_graph(base: str, run: str) -> str:
    """Return the IRI of the graph of a run."""
    return f"{base}graph/analysis/{run}"
