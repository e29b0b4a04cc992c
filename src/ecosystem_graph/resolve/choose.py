"""One value per single-valued property of an entity, and the values that were not chosen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import polars as pl

from ecosystem_graph.records.key import digest
from ecosystem_graph.resolve.agreement import add_precision, disagrees
from ecosystem_graph.resolve.precedence import RULES_OF_CHOICE, Precedence

__all__ = ["CONFLICT_SCHEMA", "DERIVATION_SCHEMA", "choose_rows", "conflict_rows", "derivations"]

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

_EXPLAINS: Mapping[str, str] = MappingProxyType(
    {
        "language": "name",
        "start_raw": "start",
        "end_raw": "end",
        "date_precision": "start",
        "type_raw": "type",
        "legal_status_raw": "legal_status",
        "region_edition": "region",
        "region_basis": "region",
        "region_raw": "region",
        "role_raw": "role",
        "country_raw": "country",
        "street": "town",
        "postcode": "town",
    }
)
"""Columns that say how another one is to be read. They go with its value: a tag or an edition of one record must not
meet the name or the code of another. Two notations of one value are no conflict."""

_ORDER: Final = ("roughness", "kind_rank", "is_old", "fewer", "record")
"""Columns that rank a value, best first; they stand for `RULES_OF_CHOICE` in that order, the value comes last."""

_PLAIN: Final = Precedence()


def choose_rows(
    table: pl.DataFrame, *, subject_class: str, precedence: Precedence = _PLAIN
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one row per key, and the conflicts.

    Each column takes the best value by `RULES_OF_CHOICE`. Nulls never win over a value: absence is not a statement.
    Values that say the same less precisely (a month and a day in it) are no conflict.

    Args:
        table: Rows with ``key`` and ``record``; several rows may share a key.
        subject_class: Class folder, for the conflicts.
        precedence: How much a record counts.

    Returns:
        The chosen rows sorted by key, ``record`` being null where several records became one row; and the conflicts
        (with the columns of `CONFLICT_SCHEMA`), each with the rule that decided.
    """
    is_repeated = table["key"].is_duplicated()
    single, many = table.filter(~is_repeated), table.filter(is_repeated)
    if many.is_empty():
        return table.sort("key"), pl.DataFrame(schema=CONFLICT_SCHEMA)
    ranked = precedence.rank(many)
    only_record = pl.when(pl.col("record").n_unique() == 1).then(pl.col("record").first())
    chosen = many.group_by("key").agg(only_record)
    conflicts = [pl.DataFrame(schema=CONFLICT_SCHEMA)]
    for column in sorted(set(table.columns) - {"key", "record"}, key=lambda name: (name in _EXPLAINS, name)):
        explained = _EXPLAINS.get(column)
        rows = ranked
        if explained is not None:
            rows = ranked.join(chosen.select("key", explained), on=["key", explained], how="semi", nulls_equal=True)
        best = _best_values(rows, column, precedence)
        chosen = chosen.join(best.select("key", column), on="key", how="left")
        if explained is None:
            conflicts.append(_conflicts(ranked, best, column, subject_class, precedence))
    return pl.concat([single, chosen.select(table.columns)]).sort("key"), pl.concat(conflicts)


def derivations(table: pl.DataFrame, subject_class: str) -> pl.DataFrame:
    """Return the records of what several records state: subject_class, subject, record."""
    many = table.filter(pl.col("record").n_unique().over("key") > 1)
    return many.select(subject_class=pl.lit(subject_class), subject="key", record="record").unique()


def _best_values(rows: pl.DataFrame, column: str, precedence: Precedence) -> pl.DataFrame:
    """Return the best value of each key and why it is the best: key, column, rule."""
    stated = add_precision(rows.drop_nulls(column), column, precedence)
    source = pl.col("record").str.extract(r"^([^.]*)")
    is_old = (pl.col("released") < pl.col("released").max().over("key", source)).fill_null(value=False)
    valued = (
        stated.with_columns(is_old=is_old)
        .group_by("key", column)
        .agg(
            pl.col("roughness", "kind_rank", "is_old", "record").min(),
            fewer=-pl.col("record").n_unique().cast(pl.Int64),
        )
    )
    ranked = valued.sort("key", *_ORDER, column)
    firsts = [pl.col(name).first().alias(name) for name in (column, *_ORDER)]
    seconds = [pl.col(name).get(1, null_on_oob=True).alias(f"{name}_second") for name in _ORDER]
    best = ranked.group_by("key", maintain_order=True).agg(*firsts, *seconds)
    rule = pl.lit(RULES_OF_CHOICE["value"])
    for name, criterion in reversed(list(zip(_ORDER, RULES_OF_CHOICE, strict=False))):
        rule = (
            pl.when(pl.col(name) != pl.col(f"{name}_second")).then(pl.lit(RULES_OF_CHOICE[criterion])).otherwise(rule)
        )
    return best.select("key", column, rule=rule)


def _conflicts(
    many: pl.DataFrame, best: pl.DataFrame, column: str, subject_class: str, precedence: Precedence
) -> pl.DataFrame:
    stated = many.drop_nulls(column).filter(pl.col(column).n_unique().over("key") > 1)
    if stated.is_empty():
        return pl.DataFrame(schema=CONFLICT_SCHEMA)
    differing = disagrees(stated.join(best.rename({column: "best"}), on="key"), column, precedence)
    is_chosen = pl.col(column) == pl.col("best")
    shown = differing.filter(pl.col("differs").any().over("key"), pl.col("differs") | is_chosen)
    rows = shown.select(
        subject_class=pl.lit(subject_class),
        subject="key",
        property=pl.lit(column),
        value=pl.col(column).cast(pl.String),
        chosen=is_chosen,
        rule="rule",
        record="record",
    )
    return conflict_rows(rows)


def conflict_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the key, which is that of subject, property and value: two records with one value make one conflict node."""
    distinct = rows.unique()
    values = distinct["value"].unique()
    digests = pl.Series([digest(value) for value in values], dtype=pl.String)
    named = pl.concat_str("subject_class", "subject", "property", pl.lit(""), separator=".")
    key = named + pl.col("value").replace_strict(values, digests, return_dtype=pl.String)
    return distinct.with_columns(key=key).select(list(CONFLICT_SCHEMA))
