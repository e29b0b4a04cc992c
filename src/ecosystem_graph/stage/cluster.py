"""A connection to a Spark cluster; what goes wrong with it becomes an error of this package."""

import logging
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from ecosystem_graph.errors import EngineError
from ecosystem_graph.settings import BuildSettings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Cluster", "connected", "first_reason", "place_of"]

_LITTLE_COMPILING = "-XX:TieredStopAtLevel=1"
"""Java only hands bytes on here; compiling it for the last bit of speed costs more than it brings (decision 65)."""
_LONGEST_REASON = 300
_NO_CONNECTION = "stopped SparkContext"
"""What Spark says when it has given up to look for the master."""


class Cluster:
    """A cluster that answers, and the file systems that it knows.

    Places are written as Hadoop writes them, without escapes: ``hdfs://host/a folder``, ``s3a://bucket/x``.

    Args:
        spark: The connection.
    """

    def __init__(self, spark: "SparkSession") -> None:
        self.spark = spark
        self._context: Any = spark.sparkContext

    def read_files(self, folder: str) -> "DataFrame":
        """Return the files of a folder: columns ``path`` and ``content``, among others."""
        return self.spark.read.format("binaryFile").load(_without_patterns(folder))

    def compute(self, frame: "DataFrame") -> "DataFrame":
        """Compute rows side by side and keep them on the workers until they are let go (``unpersist``).

        Rows that are brought to the caller without this are computed one partition after the other.
        """
        kept = frame.persist()
        kept.count()
        return kept

    def write(self, frame: "DataFrame", folder: str) -> None:
        """Compute rows and keep them as Parquet files, those of finished tasks alone; their columns are compressed."""
        frame.write.option("compression", "none").parquet(folder)

    def send(self, folder: Path, target: str) -> None:
        """Copy a folder of this machine to a place that the workers see."""
        place = self._place(target)
        self._files(place).copyFromLocalFile(False, True, self._place(place_of(folder)), place)

    def fetch(self, source: str, folder: Path) -> None:
        """Copy what the workers wrote to a folder of this machine."""
        place = self._place(source)
        self._files(place).copyToLocalFile(False, place, self._place(place_of(folder)), True)

    def remove(self, folder: str) -> None:
        """Remove a folder that the workers see."""
        place = self._place(folder)
        self._files(place).delete(place, True)

    def _place(self, text: str) -> Any:
        return self._context._jvm.org.apache.hadoop.fs.Path(text)  # the only way to the file systems that Spark knows

    def _files(self, place: Any) -> Any:
        return place.getFileSystem(self._context._jsc.hadoopConfiguration())


def place_of(path: Path) -> str:
    """Return how Hadoop names a path of this machine; without ``file:`` it may look in its own file system."""
    return f"file://{path.resolve()}"


def _without_patterns(place: str) -> str:
    """Escape what Spark would take for a pattern of names."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", place)


@contextmanager
def connected(settings: BuildSettings) -> Iterator[Cluster]:
    """Give a connection to a cluster; what goes wrong with it becomes an error that says so.

    The connection ends with the block, and with it all that the cluster still does for it, unless the caller's program
    had the connection before.

    Args:
        settings: The master.

    Raises:
        EngineError: pyspark or Java is missing, there is no such master, or the work failed.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            "the engine spark needs pyspark, which is not installed",
            hint="Install it with: pip install 'ecosystem-graph[spark]'",
        ) from error
    known = SparkSession.getActiveSession()
    spark = known
    logging.getLogger().addFilter(_is_of_others)
    try:
        spark = known or _connect(SparkSession.builder, settings.master)
        yield Cluster(spark)
    except (PySparkException, Py4JError) as error:
        raise EngineError(
            f"Spark at {settings.master} gave up: {_reason(error)}",
            hint="See whether master and workers are up, see the folder of the release (or --spark-path) and have this "
            "package in a Python of the same path. Spark 4.0 needs Java 17 or newer.",
        ) from error
    finally:
        logging.getLogger().removeFilter(_is_of_others)
        if spark is not None and known is None:
            with suppress(Py4JError, OSError):  # Java may have ended before
                spark.stop()


def _is_of_others(record: logging.LogRecord) -> bool:
    """Keep py4j from printing tracebacks, as it does after Ctrl-C; who called it is told anyway."""
    return "py4j" not in Path(record.pathname).parts


def _connect(builder: "SparkSession.Builder", master: str) -> "SparkSession":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the workers take any python3
    for name, value in _configuration().items():
        builder = builder.config(name, value)
    interrupted = signal.getsignal(signal.SIGINT)
    spark = builder.master(master).appName("ecosystem-graph").getOrCreate()
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, interrupted)  # pyspark puts its own there, which fails when the session has ended
    return spark


def _configuration() -> dict[str, str]:
    chosen = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.adaptive.enabled": "false",  # it would put several countries into one task
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
        "spark.sql.execution.arrow.useLargeVarTypes": "true",
        "spark.sql.files.maxPartitionBytes": "1m",  # each share is a file and a task, apart from very small ones
        "spark.sql.files.openCostInBytes": "64k",
        "spark.driver.defaultJavaOptions": _LITTLE_COMPILING,
        "spark.executor.defaultJavaOptions": _LITTLE_COMPILING,
        "spark.executorEnv.POLARS_MAX_THREADS": "1",
    }
    if os.environ.get("PYTHONPATH"):
        chosen["spark.executorEnv.PYTHONPATH"] = os.environ["PYTHONPATH"]
    return chosen


def _reason(error: Exception) -> str:
    cause: Any = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    while cause is not None and cause.getCause() is not None:
        cause = cause.getCause()
    return first_reason(str(error) if cause is None else str(cause.toString()))


def first_reason(said: str) -> str:
    r"""Return the line that tells what went wrong.

    Args:
        said: Text of an error, which may hold the traceback of a worker's Python.

    Examples:
        >>> first_reason("Traceback (most recent call last):\n  File x\nKeyError: 1\n\n\tat y")
        'KeyError: 1'
    """
    if _NO_CONNECTION in said:
        return "no master answers there, or it ended the connection"
    lines = said.rpartition("Traceback (most recent call last):\n")[2].splitlines()
    return next((line.strip() for line in lines if line[:1].strip()), said)[:_LONGEST_REASON]
