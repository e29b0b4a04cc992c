"""How alike two words are: the same concept, a known translation, a spelling variant, an abbreviation."""

import numpy as np
import polars as pl
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from ecosystem_graph.resolve.linkage.features import Bags

__all__ = ["ConceptLikeness"]

_NEAR = 0.86
"""Jaro-Winkler similarity from which two words are taken for spellings of one."""
_ABBREVIATED = 0.8
_SHORTEST_ABBREVIATION = 3


class ConceptLikeness:
    """Likeness of concepts (0-1), each pair of concepts looked at once.

    Args:
        bags: Names as bags of concepts.
        translations: left, right, strength; in both orders.
    """

    def __init__(self, bags: Bags, translations: pl.DataFrame) -> None:
        self._size = len(bags.labels)
        self._texts, self._labels = bags.texts, bags.labels
        numbers = bags.labels.to_frame("label").with_row_index("number")
        known = translations.join(numbers.rename({"number": "from"}), left_on="left", right_on="label").join(
            numbers.rename({"number": "to"}), left_on="right", right_on="label"
        )
        code = (known["from"].cast(pl.Int64) * self._size + known["to"].cast(pl.Int64)).to_numpy()
        order = np.argsort(code, kind="stable")
        self._codes, self._strengths = code[order], known["strength"].to_numpy()[order]
        self._is_word = bags.is_word

    def of(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return the likeness of concepts.

        Args:
            left: Numbers of concepts.
            right: Numbers of concepts, as many.

        Returns:
            Likeness of each pair.
        """
        codes, places = np.unique(left * self._size + right, return_inverse=True)
        first, second = codes // self._size, codes % self._size
        likeness = (first == second).astype(np.float64)
        likeness = np.maximum(likeness, self._translated(codes))
        asked = np.flatnonzero((likeness < _NEAR) & self._is_word[first] & self._is_word[second])
        likeness[asked] = np.maximum(likeness[asked], self._spelt(first[asked], second[asked]))
        of_pairs: np.ndarray = likeness[places]
        return of_pairs

    def _translated(self, codes: np.ndarray) -> np.ndarray:
        if not len(self._codes):
            return np.zeros(len(codes))
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        # Even an uncertain translation explains more of a word than chance does.
        strengths: np.ndarray = np.where(self._codes[places] == codes, np.sqrt(self._strengths[places]), 0.0)
        return strengths

    def _spelt(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        if not len(first):
            return np.zeros(0)
        one, other = self._texts.gather(first), self._texts.gather(second)
        near = cpdist(one.to_list(), other.to_list(), scorer=JaroWinkler.normalized_similarity, score_cutoff=_NEAR)
        stems = self._labels.gather(first), self._labels.gather(second)
        rooted = cpdist(
            stems[0].to_list(), stems[1].to_list(), scorer=JaroWinkler.normalized_similarity, score_cutoff=_NEAR
        )
        short = np.minimum(one.str.len_chars().to_numpy(), other.str.len_chars().to_numpy())
        begins = (
            pl.DataFrame({"one": one, "other": other})
            .select(pl.col("one").str.starts_with(pl.col("other")) | pl.col("other").str.starts_with(pl.col("one")))
            .to_series()
            .to_numpy()
        )
        alike = np.maximum(near, rooted).astype(np.float64)
        likeness: np.ndarray = np.maximum(
            alike, np.where(begins & (short >= _SHORTEST_ABBREVIATION), _ABBREVIATED, 0.0)
        )
        return likeness
