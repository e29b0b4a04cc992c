"""Measures of candidate pairs: how much of what each name says the other says too."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import polars.selectors as cs
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cpdist

from ecosystem_graph.resolve.linkage.features import Bags
from ecosystem_graph.resolve.linkage.likeness import ConceptLikeness

__all__ = ["GROUPS", "compare_pairs"]

GROUPS = ("word", "acronym", "kind", "field", "demonym", "number", "place", "home", "parent")
"""Groups of concepts, in the order of their numbers."""

_PAIRS_AT_ONCE = 150_000
_EXPLAINED = 0.75
"""Likeness from which a concept counts as said by the other name too."""
_WORD, _ACRONYM, _KIND, _FIELD, _DEMONYM, _NUMBER, _PLACE, _HOME, _PARENT = range(9)


def compare_pairs(
    left: np.ndarray, right: np.ndarray, bags: Bags, texts: pl.DataFrame, likeness: ConceptLikeness
) -> pl.DataFrame:
    """Measure candidate pairs.

    Args:
        left: Rows of one name.
        right: Rows of the other.
        bags: Names as bags of concepts.
        texts: row, text, initials, country, city.
        likeness: Likeness of concepts.

    Returns:
        One row per pair in the same order: left, right and the measures, each 0-1 unless said: cover_left, cover_right
        (share of the information that the other explains), shared (bits), missing_left and missing_right (bits of the
        largest unexplained concept; also of proper words alone, missing_word, and of kinds, missing_kind),
        words, fields, kinds (explained share of that group on both sides, -1 when a side has none),
        text, sorted and rooted (likeness of spelling: as it is, words sorted, stems sorted),
        tongues (1 both English or both not, 0 one is, -1 cannot be told),
        acronym (1 when letters of one are initials of the other), city (1 same, 0 different, -1 unknown),
        contradiction (1 when each calls itself another body: a museum and a county),
        unit (1 when one is a unit of what its name begins with and the other is not),
        number (1 same, 0 different, -1 none), place (0 when they name different cities).
    """
    parts = [
        _measure(left[start : start + _PAIRS_AT_ONCE], right[start : start + _PAIRS_AT_ONCE], bags, texts, likeness)
        for start in range(0, max(len(left), 1), _PAIRS_AT_ONCE)
    ]
    return pl.concat(parts)


def _measure(
    left: np.ndarray, right: np.ndarray, bags: Bags, texts: pl.DataFrame, likeness: ConceptLikeness
) -> pl.DataFrame:
    there = _Explained(left, right, bags, likeness)
    back = _Explained(right, left, bags, likeness)
    measures = {"left": left, "right": right, "cover_left": there.cover(), "cover_right": back.cover()}
    measures["shared"] = np.minimum(there.shared(), back.shared())
    for name, codes in (("", range(len(GROUPS))), ("_word", (_WORD, _ACRONYM)), ("_kind", (_KIND,))):
        measures[f"missing{name}_left"], measures[f"missing{name}_right"] = there.missing(codes), back.missing(codes)
    for name, code in (("words", _WORD), ("fields", _FIELD), ("kinds", _KIND), ("number", _NUMBER), ("place", _PLACE)):
        first, second = there.cover_of(code), back.cover_of(code)
        measures[name] = np.where((first < 0) | (second < 0), -1.0, np.minimum(first, second))
        measures[name + "_one"] = np.where(
            (first < 0) & (second < 0), -1.0, np.where((first < 0) | (second < 0), 0.0, np.maximum(first, second))
        )
    one, other = texts["text"].gather(left).to_list(), texts["text"].gather(right).to_list()
    measures["text"] = cpdist(one, other, scorer=Indel.normalized_similarity)
    measures["sorted"] = cpdist(one, other, scorer=token_sort_ratio) / 100.0
    roots = texts["roots"]
    measures["rooted"] = cpdist(
        roots.gather(left).to_list(), roots.gather(right).to_list(), scorer=Indel.normalized_similarity
    )
    tongue = texts["tongue"].to_numpy()
    told = (tongue[left] > 0) & (tongue[right] > 0)
    measures["tongues"] = np.where(told, (tongue[left] == tongue[right]).astype(float), -1.0)
    city = texts["city"].fill_null("").to_numpy()
    known = (city[left] != "") & (city[right] != "")
    measures["city"] = np.where(known, (city[left] == city[right]).astype(float), -1.0)
    is_unit = texts["is_unit"].to_numpy()
    measures["unit"] = (is_unit[left] != is_unit[right]).astype(float)
    one_is, other_is = bags.bodies[left], bags.bodies[right]
    measures["contradiction"] = ((one_is > 0) & (other_is > 0) & (one_is & other_is == 0)).astype(float)
    measures["acronym"] = _acronym(left, right, bags, texts)
    measures["info_min"] = np.minimum(bags.information[left], bags.information[right])
    measures["info_max"] = np.maximum(bags.information[left], bags.information[right])
    # Half the memory: two digits of a share are all that levels need.
    return pl.DataFrame(measures).with_columns(cs.float().cast(pl.Float32))


class _Explained:
    """For each concept of the first names, how well the second names explain it."""

    def __init__(self, first: np.ndarray, second: np.ndarray, bags: Bags, likeness: ConceptLikeness) -> None:
        lengths, others = np.diff(bags.starts)[first], np.diff(bags.starts)[second]
        pair = np.repeat(np.arange(len(first)), lengths)
        place = _ranges(bags.starts[first], lengths)
        repeats = others[pair]
        item = np.repeat(np.arange(len(place)), repeats)
        other = _ranges(bags.starts[second][pair], repeats)
        alike = likeness.of(bags.concepts[place][item], bags.concepts[other])
        best = np.zeros(len(place))
        np.maximum.at(best, item, alike)
        self._pairs, self._pair, self._best = len(first), pair, best
        self._weights, self._groups = bags.weights[place], bags.groups[place]

    def cover(self) -> np.ndarray:
        return self._share(self._groups >= 0, 0.0)

    def cover_of(self, group: int) -> np.ndarray:
        return self._share(self._groups == group, -1.0)

    def shared(self) -> np.ndarray:
        total: np.ndarray = np.bincount(self._pair, self._weights * self._best, minlength=self._pairs)
        return total

    def missing(self, groups: Sequence[int]) -> np.ndarray:
        most, used = np.zeros(self._pairs), np.isin(self._groups, groups)
        np.maximum.at(most, self._pair[used], self._weights[used] * (1.0 - self._best[used]))
        return most

    def _share(self, used: np.ndarray, empty: float) -> np.ndarray:
        pair, weights = self._pair[used], self._weights[used]
        total = np.bincount(pair, weights, minlength=self._pairs)
        explained = np.bincount(pair, weights * self._best[used], minlength=self._pairs)
        share: np.ndarray = np.where(total > 0, explained / np.maximum(total, 1e-9), empty)
        return share


def _ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the concatenation of ``starts[i] … starts[i] + lengths[i] - 1``."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    values: np.ndarray = np.arange(total) - np.repeat(ends - lengths - starts, lengths)
    return values


def _acronym(left: np.ndarray, right: np.ndarray, bags: Bags, texts: pl.DataFrame) -> np.ndarray:
    """Return 1 where a word of one name is the initials of the other or shares its acronym."""
    rows = np.repeat(np.arange(texts.height), np.diff(bags.starts))
    is_short = bags.texts.str.len_chars().is_between(3, 9).to_numpy()[bags.concepts] & (bags.groups <= _ACRONYM)
    words = pl.DataFrame({"row": rows[is_short], "word": bags.texts.gather(bags.concepts[is_short])})
    initials = texts.select(pl.col("row").cast(pl.Int64), word="initials").filter(pl.col("word").str.len_chars() >= 3)
    pairs = pl.DataFrame({"left": left, "right": right}).with_row_index("pair")
    found = [
        pairs.join(words, left_on=a, right_on="row").join(
            initials, left_on=[b, "word"], right_on=["row", "word"], how="semi"
        )
        for a, b in (("left", "right"), ("right", "left"))
    ]
    hits = pl.concat([part.select("pair") for part in found])["pair"].to_numpy()
    result = np.zeros(len(left))
    result[hits] = 1.0
    return result
