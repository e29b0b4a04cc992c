"""How well two divisions of the same nodes match: communities and countries, programmes or domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array

from ecosystem_graph.graph.iri import encode_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

__all__ = ["DIVISIONS", "mutual_information", "name_main_subjects"]

DIVISIONS: Final = ("country", "region", "type", "programme", "domain")
"""Columns of nodes that communities are compared with."""


def mutual_information(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return the normalised mutual information of two divisions: 0 for independent ones, 1 for the same.

    2 I(X, Y) / (H(X) + H(Y)); 1 where both have one group only, since then they are the same.

    Args:
        one: Group of each thing, numbered from 0.
        other: Group of each thing in the other division.

    Source:
        Danon, Díaz-Guilera, Duch & Arenas (2005), J. Stat. Mech. P09008.
        https://doi.org/10.1088/1742-5468/2005/09/P09008

    Examples:
        >>> mutual_information(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
        1.0
        >>> mutual_information(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
        0.0
    """
    if not len(one):
        return float("nan")
    shared = coo_array((np.ones(len(one)), (one, other))).tocsr()
    shared.sum_duplicates()
    joint = shared.data / len(one)
    entropies = [_entropy(np.bincount(each) / len(each)) for each in (one, other)]
    if sum(entropies) == 0.0:
        return 1.0
    together = sum(entropies) - _entropy(joint)
    return float(np.clip(2.0 * together / sum(entropies), 0.0, 1.0))


def name_main_subjects(network: Network, tables: Mapping[str, pl.DataFrame], base_iri: str) -> Network:
    """Give organisations the programme and the smart specialisation domain that most of their projects have.

    All projects of the release count, ties go to the smallest code; null where none is known.

    Args:
        network: Network of organisations; any other is returned as it is.
        tables: Consolidated tables.
        base_iri: Base IRI of the data.
    """
    if network.recipe.get("level") != "organisation":
        return network
    taken = tables["participation"].select("project", "organisation").unique()
    domains = tables["topic"].filter(pl.col("subject_class") == "project", pl.col("scheme") == "s3-domain")
    subjects = {
        "programme": tables["project"].select(project="key", value="programme"),
        "domain": domains.select(project="subject", value="code"),
    }
    columns = {}
    for name, known in subjects.items():
        counted = taken.join(known.drop_nulls().unique(), on="project").group_by("organisation", "value").len()
        main = counted.sort("len", "value", descending=[True, False]).unique("organisation", keep="first")
        named = main.select(id=f"{base_iri}id/organisation/" + encode_keys(main["organisation"]), value="value")
        columns[name] = network.nodes.select("id").join(named, on="id", how="left", maintain_order="left")["value"]
    return network.with_nodes({name: values for name, values in columns.items() if values.count()})


def _entropy(shares: NDArray[np.float64]) -> float:
    some = shares[shares > 0]
    return float(-(some * np.log(some)).sum())
