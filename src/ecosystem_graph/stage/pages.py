"""Pages read on a Spark cluster: each worker runs the function that reads pages here, on some of the paths."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.pages.batch import from_arrow, imported, read_paths, to_arrow
from ecosystem_graph.sources.pages.importer import PAGES_AT_ONCE, divide_paths, unused_decisions
from ecosystem_graph.sources.pages.review import Decisions, read_decisions
from ecosystem_graph.stage.cluster import connected

__all__ = ["PAGES_FOR_A_CLUSTER", "read_pages", "read_partition"]

PAGES_FOR_A_CLUSTER = 5_000
"""Fewer pages are read where the build runs: a core reads a hundred a second."""

_SCHEMA = (
    "path string, read long, mapped long, issues string, names array<string>, tables array<binary>, "
    "used array<array<string>>"
)


def read_pages(paths: Sequence[Path], settings: BuildSettings, progress: Progress = no_progress) -> Iterator[Imported]:
    """Read pages on a cluster; workers must see the files under the same paths.

    Args:
        paths: Pages and files of decisions.
        settings: The master, and how sure a fact must be.
        progress: Told of batches that have come back.

    Yields:
        What [`read_together`][ecosystem_graph.sources.pages.importer.read_together] yields, in the same order.

    Raises:
        EngineError: There is no such master, or a worker gave up.
        SourceFormatError: A decision is none.
    """
    reviews, pages = divide_paths(paths)
    decisions = read_decisions(reviews)
    batches = [pages[first : first + PAGES_AT_ONCE] for first in range(0, len(pages), PAGES_AT_ONCE)]
    rows = [(number, [str(path.resolve()) for path in some]) for number, some in enumerate(batches)]
    with connected(settings) as cluster:
        frame = cluster.spark.createDataFrame(rows, "number int, paths array<string>").repartitionByRange(
            len(batches), "number"
        )
        read = cluster.compute(frame.mapInArrow(_reader(decisions, settings.least_confidence), _SCHEMA))
        for done, row in enumerate(read.toLocalIterator()):
            progress("read pages", done * PAGES_AT_ONCE, len(pages))
            decisions.used.update((page, name, value) for page, name, value in row["used"])
            yield from_arrow(row.asDict())
        read.unpersist()
    unused = unused_decisions(reviews, decisions)
    if unused:
        yield imported(paths[0], (), unused, read=0, mapped=0)


def read_partition(
    batches: Iterable[pa.RecordBatch], decisions: Decisions, least_confidence: float
) -> Iterator[pa.RecordBatch]:
    """Read the pages of one partition: a list of paths per row in, a batch of tables per row out.

    Args:
        batches: Rows with a column ``paths``.
        decisions: What a person decided about facts.
        least_confidence: Least confidence of a fact that becomes a row, 0-1.
    """
    for batch in batches:
        for paths in batch.column("paths").to_pylist():
            own = Decisions(decisions.judged)
            row = to_arrow(read_paths([Path(path) for path in paths], own, least_confidence))
            used = pa.array([[list(key) for key in sorted(own.used)]], pa.list_(pa.list_(pa.string())))
            yield row.append_column("used", used)


def _reader(
    decisions: Decisions, least_confidence: float
) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    def read(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        return read_partition(batches, decisions, least_confidence)

    return read
