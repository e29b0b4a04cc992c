"""One value per single-valued property of an entity, and the values that were not chosen."""

import polars as pl

__all__ = ["CONFLICT_SCHEMA", "choose_amounts", "choose_rows", "derivations"]

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
_RULE = "most records, then smallest record key"


def choose_rows(table: pl.DataFrame, *, subject_class: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one row per key, and the conflicts.

    Each column takes the value that most records state; ties go to the record with the smallest key. Nulls never win
    over a value: absence is not a statement.

    Args:
        table: Rows with ``key`` and ``record``; several rows may share a key.
        subject_class: Class folder, for the conflicts.

    Returns:
        The chosen rows sorted by key, ``record`` being null where several records agree to one row; and the conflicts
        (columns of `CONFLICT_SCHEMA`), one row per stated value.
    """
    repeated = table["key"].is_duplicated()
    single = table.filter(~repeated)
    if single.height == table.height:
        return table.sort("key"), pl.DataFrame(schema=CONFLICT_SCHEMA)
    many = table.filter(repeated)
    chosen = many.select("key").unique()
    conflicts = [pl.DataFrame(schema=CONFLICT_SCHEMA)]
    for column in table.columns:
        if column in {"key", "record"}:
            continue
        ranked = _rank_values(many, column)
        best = ranked.group_by("key", maintain_order=True).first().select("key", column)
        chosen = chosen.join(best, on="key", how="left")
        conflicts.append(_conflicts_of(ranked, column, subject_class))
    merged = chosen.with_columns(record=pl.lit(None, dtype=pl.String)).select(table.columns)
    return pl.concat([single, merged]).sort("key"), pl.concat(conflicts)


def choose_amounts(amounts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one amount per subject, kind and phase (the smallest key wins), and the conflicts of value."""
    about = ["subject_class", "subject", "kind", "phase"]
    ordered = amounts.sort("key")
    chosen = ordered.unique(about, keep="first", maintain_order=True)
    values = pl.col("value").n_unique().over(about) > 1
    differing = ordered.filter(values).with_columns(
        property=pl.lit("amount"),
        chosen=pl.col("key").is_in(chosen["key"].implode()),
        rule=pl.lit("smallest key of " + ", ".join(about)),
        value=pl.col("value").cast(pl.String),
    )
    return chosen, differing.select(list(CONFLICT_SCHEMA))


def derivations(table: pl.DataFrame, subject_class: str) -> pl.DataFrame:
    """Return the records of the entities that several records state: subject_class, subject, record."""
    many = table.filter(pl.col("key").is_duplicated())
    return many.select(subject_class=pl.lit(subject_class), subject="key", record="record").unique()


def _rank_values(many: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return key, value, number of records and first record, best value first within each key."""
    counted = many.drop_nulls(column).group_by("key", column).agg(pl.len().alias("n"), pl.col("record").min())
    return counted.sort(["key", "n", "record", column], descending=[False, True, False, False])


def _conflicts_of(ranked: pl.DataFrame, column: str, subject_class: str) -> pl.DataFrame:
    differing = ranked.filter(pl.len().over("key") > 1)
    chosen = pl.int_range(pl.len()).over("key") == 0
    rows = differing.select(
        key=pl.concat_str("key", pl.lit(f".{column}."), "record"),
        subject_class=pl.lit(subject_class),
        subject="key",
        property=pl.lit(column),
        value=pl.col(column).cast(pl.String),
        chosen=chosen,
        rule=pl.lit(_RULE),
        record="record",
    )
    return rows.select(list(CONFLICT_SCHEMA))
