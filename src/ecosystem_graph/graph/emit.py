"""Graph tables to bytes: sorted, deduplicated N-Quads and readable Turtle, in slices, on all cores."""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import polars as pl

from ecosystem_graph.graph.line import nquads_expression, turtle_expression
from ecosystem_graph.graph.mapping.model import EntityMap
from ecosystem_graph.graph.subject import subject_frames
from ecosystem_graph.graph.term import Syntax

__all__ = ["emit_nquads", "emit_turtle", "gzip_member"]

_ROWS_PER_SLICE = 32_768
_NTRIPLES = Syntax({})


def emit_nquads(
    maps: Iterable[EntityMap],
    tables: Mapping[str, pl.DataFrame],
    base: str,
    graph: str | None = None,
    *,
    jobs: int = 2,
) -> Iterator[memoryview]:
    """Yield the statements of one graph as N-Quads lines, sorted by bytes and without repeats.

    Args:
        maps: Maps of the graph.
        tables: Graph tables by name.
        base: Base IRI.
        graph: Graph IRI; None for the default graph, which gives N-Triples.
        jobs: Threads; the output does not depend on it.

    Yields:
        UTF-8 pieces of whole lines. Memory is bounded by the largest class of subjects.
    """

    def pieces() -> Iterator[tuple[pl.DataFrame, pl.Expr]]:
        for subjects in subject_frames(maps, tables, base, _NTRIPLES):
            expression = nquads_expression(subjects, graph)
            yield from ((part, expression) for part in subjects.frame.iter_slices(_ROWS_PER_SLICE))

    return _in_order(pieces(), jobs)


def emit_turtle(
    maps: Iterable[EntityMap],
    tables: Mapping[str, pl.DataFrame],
    base: str,
    prefixes: Mapping[str, str],
    *,
    jobs: int = 2,
) -> Iterator[memoryview]:
    """Yield one graph as Turtle: prefixes, then a paragraph per subject, in the order of the N-Triples.

    Args:
        maps: Maps of the graph.
        tables: Graph tables by name.
        base: Base IRI.
        prefixes: Namespace IRI to prefix.
        jobs: Threads; the output does not depend on it.
    """
    syntax = Syntax(prefixes)
    named = sorted((prefix, namespace) for namespace, prefix in prefixes.items())
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in named)
    yield memoryview(f"{head}\n".encode())

    def pieces() -> Iterator[tuple[pl.DataFrame, pl.Expr]]:
        for subjects in subject_frames(maps, tables, base, syntax):
            expression = turtle_expression(subjects, syntax)
            yield from ((part, expression) for part in subjects.frame.iter_slices(_ROWS_PER_SLICE))

    yield from _in_order(pieces(), jobs)


def gzip_member(data: memoryview) -> bytes:
    """Compress bytes to one gzip member without a time stamp; members may follow each other (RFC 1952, section 2.2)."""
    compressor = zlib.compressobj(level=6, wbits=31)
    return compressor.compress(data) + compressor.flush()


def _text_of(part: pl.DataFrame, expression: pl.Expr) -> memoryview:
    text = part.select(expression.alias("text")).to_series().to_arrow(compat_level=pl.CompatLevel.oldest())
    offsets, data = text.buffers()[1:]
    ends = memoryview(offsets).cast("q")
    return memoryview(data)[ends[text.offset] : ends[text.offset + len(text)]]


def _in_order(pieces: Iterator[tuple[pl.DataFrame, pl.Expr]], jobs: int) -> Iterator[memoryview]:
    """Render slices in threads (Polars releases the interpreter lock) and yield them in order, few at a time."""
    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[memoryview]] = deque()
        for part, expression in pieces:
            waiting.append(pool.submit(_text_of, part, expression))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
