"""What changed from one release to another: which entities came, went, and are told otherwise."""

from collections.abc import Iterator

import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.graph.analysis import Analysis, Measure
from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.release import Release

__all__ = ["CHANGES", "compare_releases", "comparison_analysis", "count_changes"]

CHANGES = ("added", "removed", "changed", "kept")
"""What can become of an entity; kept ones are counted but not listed."""

_MEASURES = tuple(
    Measure(f"{prefix}{change}", f"{label} {change}", definition, unit, is_whole=True)
    for change in CHANGES
    for prefix, label, definition, unit in (
        ("entities-", "entities", f"Number of entities of a class that were {change} between two releases.", "entity"),
        ("", "entity", f"1 for an entity that was {change} between two releases.", "1"),
    )
)  # fmt: skip
_ABOUT_SOURCES = ("record",)
_SEPARATOR, _MISSING = "\x1f", "\x00"


def compare_releases(before: Release, after: Release) -> pl.DataFrame:
    """Compare the entities of two releases by what the consolidated view says of each.

    Which record says it, and in which order, makes no difference.

    Args:
        before: The earlier release.
        after: The later release, with the same base IRI.

    Returns:
        ``class`` (IRI), ``entity`` (IRI), ``change`` (one of `CHANGES`); sorted by class and entity.

    Raises:
        NotFoundError: A release lacks a table: it is damaged, or older than the mapping.
    """
    parts = [pl.DataFrame(schema=dict.fromkeys(("class", "entity", "change"), pl.String))]
    for table, folder, kind in _classes():
        one, other = _read(before, table), _read(after, table)
        columns = sorted(set(one.columns) & set(other.columns) - {"key", *_ABOUT_SOURCES})
        joined = _said(one, columns).join(_said(other, columns), on="key", how="full", coalesce=True, suffix="_after")
        change = (
            pl.when(pl.col("said").is_null())
            .then(pl.lit("added"))
            .when(pl.col("said_after").is_null())
            .then(pl.lit("removed"))
            .when(pl.col("said") != pl.col("said_after"))
            .then(pl.lit("changed"))
            .otherwise(pl.lit("kept"))
        )
        iris = f"{after.base_iri}id/{folder}/" + encode_keys(joined["key"])
        parts.append(joined.select(pl.lit(kind).alias("class"), iris.alias("entity"), change.alias("change")))
    return pl.concat(parts).sort("class", "entity")


def count_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Return per class how many entities there are of each change: ``class`` and the columns of `CHANGES`."""
    counted = [(pl.col("change") == change).sum().cast(pl.Int64).alias(change) for change in CHANGES]
    return changes.group_by("class").agg(counted).sort("class")


def comparison_analysis(before: Release, after: Release, changes: pl.DataFrame) -> Analysis:
    """Return the changes as figures: counts per class, and 1 for each entity that is not as it was.

    Args:
        before: The earlier release.
        after: The later release.
        changes: What `compare_releases` returned.
    """
    counts = count_changes(changes).unpivot(index="class", variable_name="measure", value_name="value")
    of_classes = counts.select(
        node="class", measure="entities-" + pl.col("measure"), value=pl.col("value").cast(pl.Float64)
    )
    single = changes.filter(pl.col("change") != "kept").select(node="entity", measure="change", value=pl.lit(1.0))
    figures = pl.concat([of_classes, single])
    used = set(figures["measure"])
    recipe = {"before": before.iri, "release": after.iri, "period": "all", "version": __version__}
    measures = tuple(measure for measure in _MEASURES if measure.code in used)
    return Analysis(
        "releases", "Change from one release to another", {"before": before.iri}, recipe, measures, (figures,)
    )


def _classes() -> Iterator[tuple[str, str, str]]:
    """Yield table, folder and class of all entities that have a key of their own."""
    for entity in MAPS:
        folder = entity.subject.text.removeprefix("id/").partition("/")[0]
        if entity.types and entity.view in {"both", "default"} and entity.subject.text == f"id/{folder}/{{key}}":
            yield entity.table, folder, entity.types[0]


def _read(release: Release, name: str) -> pl.DataFrame:
    path = release.consolidated / f"{name}.parquet"
    if not path.is_file():
        raise NotFoundError(f"{path}: expected in every release, found none", hint="Build the release again.")
    return read_table(path)


def _said(table: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Return all that is said of each key as one text."""
    cells = [pl.col(name).cast(pl.String).fill_null(_MISSING) for name in columns] or [pl.lit("")]
    rows = table.select("key", said=pl.concat_str(cells, separator=_SEPARATOR)).drop_nulls("key").unique()
    return rows.group_by("key").agg(pl.col("said").sort().str.join("\n"))
