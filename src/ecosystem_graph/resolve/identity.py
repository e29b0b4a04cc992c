"""Which stated entities are one: equal published identifiers link, different ones of one scheme forbid.

This is the first and strictest of the rules for identity. What only looks alike stays apart.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["IDENTITY_SCHEMA", "SCHEME_STRENGTH", "canonical_keys", "link_identities"]

SCHEME_STRENGTH = (
    "ror", "pic", "vat", "national-register", "wikidata", "cordis", "cordis-rcn", "doi", "keep", "kohesio",
    "interreg-de", "cci",
)  # fmt: skip
"""Identifier schemes, strongest first; the strongest names the canonical entity."""

IDENTITY_SCHEMA = pl.Schema(
    {
        "subject_class": pl.String,
        "subject": pl.String,
        "object": pl.String,
        "method": pl.String,
        "confidence": pl.String,
        "evidence": pl.String,
    }
)


def link_identities(identifiers: pl.DataFrame) -> pl.DataFrame:
    """Return one row per stated entity that has an identifier: its key and its canonical key.

    The canonical key is ``<scheme>.<value>`` of the strongest identifier, so it does not change when a source is added.
    Where entities would join two different values of one scheme, the weakest scheme among them links nothing there.

    Args:
        identifiers: Record table ``identifier``: subject_class, subject, scheme, value.

    Returns:
        Columns of `IDENTITY_SCHEMA`, sorted by class and subject. O(n log n).
    """
    rank = {scheme: position for position, scheme in enumerate(SCHEME_STRENGTH)}
    known = (
        identifiers.filter(pl.col("scheme").is_in(SCHEME_STRENGTH))
        .select("subject_class", "subject", "scheme", "value")
        .unique()
        .with_columns(rank=pl.col("scheme").replace_strict(rank, return_dtype=pl.Int64))
        .sort("subject_class", "subject", "rank", "value")
    )
    parts = [_link_class(part) for part in known.partition_by("subject_class", maintain_order=True)]
    return pl.concat([pl.DataFrame(schema=IDENTITY_SCHEMA), *parts])


def _link_class(known: pl.DataFrame) -> pl.DataFrame:
    consistent = _consistent(known)
    strongest = consistent.sort("rank", "value").group_by("component").first()
    named = strongest.select(
        "component",
        object=pl.col("scheme") + "." + pl.col("value"),
        evidence=pl.lit("equal identifier ") + pl.col("scheme") + " " + pl.col("value"),
    )
    return (
        consistent.select("subject_class", "subject", "component")
        .unique()
        .join(named, on="component")
        .with_columns(method=pl.lit("identifier"), confidence=pl.lit("1.0"))
        .select(list(IDENTITY_SCHEMA))
        .sort("subject_class", "subject")
    )


def _consistent(known: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that link without contradiction, with their component.

    Where a component joins two values of one scheme, its weakest scheme is left out and it is looked at again: a tax
    number that the institutes of a society share must not undo the links that their own codes make.
    """
    found: list[pl.DataFrame] = []
    left = known
    while left.height:
        component = left.with_columns(component=pl.Series(_components(left)))
        values = component.group_by("component", "scheme").agg(pl.col("value").n_unique())
        contradictory = values.filter(pl.col("value") > 1).select("component").unique()
        offset = sum(each["component"].n_unique() for each in found)
        good = component.join(contradictory, on="component", how="anti", maintain_order="left")
        found.append(good.with_columns(pl.col("component").rank("dense").cast(pl.Int64) - 1 + offset))
        doubtful = component.join(contradictory, on="component", how="semi", maintain_order="left")
        left = doubtful.filter(pl.col("rank") < pl.col("rank").max().over("component")).drop("component")
    return pl.concat(found)


def _components(known: pl.DataFrame) -> np.ndarray:
    """Return the component of each row in the graph of entities and identifiers."""
    subjects = known["subject"].rank("dense").to_numpy().astype(np.int64) - 1
    identifiers = (known["scheme"] + "." + known["value"]).rank("dense").to_numpy().astype(np.int64) - 1
    offset = int(subjects.max()) + 1
    size = offset + int(identifiers.max()) + 1
    edges = coo_array((np.ones(known.height, dtype=np.int8), (subjects, identifiers + offset)), shape=(size, size))
    labels: np.ndarray = connected_components(edges, directed=False)[1]
    of_rows: np.ndarray = labels[subjects]
    return of_rows


def canonical_keys(identity: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """Return the keys that change, by class: subject (stated key), object (canonical key)."""
    changed = identity.filter(pl.col("subject") != pl.col("object"))
    classes = changed.partition_by("subject_class", as_dict=True).items()
    return {str(name): part.select("subject", "object") for (name,), part in classes}
