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

__all__ = ["Weighed", "find_vague", "tell_setting", "weigh_names", "weigh_pairs", "weigh_setting"]

_EQUAL_BITS = 5.0
_TELLING = 12.0
"""Bits of an equal name that tells so many: of 25,134 such names of the learning half of ROR, 0.6 % are also those of
another organisation there, 1.2 % of another one anywhere; half of a bit less for lists that lack some."""
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
        weights = list(pool.map(lambda some: _weigh(add_context(some, rivals), names.texts), measured))
    return Weighed(pl.concat(weights), find_vague(names), candidates)


def _parts(candidates: Candidates, bags: Bags) -> list[slice]:
    """Return runs of pairs: a pair of long names is as much work as many short ones."""
    words = np.diff(bags.starts)
    found = cut_work(words[candidates.left] * words[candidates.right] + _PAIR_WORK, _WORK_AT_ONCE)
    return found or [slice(0, 0)]


def tell_setting(measures: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Add what is known of where the names of a pair are, which tells the weights that apply.

    Two names of one country that say alike things are more likely one organisation than two names of anywhere.

    Args:
        measures: Measures of pairs: left, city.
        texts: row, country; only names of one country are compared.

    Returns:
        The same rows with setting: ``city``, ``country`` or ``anywhere``.
    """
    is_anywhere = (texts["country"] == "").gather(measures["left"])
    setting = pl.when(pl.col("city") >= 0).then(pl.lit("city")).when(is_anywhere).then(pl.lit("anywhere"))
    return measures.with_columns(setting=setting.otherwise(pl.lit("country")))


def weigh_setting(setting: str, measures: pl.DataFrame) -> np.ndarray:
    """Return the match weights of pairs of which as much is known.

    Candidates are different names wherever weights are learnt, so these cannot say what an equal name is worth where
    neither country nor city tells: how rarely two organisations bear one name does.

    Args:
        setting: Column setting of `tell_setting`, equal for all pairs.
        measures: Measures with context.

    Returns:
        Bits.
    """
    weights = load_tables(setting).total(measures)
    if setting != "anywhere":
        return weights
    is_equal = ((measures["text"] >= 1) & (measures["shared"] >= _TELLING)).to_numpy()
    raised: np.ndarray = np.where(is_equal, np.maximum(weights, _EQUAL_BITS), weights)
    return raised


def _weigh(measures: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Return left, right, weight, text; weights depend on what is known of where both names are."""
    told = tell_setting(measures, texts).with_row_index("pair")
    parts = [
        part.select("pair", "left", "right", "text").with_columns(weight=pl.Series(weigh_setting(setting, part)))
        for (setting,), part in told.partition_by("setting", as_dict=True).items()
    ]
    empty = told.clear().select("pair", "left", "right", "text", weight=pl.lit(0.0))
    return pl.concat([empty, *parts]).sort("pair").select("left", "right", pl.col("weight").round(6), "text")


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
