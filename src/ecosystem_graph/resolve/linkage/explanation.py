"""Why two names are taken for one organisation, or not: sentences with the bits that each observation bears."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from ecosystem_graph.resolve.linkage.comparison import GROUPS, compare_pairs
from ecosystem_graph.resolve.linkage.context import add_context
from ecosystem_graph.resolve.linkage.features import bag_names
from ecosystem_graph.resolve.linkage.likeness import ConceptLikeness
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA, normalise_names
from ecosystem_graph.resolve.linkage.translation import load_translations
from ecosystem_graph.resolve.linkage.unplaced import LESS_BITS
from ecosystem_graph.resolve.linkage.weighing import tell_setting, weigh_setting
from ecosystem_graph.resolve.linkage.weight_table import COMPARISONS, WRITTEN, load_tables

__all__ = ["Explanation", "explain_pair"]

_UNKNOWN = -1.0
_MEANING = {
    "cover_min": "share of the less covered name that the other says too",
    "cover_max": "share of the better covered name that the other says too",
    "shared": "bits of information in common",
    "missing_min": "bits of the largest difference of one name",
    "missing_max": "bits of the largest difference of the other",
    "missing_word_min": "bits of the largest proper word that only one says",
    "missing_word_max": "bits of the largest proper word that only the other says",
    "missing_kind_min": "bits of the largest kind of organisation that only one says",
    "missing_kind_max": "bits of the largest kind of organisation that only the other says",
    "words": "proper words in common, both ways",
    "words_one": "proper words in common, one way",
    "fields": "fields of work in common, both ways",
    "fields_one": "fields of work in common, one way",
    "kinds": "kind of organisation in common, both ways",
    "kinds_one": "kind of organisation in common, one way",
    "number": "number in the name",
    "place": "place in the name",
    "text": "spelling",
    "sorted": "spelling, words in order of the alphabet",
    "rooted": "spelling of the stems of all words",
    "tongues": "both in English, or both not",
    "city": "city",
    "acronym": "one is the initials of the other",
    "info_min": "information in the shorter name, bits",
    "info_max": "information in the longer name, bits",
    "gap_min": "behind the best candidate of either",
    "gap_max": "behind the best candidate of both",
    "margin": "lead over other candidates",
}
"""What each comparison observes, in words."""
_WRITTEN = {
    "unit": "one is a unit of an organisation",
    "contradiction": "each calls itself another kind of body",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two names are or are not one organisation.

    Attributes:
        weight: Sum of all evidence, in bits.
        left: What the first name says: concepts with their group.
        right: What the second one says.
        prior: Bits before any comparison.
        parts: Observation in words, its value, its bits; the weightiest first.
        less: Bits that the pair counts for less in a build, where names that state no town are doubted.
    """

    weight: float
    left: tuple[str, ...]
    right: tuple[str, ...]
    prior: float
    parts: tuple[tuple[str, float, float], ...]
    less: float = 0.0

    def to_lines(self) -> list[str]:
        """Return the explanation as lines of text."""
        verdict = "probably one organisation" if self.weight > 0 else "not taken for one organisation"
        lines = [f"{verdict}: {self.weight:+.1f} bits (odds {2.0 ** min(abs(self.weight), 40):,.0f} to 1)"]
        lines += [f"one says      {', '.join(self.left)}", f"the other     {', '.join(self.right)}"]
        lines += [f"{self.prior:+6.1f}  before looking: few candidate pairs are one organisation"]
        told = [
            (words, "neither or one says it" if value == _UNKNOWN else f"{value:g}", bits)
            for words, value, bits in self.parts
        ]
        lines += [f"{bits:+6.1f}  {words}: {value}" for words, value, bits in told if bits]
        return lines + ([f"{-self.less:+6.1f}  in a build, beside this: no town stated"] if self.less else [])


def explain_pair(mentions: pl.DataFrame) -> Explanation:
    """Explain the match weight of two mentions, as if there were no others.

    Args:
        mentions: Two rows with the columns of `MENTION_SCHEMA`.

    Returns:
        The explanation.
    """
    names = normalise_names(mentions.select(list(MENTION_SCHEMA)))
    bags, translations = bag_names(names, GROUPS), load_translations()
    one, other = np.array([0]), np.array([1])
    measures = add_context(compare_pairs(one, other, bags, names.texts, ConceptLikeness(bags, translations)))
    setting = tell_setting(measures, names.texts)["setting"].item()
    weights, weight = load_tables(setting), float(weigh_setting(setting, measures)[0])
    bits = weights.parts(measures)[0]
    rows = [
        (_MEANING[name], round(float(measures[name].item()), 2), round(float(part), 1))
        for name, part in zip(COMPARISONS, bits, strict=True)
    ]
    rows += [(_WRITTEN[name], 1.0, bits) for name, bits in WRITTEN.items() if measures[name].item()]
    raised = weight - float(weights.total(measures)[0])
    if raised:
        rows.append(("the same name, which few organisations share", 1.0, raised))
    said = [
        tuple(
            f"{concept} ({group})"
            for concept, group in names.words.filter(pl.col("row") == row).select("concept", "group").iter_rows()
        )
        for row in (0, 1)
    ]
    ranked = sorted(rows, key=lambda row: -abs(row[2]))
    unplaced = mentions["city"].to_list().count("") + mentions["city"].null_count()
    less = LESS_BITS[unplaced] if setting == "country" else 0.0
    return Explanation(weight, said[0], said[1], weights.expected, tuple(ranked), less)
