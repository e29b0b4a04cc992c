"""Candidate pairs of names and the evidence in bits that each means one organisation, a bounded number at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.linkage.blocking import Candidates, cut_work, find_candidates
from ecosystem_graph.resolve.linkage.comparison import GROUPS, compare_pairs
from ecosystem_graph.resolve.linkage.context import add_context, find_rivals
from ecosystem_graph.resolve.linkage.features import Bags, ConceptCounts, bag_names
from ecosystem_graph.resolve.linkage.likeness import ConceptLikeness
from ecosystem_graph.resolve.linkage.name import NormalisedNames, normalise_names
from ecosystem_graph.resolve.linkage.translation import load_translations
from ecosystem_graph.resolve.linkage.weight_table import load_tables

__all__ = ["Weighed", "find_vague", "weigh_names", "weigh_pairs"]

_WORK_AT_ONCE = 6_000_000
"""Comparisons of two words that are held in memory at once by each job."""
_PAIR_WORK = 40
"""What a pair costs whatever its words, in comparisons of words: no part has more than 150,000 pairs."""


class Weighed(NamedTuple):
    """Candidate pairs of different names with their weight.

    Attributes:
        pairs: left, right (positions of names), weight (bits) and text (likeness of spelling).
        vague: Positions of names that say too little to be anybody in particular.
        candidates: What blocking did.
    """

    pairs: pl.DataFrame
    vague: Sequence[int]
    candidates: Candidates


def weigh_pairs(nodes: pl.DataFrame, *, sides: np.ndarray | None = None, jobs: int = 1) -> Weighed:
    """Find and weigh candidate pairs of different names.

    Args:
        nodes: Columns of `MENTION_SCHEMA`.
        sides: A number per name; only names of different numbers are compared. ``None`` compares all.
        jobs: Processor cores that compare.

    Returns:
        Pairs with weights, and what was found on the way.
    """
    return weigh_names(normalise_names(nodes), sides=sides, jobs=jobs)


def weigh_names(
    names: NormalisedNames,
    *,
    sides: np.ndarray | None = None,
    spellings: pl.Series | None = None,
    counts: ConceptCounts | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Weighed:
    """Find and weigh candidate pairs of normalised names.

    Args:
        names: Normalised names.
        sides: A number per name; only names of different numbers are compared. ``None`` compares all.
        spellings: How many spellings each name stands for; ``None`` where each is one.
        counts: Concepts of all names, where these are those of some countries only.
        jobs: Processor cores that compare; the result does not depend on it.
        progress: Told how many pairs are compared.

    Returns:
        Pairs with weights, and what was found on the way. O(pairs); about 120 bytes per pair are held at once.
    """
    bags, translations = bag_names(names, GROUPS, counts=counts), load_translations()
    candidates = find_candidates(bags, names.texts, translations, sides=sides)
    likeness = ConceptLikeness(bags, translations)

    def compare(part: slice) -> pl.DataFrame:
        return compare_pairs(candidates.left[part], candidates.right[part], bags, names.texts, likeness)

    parts, measured = _parts(candidates, bags), []
    with ThreadPoolExecutor(jobs) as pool:
        for part, some in zip(parts, pool.map(compare, parts), strict=True):
            measured.append(some)
            progress("compare names", part.stop, len(candidates.left))
        every = pl.concat([some.select("left", "right", "cover_left", "cover_right", "city") for some in measured])
        rivals = find_rivals(every, spellings)
        weights = list(pool.map(lambda some: _weigh(add_context(some, rivals)), measured))
    return Weighed(pl.concat(weights), find_vague(names), candidates)


def _parts(candidates: Candidates, bags: Bags) -> list[slice]:
    """Return runs of pairs: a pair of long names is as much work as many short ones."""
    words = np.diff(bags.starts)
    found = cut_work(words[candidates.left] * words[candidates.right] + _PAIR_WORK, _WORK_AT_ONCE)
    return found or [slice(0, 0)]


def _weigh(measures: pl.DataFrame) -> pl.DataFrame:
    """Return left, right, weight, text; weights differ for pairs of which both have a city."""
    is_placed = pl.col("city") >= 0
    both = measures.with_row_index("pair").with_columns(is_placed=is_placed)
    parts = [
        part.select("pair", "left", "right", "text").with_columns(weight=pl.Series(load_tables(setting).total(part)))
        for setting, part in (("city", both.filter("is_placed")), ("country", both.filter(~pl.col("is_placed"))))
    ]
    return pl.concat(parts).sort("pair").select("left", "right", pl.col("weight").round(6), "text")


def find_vague(names: NormalisedNames) -> list[int]:
    """Return the names that are one letter, a legal form, or nothing but a kind of organisation in no stated city."""
    telling = ~pl.col("group").is_in(["kind", "home", "number"])
    said = names.words.group_by("row").agg(meanings=pl.len(), telling=telling.any())
    rows = names.texts.select(pl.col("row"), "text", is_placed=pl.col("city").fill_null("") != "")
    judged = rows.join(said, on="row", how="left").with_columns(pl.col("meanings").fill_null(0))
    forms = names.forms.select("row", text=pl.col("form").str.replace_all("_", " "))
    is_form = pl.struct("row", "text").is_in(forms.select(pl.struct("row", "text")).to_series().implode())
    says_nothing = (pl.col("text").str.len_chars() < 2) | (pl.col("meanings") == 0) | is_form
    only_kind = ~pl.col("telling").fill_null(value=False) & (~pl.col("is_placed") | (pl.col("meanings") < 2))
    return judged.filter(says_nothing | only_kind)["row"].sort().to_list()
