"""One value per single-valued property of an entity, and the values that were not chosen."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from ecosystem_graph.records.key import digest

__all__ = [
    "CONFLICT_SCHEMA", "DERIVATION_SCHEMA", "choose_amounts", "choose_rows", "derivations", "unchosen_amounts",
]  # fmt: skip

CONFLICT_SCHEMA = pl.Schema(
    {
        "key": pl.String,
        "subject_class": pl.String,
        "subject": pl.String,
        "property": pl.String,
        "value": pl.String,
        "chosen": pl.Boolean,
        "rule": pl.String,
        "record": pl.String,
    }
)
"""One row per stated value and record that states it; ``property`` is the column."""

DERIVATION_SCHEMA = pl.Schema({"subject_class": pl.String, "subject": pl.String, "record": pl.String})

_ABOUT = ("subject_class", "subject", "kind", "phase", "currency")
"""Columns that say what an amount is about; of two amounts about the same thing one is chosen."""

_MOST = "most records, then smallest record key"
_PUBLISHED = "a published amount, then the smallest key"

_EXPLAINS: Mapping[str, str] = MappingProxyType(
    {
        "language": "name",
        "start_raw": "start",
        "end_raw": "end",
        "type_raw": "type",
        "legal_status_raw": "legal_status",
        "region_edition": "region",
        "region_basis": "region",
    }
)
"""Columns that say how another one is to be read. They go with its value: a tag or an edition of one record must not
meet the name or the code of another. Two notations of one value are no conflict."""


def choose_rows(table: pl.DataFrame, *, subject_class: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one row per key, and the conflicts.

    Each column takes the value that most records state; ties go to the record with the smallest key, then to the
    smallest value. Nulls never win over a value: absence is not a statement.

    Args:
        table: Rows with ``key`` and ``record``; several rows may share a key.
        subject_class: Class folder, for the conflicts.

    Returns:
        The chosen rows sorted by key, ``record`` being null where several records became one row; and the conflicts
        (with the columns of `CONFLICT_SCHEMA`).
    """
    is_repeated = table["key"].is_duplicated()
    single, many = table.filter(~is_repeated), table.filter(is_repeated)
    if many.is_empty():
        return table.sort("key"), pl.DataFrame(schema=CONFLICT_SCHEMA)
    only_record = pl.when(pl.col("record").n_unique() == 1).then(pl.col("record").first())
    chosen = many.group_by("key").agg(only_record)
    conflicts = [pl.DataFrame(schema=CONFLICT_SCHEMA)]
    for column in sorted(set(table.columns) - {"key", "record"}, key=lambda name: (name in _EXPLAINS, name)):
        explained = _EXPLAINS.get(column)
        rows = many
        if explained is not None:
            rows = many.join(chosen.select("key", explained), on=["key", explained], how="semi", nulls_equal=True)
        chosen = chosen.join(_best_values(rows, column), on="key", how="left")
        if explained is None:
            conflicts.append(_conflicts(many, chosen, column, subject_class))
    return pl.concat([single, chosen.select(table.columns)]).sort("key"), pl.concat(conflicts)


def choose_amounts(amounts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one amount per subject, kind, phase and currency, and the conflicts of value.

    A published amount goes before an unpublished one, then the smallest key wins. A conflict is about the amount that
    was chosen, since that one names kind and phase.
    """
    ordered = amounts.sort(pl.col("value").is_null(), "key")
    chosen = ordered.unique(_ABOUT, keep="first", maintain_order=True)
    of_chosen = chosen.select(*_ABOUT, chosen_key="key", chosen_value="value")
    stated = ordered.drop_nulls("value").join(of_chosen, on=_ABOUT, nulls_equal=True)
    return chosen, _conflict_rows(
        stated.filter(pl.col("value").n_unique().over("chosen_key") > 1).select(
            subject_class=pl.lit("amount"),
            subject="chosen_key",
            property=pl.lit("value"),
            value=pl.col("value").cast(pl.String),
            chosen=pl.col("value") == pl.col("chosen_value"),
            rule=pl.lit(_PUBLISHED),
            record="record",
        )
    )


def unchosen_amounts(amounts: pl.DataFrame | pl.LazyFrame) -> tuple[pl.Series, pl.DataFrame]:
    """Return the keys of the amounts that `choose_amounts` leaves out, and the conflicts of value.

    Args:
        amounts: One row per key.

    Returns:
        Keys and conflicts. Memory: eight bytes per amount, and the rows of those about which there are several.
    """
    lazy = amounts.lazy()
    about = lazy.select(pl.struct(_ABOUT).hash().alias("about")).collect(engine="streaming").to_series()
    # Two things with one hash are only looked at together; they stay two.
    of_several = pl.DataFrame({"row": about.is_duplicated().arg_true()}).lazy()
    rivals = lazy.with_row_index("row").join(of_several, on="row", how="semi").drop("row").collect()
    chosen, conflicts = choose_amounts(rivals)
    return rivals.join(chosen, on="key", how="anti")["key"], conflicts


def derivations(table: pl.DataFrame, subject_class: str) -> pl.DataFrame:
    """Return the records of what several records state: subject_class, subject, record."""
    many = table.filter(pl.col("record").n_unique().over("key") > 1)
    return many.select(subject_class=pl.lit(subject_class), subject="key", record="record").unique()


def _best_values(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the best value of each key: key, column."""
    records = pl.col("record")
    counted = rows.drop_nulls(column).group_by("key", column).agg(records.n_unique().alias("n"), records.min())
    ranked = counted.sort(["key", "n", "record", column], descending=[False, True, False, False])
    return ranked.group_by("key", maintain_order=True).first().select("key", column)


def _conflicts(many: pl.DataFrame, chosen: pl.DataFrame, column: str, subject_class: str) -> pl.DataFrame:
    stated = many.drop_nulls(column).filter(pl.col(column).n_unique().over("key") > 1)
    best = chosen.select("key", best=column)
    rows = stated.join(best, on="key").select(
        subject_class=pl.lit(subject_class),
        subject="key",
        property=pl.lit(column),
        value=pl.col(column).cast(pl.String),
        chosen=pl.col(column) == pl.col("best"),
        rule=pl.lit(_MOST),
        record="record",
    )
    return _conflict_rows(rows)


def _conflict_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the key, which is that of subject, property and value: two records with one value make one conflict node."""
    distinct = rows.unique()
    values = distinct["value"].unique()
    digests = pl.Series([digest(value) for value in values], dtype=pl.String)
    named = pl.concat_str("subject_class", "subject", "property", pl.lit(""), separator=".")
    key = named + pl.col("value").replace_strict(values, digests, return_dtype=pl.String)
    return distinct.with_columns(key=key).select(list(CONFLICT_SCHEMA))
