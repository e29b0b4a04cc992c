"""Different names of a list, each normalised and weighed against its candidates; what is one is decided elsewhere."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.linkage.blocking import Candidates
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA, NormalisedNames, normalise_names
from ecosystem_graph.resolve.linkage.saying import choose_names, find_sayings
from ecosystem_graph.resolve.linkage.weighing import find_vague, weigh_names

__all__ = ["Compare", "Compared", "SaidNames", "compare_names", "say_names"]


class Compared(NamedTuple):
    """Mentions, and how alike their names are.

    Attributes:
        rows: key, name, saying: number of what the name says, null when it says too little.
        keys: First key of each saying.
        pairs: left, right (sayings), weight (bits) and text (likeness of spelling).
        candidates: What blocking did.
    """

    rows: pl.DataFrame
    keys: pl.Series
    pairs: pl.DataFrame
    candidates: Candidates


Compare = Callable[[pl.DataFrame, int, Progress], Compared]
"""What compares the names of mentions (columns of name.MENTION_SCHEMA, sorted by them) with some jobs."""


class SaidNames(NamedTuple):
    """Mentions and the different names among them.

    Attributes:
        rows: key, name, saying: position of the name, null when it says too little.
        names: Different names that say enough, normalised.
        firsts: First mention of each of these names, columns of name.MENTION_SCHEMA.
        spellings: How many spellings of each there are.
    """

    rows: pl.DataFrame
    names: NormalisedNames
    firsts: pl.DataFrame
    spellings: pl.Series


def compare_names(rows: pl.DataFrame, jobs: int = 1, progress: Progress = no_progress) -> Compared:
    """Compare the names of mentions on this machine.

    Args:
        rows: Columns of name.MENTION_SCHEMA, sorted by them.
        jobs: Processor cores that compare; the result does not depend on it.
        progress: Told how many pairs are compared.
    """
    said = say_names(rows)
    weighed = weigh_names(said.names, spellings=said.spellings, jobs=jobs, progress=progress)
    return Compared(said.rows, said.firsts["key"], weighed.pairs, weighed.candidates)


def say_names(rows: pl.DataFrame) -> SaidNames:
    """Return mentions with the name that each has; names that say the same are one.

    What a name says depends on other names of its country alone, so countries may be taken one by one.

    Args:
        rows: Columns of name.MENTION_SCHEMA, sorted by them.
    """
    same = ["name", "country", "city"]
    written = rows.unique(same, keep="first", maintain_order=True).with_row_index("text")
    every = normalise_names(written.select(list(MENTION_SCHEMA)))
    first = find_sayings(every)
    first[find_vague(every)] = -1
    chosen, spellings = np.unique(first[first >= 0], return_counts=True)
    saying = pl.Series(np.where(first >= 0, np.searchsorted(chosen, first), -1), dtype=pl.Int64)
    placed = rows.join(written.select(*same, "text"), on=same, how="left", maintain_order="left")
    number = saying.gather(placed["text"])
    said = placed.select("key", "name", saying=pl.when(number >= 0).then(number))
    firsts = written.select(list(MENTION_SCHEMA))[chosen]
    return SaidNames(said, choose_names(every, chosen), firsts, pl.Series(spellings, dtype=pl.Int64))
