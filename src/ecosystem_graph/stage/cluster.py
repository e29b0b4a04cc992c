"""A connection to a Spark cluster, made when it is needed; what goes wrong with it becomes an error of this package."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ecosystem_graph.errors import EngineError
from ecosystem_graph.settings import BuildSettings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["Session"]

_MOST_TASKS = 200


class Session:
    """A connection to a cluster, made when it is first needed.

    Args:
        settings: The master.
    """

    def __init__(self, settings: BuildSettings) -> None:
        self._settings = settings
        self._spark: SparkSession | None = None

    def close(self) -> None:
        """End the connection, unless the caller's program had it before."""
        if self._spark is not None:
            self._spark.stop()

    @contextmanager
    def errors(self, *, shares: int = 1) -> Iterator["SparkSession"]:
        """Give the connection; what goes wrong with it becomes an error that says so.

        Args:
            shares: How many groups of rows the work has at most.
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
        try:
            spark = SparkSession.getActiveSession() or self._connect(SparkSession.builder)
            spark.conf.set("spark.sql.shuffle.partitions", min(shares, _MOST_TASKS))
            yield spark
        except (PySparkException, Py4JError) as error:
            reason = str(error).strip().partition("\n")[0][:300]
            raise EngineError(
                f"Spark at {self._settings.master} gave up: {reason}",
                hint="Spark 4.0 needs Java 17 or newer; see whether the master and its workers are up.",
            ) from error

    def _connect(self, builder: "SparkSession.Builder") -> "SparkSession":
        for name, value in _configuration().items():
            builder = builder.config(name, value)
        self._spark = builder.master(self._settings.master).appName("ecosystem-graph").getOrCreate()
        return self._spark


def _configuration() -> dict[str, str]:
    chosen = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.adaptive.enabled": "false",  # it would put several shares into one task
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
        "spark.sql.execution.arrow.useLargeVarTypes": "true",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.pyspark.python": sys.executable,
        "spark.executorEnv.POLARS_MAX_THREADS": "1",
    }
    if os.environ.get("PYTHONPATH"):
        chosen["spark.executorEnv.PYTHONPATH"] = os.environ["PYTHONPATH"]
    return chosen
