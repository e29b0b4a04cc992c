"""What a check over tables returns: one row per thing that breaks a rule."""

from collections.abc import Callable, Mapping

import polars as pl

from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.namespaces import XSD
from ecosystem_graph.validate.finding import IRI_VALUE

__all__ = ["DATE", "DECIMAL", "INTEGER", "IRI", "Tables", "TwinCheck", "entity_iri", "suspects"]

Tables = Mapping[str, pl.DataFrame]
TwinCheck = Callable[[Tables, str], pl.DataFrame]
"""From tables and base IRI to the columns ``node``, ``path``, ``value``, ``value_type``; others fill the message."""

DATE, DECIMAL, INTEGER, IRI = f"{XSD}date", f"{XSD}decimal", f"{XSD}integer", IRI_VALUE


def entity_iri(base: str, folder: str | pl.Expr, key: str) -> pl.Expr:
    """Return the IRIs of entities whose keys are in a column."""
    name = pl.lit(folder) if isinstance(folder, str) else folder
    encoded = pl.col(key).map_batches(encode_keys, return_dtype=pl.String)
    return pl.concat_str(pl.lit(f"{base}id/"), name, pl.lit("/"), encoded)


def suspects(
    rows: pl.DataFrame, node: pl.Expr, path: str, value: str | pl.Expr, value_type: str, **message: pl.Expr
) -> pl.DataFrame:
    """Return rows in the form that twin checks return.

    Args:
        rows: Rows that break a rule.
        node: IRI of the focus node.
        path: Property IRI, or an empty string.
        value: Column or expression with the value.
        value_type: Value type of the value.
        **message: What fills the other placeholders of the message.
    """
    shown = pl.col(value) if isinstance(value, str) else value
    return rows.select(
        node=node,
        path=pl.lit(path),
        value=shown.cast(pl.String),
        value_type=pl.lit(value_type),
        **{name: each.cast(pl.String) for name, each in message.items()},
    )
