"""``python -m evaluation.totals RELEASE``: compare a release with its source files, by readers of their own."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.totals.compare import compare

_ROOT = Path(__file__).resolve().parents[2]
_DATA = Path(os.environ.get("ECOSYSTEM_GRAPH_SHARED", _ROOT.parent / "shared")) / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many figures agree, and each that does not; returns 1 where any differs."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.totals", description=__doc__)
    parser.add_argument("release", type=Path, help="folder of a release built from the source files")
    parser.add_argument("--data", type=Path, default=_DATA, help="folder of the source files (default: %(default)s)")
    asked = parser.parse_args(arguments)
    differing = 0
    print("| source | statements | figures compared | different |\n|---|--:|--:|--:|")
    for one in compare(asked.release, asked.data):
        lines = one.differing()
        differing += len(lines)
        print(f"| {one.source} | {one.found['statements',]:,} | {len(one.expected)} | {len(lines)} |")
        sys.stderr.writelines(f"{one.source}: {line}\n" for line in lines)
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
