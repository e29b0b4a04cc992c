"""Splink on names, run by the interpreter of the peers: ``python splink_names.py INPUT OUTPUT``.

Nothing of ours is imported. Sensible comparisons on folded names, trained by EM (Splink's own way without labels);
pairs from a probability of 0.5.
"""

import sys
from pathlib import Path

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_LEAST = 0.5


def main(source: Path, target: Path) -> None:
    """Write left, right and probability of the pairs that may be one.

    Args:
        source: unique_id, name (folded), country, city.
        target: File to write.
    """
    table = pd.read_csv(source, keep_default_na=False)
    words = table["name"].str.split(" ")
    table = table.assign(
        words=words,
        first=words.str[0],
        last=words.str[-1],
        longest=[max(each, key=len) for each in words],
        city=table["city"].replace("", None),
    )
    rules = [block_on("country", column) for column in ("longest", "first", "last")]
    if table["city"].notna().any():
        rules.append(block_on("country", "city"))
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
            cl.ArrayIntersectAtSizes("words", [4, 3, 2, 1]),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(DuckDBAPI().register(table), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "country")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("country", "longest"))
    scored = linker.inference.predict(threshold_match_probability=_LEAST).as_pandas_dataframe()
    pairs = scored[["unique_id_l", "unique_id_r", "match_probability"]].set_axis(
        ["left", "right", "probability"], axis=1
    )
    pairs.to_csv(target, index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
