"""Graphs written from tables, and read back."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest

from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.graph.mapping import EntityMap

BASE = "https://example.org/graph/"


@pytest.fixture(scope="session")
def base() -> str:
    """Return a base IRI that is not the default one."""
    return BASE


@pytest.fixture(scope="session")
def write_nquads() -> Callable[..., str]:
    """Return a function that writes maps over tables as N-Quads."""

    def write(maps: Sequence[EntityMap], tables: Mapping[str, pl.DataFrame], graph: str | None = None) -> str:
        return b"".join(emit_nquads(maps, tables, BASE, graph)).decode()

    return write


@pytest.fixture(scope="session")
def write_turtle() -> Callable[..., str]:
    """Return a function that writes maps over tables as Turtle."""

    def write(maps: Sequence[EntityMap], tables: Mapping[str, pl.DataFrame], **prefixes: str) -> str:
        named = {namespace: prefix for prefix, namespace in prefixes.items()}
        return b"".join(emit_turtle(maps, tables, BASE, named)).decode()

    return write
