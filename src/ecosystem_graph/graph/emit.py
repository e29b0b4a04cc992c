"""Graph tables to bytes: sorted, deduplicated N-Quads and readable Turtle, in slices, on all cores."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

import polars as pl

from ecosystem_graph.graph.line import nquads_expression, turtle_expression
from ecosystem_graph.graph.mapping.model import EntityMap
from ecosystem_graph.graph.subject import SubjectFrame, subject_frames
from ecosystem_graph.graph.term import Syntax

__all__ = ["Share", "emit_nquads", "emit_nquads_shares", "emit_turtle", "emit_turtle_shares"]

Share = tuple[tuple[EntityMap, ...], Mapping[str, pl.DataFrame]]
"""Maps, and the rows that they read."""

_ROWS_PER_SLICE = 1_024
"""A few megabytes of text: small enough for the caches of the processor and for memory to be used again."""
_SLICES_AHEAD = 4
"""Slices that may wait for the writer, per thread."""
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

    Returns:
        UTF-8 pieces of whole lines. Memory is bounded by the largest class of subjects.
    """
    return emit_nquads_shares(((tuple(maps), tables),), base, graph, jobs=jobs)


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
    return emit_turtle_shares(((tuple(maps), tables),), base, prefixes, jobs=jobs)


def emit_nquads_shares(
    shares: Iterable[Share], base: str, graph: str | None = None, *, jobs: int = 2
) -> Iterator[memoryview]:
    """Yield what `emit_nquads` yields for a graph that comes in shares.

    Args:
        shares: Maps and tables; all rows about one subject are in one share, and the subjects of a share come after
            those of the share before, in the order of lines.
        base: Base IRI.
        graph: Graph IRI; None for the default graph.
        jobs: Threads; the output does not depend on it.

    Returns:
        UTF-8 pieces of whole lines. Memory is bounded by two shares.
    """
    frames = chain.from_iterable(subject_frames(maps, tables, base, _NTRIPLES) for maps, tables in shares)
    return _render(frames, lambda subjects: nquads_expression(subjects, graph), jobs)


def emit_turtle_shares(
    shares: Iterable[Share], base: str, prefixes: Mapping[str, str], *, jobs: int = 2
) -> Iterator[memoryview]:
    """Yield what `emit_turtle` yields for a graph that comes in shares, as for `emit_nquads_shares`."""
    syntax = Syntax(prefixes)
    named = sorted((prefix, namespace) for namespace, prefix in prefixes.items())
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in named)
    yield memoryview(f"{head}\n".encode())

    frames = chain.from_iterable(subject_frames(maps, tables, base, syntax) for maps, tables in shares)
    yield from _render(frames, lambda subjects: turtle_expression(subjects, syntax), jobs)


def _text_of(part: pl.DataFrame, expression: pl.Expr) -> memoryview:
    text = part.select(expression.alias("text")).to_series().to_arrow(compat_level=pl.CompatLevel.oldest())
    offsets, data = text.buffers()[1:]
    ends = memoryview(offsets).cast("q")
    return memoryview(data)[ends[text.offset] : ends[text.offset + len(text)]]


def _render(
    frames: Iterator[SubjectFrame], expression: Callable[[SubjectFrame], pl.Expr], jobs: int
) -> Iterator[memoryview]:
    """Render slices in threads (Polars releases the interpreter lock) and yield them in order, few at a time."""
    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[memoryview]] = deque()
        for subjects in _one_ahead(frames):
            text = expression(subjects)
            for part in subjects.frame.iter_slices(_ROWS_PER_SLICE):
                waiting.append(pool.submit(_text_of, part, text))
                if len(waiting) > jobs * _SLICES_AHEAD:
                    yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _one_ahead(frames: Iterator[SubjectFrame]) -> Iterator[SubjectFrame]:
    """Yield frames while a thread prepares the one after, so that sorting and rendering overlap."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, frames, None)
        while (subjects := following.result()) is not None:
            following = pool.submit(next, frames, None)
            yield subjects
