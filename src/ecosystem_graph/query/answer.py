"""Solutions as a table with typed columns, for Python, notebooks, polars, pandas and Arrow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import polars as pl

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.query.column import read_columns
from ecosystem_graph.query.geojson import format_geojson
from ecosystem_graph.query.html import format_html
from ecosystem_graph.store.solution import Solutions

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of a SELECT query; shown as a table in a notebook.

    A column has one type: ``xsd:date`` gives ``date``, ``xsd:integer`` ``int``, ``xsd:decimal`` ``Decimal``,
    ``xsd:double`` ``float``, ``xsd:boolean`` ``bool``; all else, IRIs too, is text. A column whose values are of
    several types is text. Texts with a language have a second column ``<name>_language``. What is unbound is None.

    Attributes:
        solutions: The terms themselves.
        prefixes: Namespace by prefix, to shorten IRIs for reading.
    """

    solutions: Solutions
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Names of the columns, those of languages included."""
        return self.to_polars().columns

    def __len__(self) -> int:
        return len(self.solutions)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield one dictionary per solution."""
        return iter(self.to_polars().iter_rows(named=True))

    def to_polars(self) -> pl.DataFrame:
        """Return a polars frame."""
        return pl.DataFrame(read_columns(self.solutions))

    def to_arrow(self) -> "pa.Table":
        """Return an Arrow table."""
        return self.to_polars().to_arrow()

    def to_geojson(self) -> str:
        """Return a GeoJSON feature collection; see [`format_geojson`][ecosystem_graph.query.geojson.format_geojson].

        Raises:
            QueryParameterError: No column holds a place.
            QueryError: A geometry cannot be read.
        """
        return format_geojson(self.solutions)

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas frame whose columns keep their Arrow types.

        Raises:
            ConfigError: pandas is not installed.
        """
        if find_spec("pandas") is None:
            raise ConfigError("pandas is not installed", hint="Run: pip install pandas. Or take to_polars().")
        return self.to_polars().to_pandas(use_pyarrow_extension_array=True)

    def _repr_html_(self) -> str:
        return format_html(self.solutions, self.prefixes)
