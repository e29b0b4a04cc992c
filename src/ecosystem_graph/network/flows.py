"""Flows between regions: what flows within, what would be expected by size alone, and by size, distance and borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import EngineError, NotFoundError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]

__all__ = ["Gravity", "compare_flows", "distance_km", "fit_gravity", "tabulate_flows"]

_EARTH_KM = 6371.0088
_NEAREST_KM = 1.0
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Gravity:
    """A fitted gravity model.

    Attributes:
        coefficients: By name: ``constant``, ``size`` (of the logarithm of the product of both strengths), ``distance``
            (of the logarithm of kilometres) and, where pairs on both sides of a border exist, ``border``.
        expected: Expected flow of each pair, in the order of `fit_gravity`'s table.
        deviance_explained: Share of the deviance that the model explains, 0-1.
    """

    coefficients: dict[str, float]
    expected: _Floats
    deviance_explained: float


def tabulate_flows(network: Network) -> pl.DataFrame:
    """Return the flows of a network, those within a node in the diagonal, beside what sizes alone would give.

    Args:
        network: Network of regions or countries, each organisation counted, so that loops hold what flows within.

    Returns:
        ``source``, ``target`` (ids), ``flow``, ``expected`` and ``affinity`` (flow / expected; 1 is as expected). A
        flow is counted once per pair; expected is F(r) F(s) / F, where F(r) is the row sum of the symmetric matrix and
        F the sum of all of it (half of that within a node, which the matrix holds once per direction).

    Source:
        Probabilistic affinity index: Zitt, Bassecoulard & Okubo (2000), Scientometrics 47(3), 627-657.
        https://doi.org/10.1023/A:1005632319799
    """
    network = network.undirected()
    source, target = network.edges["source"].to_numpy(), network.edges["target"].to_numpy()
    flow = network.edges["weight"].to_numpy()
    size = len(network)
    total = np.bincount(source, flow, size) + np.bincount(target, flow, size)
    whole = max(float(total.sum()), np.finfo(float).tiny)
    expected = total[source] * total[target] / whole * np.where(source == target, 0.5, 1.0)
    ids = network.nodes["id"]
    return pl.DataFrame(
        {
            "source": ids.gather(network.edges["source"]),
            "target": ids.gather(network.edges["target"]),
            "flow": flow,
            "expected": expected,
            "affinity": np.divide(flow, expected, out=np.full(len(flow), np.nan), where=expected > 0),
        }
    )


def fit_gravity(network: Network) -> tuple[pl.DataFrame, Gravity]:
    """Fit flows between different regions to size, distance and borders: a Poisson model, pairs without flow included.

    ln E = constant + size ln(S(r) S(s)) + distance ln(km) + border [different countries], where S is the sum of a
    region's flows to others.

    Args:
        network: Network of regions with ``longitude`` and ``latitude``; regions without, or without any flow to others,
            are left out.

    Returns:
        Table of all pairs: ``source``, ``target`` (ids), ``flow``, ``km``, ``expected``, ``residual`` (of Pearson); and
        the model.

    Raises:
        NotFoundError: Fewer than four regions have coordinates and flows.
        EngineError: The model does not settle.

    Source:
        Scherngell & Barber (2009), Papers in Regional Science 88(3), 531-546.
        https://doi.org/10.1111/j.1435-5957.2008.00215.x
    """
    pairs, terms = _gravity_terms(network.undirected())
    flow = pairs["flow"].to_numpy()
    coefficients, expected = _fit_poisson(np.column_stack(list(terms.values())), flow)
    explained = 1.0 - _deviance(flow, expected) / _deviance(flow, np.full(len(flow), flow.mean()))
    model = Gravity(dict(zip(terms, coefficients.tolist(), strict=True)), expected, explained)
    return pairs.with_columns(expected=expected, residual=(flow - expected) / np.sqrt(expected)), model


def compare_flows(network: Network, *, gravity: bool) -> tuple[pl.DataFrame, dict[str, float]]:
    """Return each flow beside what is expected of it, most above expectation first.

    Args:
        network: Network of regions or countries, each organisation counted.
        gravity: Whether distance and borders count too; nodes then need coordinates.

    Returns:
        ``source``, ``target`` (ids), ``source_label``, ``target_label``, ``flow``, ``expected`` and ``affinity``; with
        gravity, for different nodes that have coordinates, also ``distance`` (km), ``expected_by_gravity`` and
        ``residual``, and pairs without flow. And the model: its coefficients and ``deviance_explained``.

    Raises:
        NotFoundError: There are too few coordinates for a gravity model.
        EngineError: The model does not settle.
    """
    table, model = tabulate_flows(network), {}
    order = pl.col("affinity")
    if gravity:
        pairs, fitted = fit_gravity(network)
        beside = pairs.select("source", "target", "residual", distance="km", expected_by_gravity="expected")
        table = table.join(beside, on=["source", "target"], how="full", coalesce=True)
        table = table.with_columns(pl.col("flow").fill_null(0.0))
        model = {**fitted.coefficients, "deviance_explained": fitted.deviance_explained}
        order = pl.col("residual")
    names = dict(zip(network.ids, network.nodes.get_column("label", default=network.nodes["id"]), strict=True))
    labels = {f"{end}_label": pl.col(end).replace(names) for end in ("source", "target")}
    ends = ["source", "target"]
    shown = table.with_columns(**labels).sort(order, *ends, descending=[True, False, False], nulls_last=True)
    return shown.select(*ends, *labels, *(name for name in table.columns if name not in ends)), model


def distance_km(longitude: _Floats, latitude: _Floats, other_longitude: _Floats, other_latitude: _Floats) -> _Floats:
    """Return distances on the sphere between points in degrees, in km (haversine)."""
    one, other = np.radians(latitude), np.radians(other_latitude)
    across = np.radians(other_longitude - longitude)
    half = np.sin((other - one) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin(across / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(half)))


def _gravity_terms(network: Network) -> tuple[pl.DataFrame, dict[str, _Floats]]:
    if not {"longitude", "latitude"} <= set(network.nodes.columns):
        raise NotFoundError("the regions have no coordinates, so there is no distance to expect flows by")
    known = network.nodes.select(pl.col("longitude").is_not_null() & pl.col("latitude").is_not_null()).to_series()
    matrix = network.weights.toarray()
    usable = np.flatnonzero(known.to_numpy() & (matrix.sum(axis=1) > 0))
    strength = matrix.sum(axis=1)[usable]
    if len(usable) < 4:
        raise NotFoundError(f"{len(usable)} regions have coordinates and flows to others; a gravity model needs four")
    one, other = np.triu_indices(len(usable), 1)
    nodes = network.nodes[usable]
    place = [nodes[name].to_numpy() for name in ("longitude", "latitude")]
    km = np.maximum(distance_km(place[0][one], place[1][one], place[0][other], place[1][other]), _NEAREST_KM)
    flow = matrix[np.ix_(usable, usable)][one, other]
    pairs = pl.DataFrame({"source": nodes["id"][one], "target": nodes["id"][other], "flow": flow, "km": km})
    terms = {"constant": np.ones(len(km)), "size": np.log(strength[one] * strength[other]), "distance": np.log(km)}
    if "country" in nodes.columns:
        border = (nodes["country"][one] != nodes["country"][other]).fill_null(value=True).to_numpy().astype(float)
        if 0.0 < border.mean() < 1.0:
            terms["border"] = border
    return pairs, terms


def _fit_poisson(terms: _Floats, flow: _Floats) -> tuple[_Floats, _Floats]:
    """Fit by iteratively reweighted least squares."""
    expected = (flow + flow.mean()) / 2
    coefficients = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS):
        working = np.log(expected) + (flow - expected) / expected
        root = np.sqrt(expected)
        new = np.linalg.lstsq(terms * root[:, None], working * root, rcond=None)[0]
        expected = np.exp(np.clip(terms @ new, -50.0, 50.0))
        if np.abs(new - coefficients).max() < 1e-10:
            return new, expected
        coefficients = new
    raise EngineError("the gravity model does not settle on these flows")


def _deviance(flow: _Floats, expected: _Floats) -> float:
    logs = np.log(np.divide(flow, expected, out=np.ones(len(flow)), where=flow > 0))
    return float(2 * (flow * logs - (flow - expected)).sum())
