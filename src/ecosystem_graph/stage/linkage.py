"""Names of organisations compared on a Spark cluster: one country is one task, and the caller decides what is one.

Spark has no connected components of its own, and the library that adds them (graphframes) is a wrapper whose Scala part
must be downloaded; after comparison a few pairs per name are left, which one machine groups in seconds (decision 45).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.linkage.compared import Compare, Compared, compare_names
from ecosystem_graph.resolve.linkage.country import (
    CountryPiece,
    add_counts,
    compare_country,
    gather_countries,
    name_country,
)
from ecosystem_graph.resolve.linkage.features import ConceptCounts
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.cluster import connected

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "NAMES_FOR_CLUSTER",
    "PIECE_SCHEMA",
    "compare_on_cluster",
    "comparer",
    "comparison_of",
    "namer",
    "piece_table",
]

PIECE_SCHEMA = "country string, table string, rows binary"
"""Columns of a piece, as Spark writes them."""

NAMES_FOR_CLUSTER = 500_000
"""Mentions from which a cluster compares; one machine takes about a minute for as many, and each task of Spark seconds
to start."""

_MOST_TASKS = 200
_SMALL = "table IN ('rows', 'firsts', 'counts', 'pairs', 'blocks')"


def comparison_of(settings: BuildSettings) -> Compare:
    """Return where the names of a build are compared: by the cluster, if there is one and the names are many."""
    if settings.engine != "spark":
        return compare_names

    def compare(rows: pl.DataFrame, jobs: int, progress: Progress) -> Compared:
        if rows.height < NAMES_FOR_CLUSTER:
            return compare_names(rows, jobs, progress)
        return compare_on_cluster(rows, settings, progress)

    return compare


def compare_on_cluster(rows: pl.DataFrame, settings: BuildSettings, progress: Progress = no_progress) -> Compared:
    """Compare names, those of each country by a worker.

    Rows travel as Arrow through Spark itself, so workers need no folder that they share.

    Args:
        rows: Columns of name.MENTION_SCHEMA, sorted by them.
        settings: Master.
        progress: Told which round is done.

    Raises:
        EngineError: pyspark or Java is missing, or the cluster gave up.
    """
    with connected(settings) as cluster:
        cluster.spark.conf.set("spark.sql.shuffle.partitions", min(rows["country"].n_unique(), _MOST_TASKS))
        mentions = cluster.spark.createDataFrame(rows.to_arrow(compat_level=pl.CompatLevel.oldest()))
        named = cluster.compute(mentions.groupBy("country").applyInArrow(namer, PIECE_SCHEMA))
        small = list(_collect(named.where(_SMALL)))
        progress("compare names", 0, rows.height)
        compare = comparer(add_counts(small))
        found = cluster.compute(named.groupBy("country").applyInArrow(compare, PIECE_SCHEMA))
        compared = gather_countries([*small, *_collect(found)])
        for frame in (found, named):
            frame.unpersist()
        progress("compare names", rows.height, rows.height)
    return compared


def _collect(pieces: "DataFrame") -> Iterator[CountryPiece]:
    for row in pieces.toLocalIterator():
        yield CountryPiece(row["country"], row["table"], bytes(row["rows"]))


def namer(_key: tuple[Any, ...], table: pa.Table) -> pa.Table:
    """Do `name_country` in the form that Spark's ``applyInArrow`` takes."""
    return piece_table(name_country(pl.DataFrame(table)))


def comparer(counts: ConceptCounts) -> Callable[[tuple[Any, ...], pa.Table], pa.Table]:
    """Return `compare_country` in the form that Spark's ``applyInArrow`` takes."""

    def compare(_key: tuple[Any, ...], table: pa.Table) -> pa.Table:
        columns = (table[name].to_pylist() for name in ("country", "table", "rows"))
        pieces = [CountryPiece(*each) for each in zip(*columns, strict=True)]
        return piece_table(compare_country(pieces, counts))

    return compare


def piece_table(pieces: Iterable[CountryPiece]) -> pa.Table:
    """Return pieces in the columns of `PIECE_SCHEMA`."""
    rows = list(pieces)
    kinds = (pa.string(), pa.string(), pa.binary())
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    arrays = [pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=["country", "table", "rows"])
