"""Pairs of projects worth a look: an acronym or a title in common, never two rows of one list."""

import logging
from collections.abc import Collection, Mapping
from typing import Final

import polars as pl

from ecosystem_graph.resolve.fold import folded

__all__ = ["PAIR", "find_pairs", "listings", "same_space", "shared_words"]

logger = logging.getLogger(__name__)

PAIR: Final = ("one", "other")

_SHORTEST_ACRONYM: Final = 3
_SHORTEST_TITLE: Final = 20
"""Letters of the shortest title that says which project it is: not ``Study`` nor ``Technical assistance``."""
_LARGEST_BLOCK: Final = 60
"""Projects that may share an acronym before it says nothing; pairs of one block stay below 1,800."""


def shared_words(tables: Mapping[str, pl.LazyFrame]) -> pl.DataFrame:
    """Return the acronyms and titles that several projects have.

    Args:
        tables: Record tables ``project`` and ``text``.

    Returns:
        ``key`` (of the project), ``kind`` (``acronym`` or ``title``) and ``word`` (hash of the folded text). Memory:
        sixteen bytes per acronym and title, and the keys of those that have one in common.
    """
    acronym, title = folded("acronym"), folded("text")
    of_project = (pl.col("subject_class") == "project") & (pl.col("role") == "title")
    parts = (
        ("acronym", tables["project"].select("key", folded=acronym), _SHORTEST_ACRONYM),
        ("title", tables["text"].filter(of_project).select(key="subject", folded=title), _SHORTEST_TITLE),
    )
    return pl.concat([_repeated(rows, least).with_columns(kind=pl.lit(kind)) for kind, rows, least in parts])


def _repeated(rows: pl.LazyFrame, least: int) -> pl.DataFrame:
    """Return key and word of the folded texts that several keys have."""
    long = rows.filter(pl.col("folded").str.len_chars() >= least).select("key", word=pl.col("folded").hash(seed=0))
    numbers = long.select("word", key=pl.col("key").hash(seed=0)).collect(engine="streaming").unique()
    several = numbers.filter(pl.col("word").is_duplicated()).select("word").unique().lazy()
    return long.join(several, on="word", how="semi").collect(engine="streaming").unique()


def listings(keys: pl.DataFrame, tables: Mapping[str, pl.LazyFrame], documents: Collection[str]) -> pl.DataFrame:
    """Return the lists that name projects: two rows of one list are two projects, whatever they are called.

    Args:
        keys: ``key`` of projects.
        tables: Record tables ``project`` and ``record``.
        documents: Sources whose records are documents, each for itself, and no list.

    Returns:
        ``key`` and ``listing``: source, file and checksum for lists, the record for documents.
    """
    needed = keys.lazy().select("key").unique()
    stated = tables["project"].select("key", "record").join(needed, on="key", how="semi").unique().collect()
    records = tables["record"].select("source", "file", "checksum", record="key")
    wanted = stated.lazy().select("record").unique()
    known = records.join(wanted, on="record", how="semi").unique().collect(engine="streaming")
    document = pl.col("source").is_in(sorted(documents))
    named = pl.concat_str("source", "file", "checksum", separator="\x1f", ignore_nulls=True)
    listed = known.select("record", listing=pl.when(document).then("record").otherwise(named))
    return stated.join(listed, on="record", how="left").select("key", pl.coalesce("listing", "record")).unique()


def find_pairs(words: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of projects that share an acronym or a title and stand in no list together.

    Args:
        words: ``node``, ``kind`` and ``word``.
        listed: ``node`` and ``listing``.

    Returns:
        ``one`` and ``other`` (nodes, the smaller first), ``acronym`` and ``title`` (whether shared); sorted. An acronym
        of more than sixty projects, and a title that one list has twice, bring no pairs.
    """
    distinct = words.unique()
    sizes = distinct.filter(pl.len().over("kind", "word") <= _LARGEST_BLOCK)
    dropped = distinct.height - sizes.height
    if dropped:
        logger.info("left out %d projects whose acronym or title too many others have", dropped)
    in_lists = sizes.filter(pl.col("kind") == "title").join(listed, on="node")
    repeated = in_lists.filter(pl.struct("word", "listing").is_duplicated()).select("kind", "word").unique()
    speaking = sizes.join(repeated, on=["kind", "word"], how="anti")
    several = speaking.join(listed, on="node").group_by("kind", "word").agg(pl.col("listing").n_unique())
    blocks = speaking.join(several.filter(pl.col("listing") > 1), on=["kind", "word"], how="semi")
    named = blocks.select("kind", "word", one="node")
    both = named.join(blocks.rename({"node": "other"}), on=["kind", "word"]).filter(pl.col("one") < pl.col("other"))
    kinds = {kind: (pl.col("kind") == kind).any() for kind in ("acronym", "title")}
    pairs = both.group_by(PAIR).agg(**kinds)
    return pairs.join(same_space(pairs, listed, "listing"), on=PAIR, how="anti").sort(PAIR)


def same_space(pairs: pl.DataFrame, labels: pl.DataFrame, *on: str) -> pl.DataFrame:
    """Return the pairs of which both have a label in common.

    Args:
        pairs: ``one`` and ``other``.
        labels: ``node`` and the columns named.
        on: Columns that make the label.
    """
    of_one = pairs.select(PAIR).join(labels.select(pl.col("node").alias("one"), *on), on="one")
    return (
        of_one.join(labels.select(pl.col("node").alias("other"), *on), on=["other", *on], how="semi", nulls_equal=False)
        .select(PAIR)
        .unique()
    )
