"""``python -m evaluation.linkage``: how well partners of keep.eu are linked, by pairs judged by hand."""

import argparse
import time
from pathlib import Path

from ecosystem_graph.resolve.linkage.link import LEAST_BITS, link_mentions
from evaluation.linkage.partner import read_partners
from evaluation.linkage.sample import measure, read_sample


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep-eu", type=Path, required=True, help="partner rows with their towns in GeoNames")
    parser.add_argument("--least-bits", type=float, nargs="+", default=[LEAST_BITS], help="thresholds to measure")
    parser.add_argument("--units-apart", action="store_true", help="keep units and their bodies apart")
    asked = parser.parse_args()
    partners, sample = read_partners(asked.keep_eu), read_sample()
    for bits in asked.least_bits:
        start = time.process_time()
        clusters = link_mentions(partners, joins_units=not asked.units_apart, least_bits=bits).clusters
        found = measure(sample, dict(clusters.iter_rows()))
        seconds = time.process_time() - start
        print(f"{partners.height} names, {clusters['cluster'].n_unique()} organisations, {bits} bits, {seconds:.0f} s")
        print(f"  precision {found.precision} from {found.joined} pairs; recall {found.recall}")


if __name__ == "__main__":
    main()
