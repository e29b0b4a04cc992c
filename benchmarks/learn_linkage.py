"""Learn what linkage of names knows from a dump of ROR: translations of words, their frequency, weights of evidence.

Run with ``python -m benchmarks.learn_linkage --ror ror.jsonl.gz``; it writes ``translations.csv``, ``frequencies.csv``
and ``weights.csv`` to ``data/reference/linkage`` (or ``--output``). Only organisations of the learning half (by a hash
of their identifier) are looked at. The same dump gives the same bytes. ``--cross-validate`` prints instead what each
part of the learning half teaches about the other, by the bits from which names are joined.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks.linkage import number_of, read_names, show_figures
from ecosystem_graph.resolve.linkage.blocking import find_candidates
from ecosystem_graph.resolve.linkage.clustering import cluster_names
from ecosystem_graph.resolve.linkage.comparison import GROUPS, compare_pairs
from ecosystem_graph.resolve.linkage.context import add_context, find_rivals
from ecosystem_graph.resolve.linkage.features import bag_names, count_frequencies
from ecosystem_graph.resolve.linkage.likeness import ConceptLikeness
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA, normalise_names
from ecosystem_graph.resolve.linkage.saying import choose_names, find_sayings
from ecosystem_graph.resolve.linkage.translation import learn_translations, with_related
from ecosystem_graph.resolve.linkage.weight_table import learn_tables

__all__ = [
    "Judged",
    "Vocabulary",
    "cross_validate",
    "judge_settings",
    "learn_vocabulary",
    "learn_weights",
    "main",
    "read_learning_half",
]

_FOLDS = 2
_PAIRS_AT_ONCE = 50_000
_LEAST_BITS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5)
_OTHER_SCRIPT = r"[^\p{Latin}\p{Greek}\p{Cyrillic}\p{Common}\p{Inherited}]"


class Vocabulary(NamedTuple):
    """What is learnt of words.

    Attributes:
        translations: left, right, strength; in both orders.
        frequencies: concept, names.
    """

    translations: pl.DataFrame
    frequencies: pl.DataFrame


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ror", type=Path, required=True, help="dump of ROR")
    parser.add_argument("-o", "--output", type=Path, default=Path("data/reference/linkage"), help="folder")
    parser.add_argument("--cross-validate", action="store_true", help="print figures instead of writing files")
    asked = parser.parse_args()
    names = read_learning_half(asked.ror)
    if asked.cross_validate:
        cross_validate(names)
        return
    vocabulary = learn_vocabulary(names)
    asked.output.mkdir(parents=True, exist_ok=True)
    once = vocabulary.translations.filter(pl.col("left") < pl.col("right"))
    once.write_csv(asked.output / "translations.csv")
    vocabulary.frequencies.write_csv(asked.output / "frequencies.csv")
    learn_weights(names).write_csv(asked.output / "weights.csv")


def read_learning_half(dump: Path) -> pl.DataFrame:
    """Return the names from which anything is learnt, in the scripts of Europe.

    Args:
        dump: Dump of ROR.

    Returns:
        Names of organisations everywhere, as `read_names` returns them.
    """
    every = read_names(dump, everywhere=True)
    is_legible = ~pl.col("name").str.contains(_OTHER_SCRIPT) | pl.col("is_european")
    return every.filter((pl.col("half") == "learn") & ~pl.col("is_acronym") & is_legible)


def learn_vocabulary(names: pl.DataFrame) -> Vocabulary:
    """Learn translations and frequencies.

    Args:
        names: Names of organisations everywhere, as `read_names` returns them.

    Returns:
        Both tables.
    """
    rows = names.sort("key").with_row_index("row")
    words = normalise_names(rows.select(list(MENTION_SCHEMA))).words
    of = rows.select("row", "organisation")
    pairs = of.join(of, on="organisation", suffix="_right").filter(pl.col("row") < pl.col("row_right"))
    translations = learn_translations(words, pairs.select("organisation", left="row", right="row_right"))
    return Vocabulary(translations, count_frequencies(words, rows.height))


def learn_weights(names: pl.DataFrame) -> pl.DataFrame:
    """Learn the weights of evidence: with a city, without, and without a country.

    Args:
        names: Names of organisations everywhere, as `read_names` returns them.

    Returns:
        setting and the columns of `TABLE_SCHEMA`.
    """
    learnt = [
        learn_tables(judged.pairs, judged.pairs["same"].to_numpy())
        .to_frame()
        .select(pl.lit(setting).alias("setting"), pl.all())
        for setting, judged in judge_settings(names)
    ]
    return pl.concat(learnt)


def cross_validate(names: pl.DataFrame) -> None:
    """Print what to expect of organisations never seen: nothing that is learnt of a part is used for that part.

    Args:
        names: Names of organisations everywhere, as `read_names` returns them.
    """
    for setting, judged in judge_settings(names):
        weights = np.zeros(judged.pairs.height)
        for fold in range(_FOLDS):
            is_asked = judged.pairs["fold"].to_numpy() == fold
            others, asked = judged.pairs.filter(~is_asked), judged.pairs.filter(is_asked)
            weights[is_asked] = learn_tables(others, others["same"].to_numpy()).total(asked)
        pairs = judged.pairs.select("left", "right", weight=pl.Series(weights).round(6))
        print(f"cross-validated, {setting}: {judged.rows.height} names")
        for bits in _LEAST_BITS:
            labels = cluster_names(int(judged.sayings.max()) + 1, pairs, least_bits=bits)
            show_figures(f"from {bits} bits", labels[judged.sayings], judged.rows)


class Judged(NamedTuple):
    """Candidate pairs of names of which it is known whether they are one.

    Attributes:
        rows: Names of European organisations, sorted by key.
        sayings: For each of them what it says: names that say the same have one number.
        pairs: Measures of pairs of sayings with context, same, and the fold of the left one.
    """

    rows: pl.DataFrame
    sayings: np.ndarray
    pairs: pl.DataFrame


def judge_settings(names: pl.DataFrame) -> Iterator[tuple[str, Judged]]:
    """Yield the candidate pairs among European names with a city, without, and of all names without a country.

    The words of each organisation are translated by what the organisations of the other part teach, as those of
    organisations never seen will be.

    Args:
        names: Names of organisations everywhere, as `read_names` returns them.

    Yields:
        Name of the setting and its pairs.
    """
    folded = names.with_columns(
        fold=pl.col("organisation").map_elements(lambda key: number_of(key) // 2 % _FOLDS, return_dtype=pl.Int64)
    )
    taught = [learn_vocabulary(folded.filter(pl.col("fold") != fold)) for fold in range(_FOLDS)]
    everywhere = folded.sort("key").with_columns(city=pl.lit(""))
    rows = folded.filter("is_european").sort("key")
    settings = {
        "city": rows,
        "country": rows.with_columns(city=pl.lit("")),
        "anywhere": everywhere.with_columns(country=pl.lit("")),
    }
    for setting, mentions in settings.items():
        judged = [_judge(mentions, vocabulary) for vocabulary in taught]
        parts = [each.pairs.filter(pl.col("fold") == fold) for fold, each in enumerate(judged)]
        yield setting, judged[0]._replace(pairs=pl.concat(parts).sort("left", "right"))


def _judge(rows: pl.DataFrame, vocabulary: Vocabulary) -> Judged:
    every = normalise_names(rows.select(list(MENTION_SCHEMA)))
    chosen, sayings, spellings = np.unique(find_sayings(every), return_inverse=True, return_counts=True)
    names = choose_names(every, chosen)
    bags = bag_names(names, GROUPS, vocabulary.frequencies)
    translations = with_related(vocabulary.translations)
    found = find_candidates(bags, names.texts, translations)
    likeness = ConceptLikeness(bags, translations)
    parts = [slice(start, start + _PAIRS_AT_ONCE) for start in range(0, len(found.left), _PAIRS_AT_ONCE)]
    measures = pl.concat(
        compare_pairs(found.left[part], found.right[part], bags, names.texts, likeness) for part in parts
    )
    context = add_context(measures, find_rivals(measures, pl.Series(spellings)))
    of, left, right = rows.select("organisation", "fold")[chosen], context["left"], context["right"]
    owner = of["organisation"]
    pairs = context.with_columns(same=owner.gather(left) == owner.gather(right), fold=of["fold"].gather(left))
    return Judged(rows, sayings, pairs)


if __name__ == "__main__":
    main()
