"""Evaluate the reading of pages: ``python -m evaluation``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ecosystem_graph.sources.pages.lexicon import leave_out
from evaluation.calibration import write_precisions
from evaluation.gold import GoldPage, read_gold, read_own
from evaluation.held_out import held_out_report
from evaluation.report import errors, report
from evaluation.run import run_pages

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = Path(os.environ.get("ECOSYSTEM_GRAPH_SHARED", _ROOT.parent / "shared"))


_TITLES = {"SEED-": "seeds", "OWN-": "pages in our own words"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation; returns 0, or 2 when there are no marked pages."""
    options = _parser().parse_args(arguments)
    leave_out(*options.leave_out)
    try:
        pages = read_own() if options.own else read_gold(options.gold)
    except FileNotFoundError as error:
        print(f"There are no marked pages here: {error}. Name their folder: --gold FOLDER.", file=sys.stderr)
        return 2
    pages = tuple(page for page in pages if options.page in page.name and options.language in {"", page.language})
    if options.calibrate:
        print(f"wrote {write_precisions((*pages, *read_own()))}")
    elif options.held_out:
        print("\n".join(held_out_report(pages, options.held_out, options.threshold)))
    else:
        _show(pages, options)
    return 0


def _show(pages: Sequence[GoldPage], options: argparse.Namespace) -> None:
    parts: dict[str, list[GoldPage]] = {}
    for page in pages:
        title = next((name for start, name in _TITLES.items() if page.group.startswith(start)), "development pages")
        parts.setdefault(title, []).append(page)
    for title, some in parts.items():
        run = run_pages(some, options.threshold)
        lines = errors(run, options.errors) if options.errors else report(title, run)
        print("\n".join(lines), end="\n\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument(
        "--gold", type=Path, default=_SHARED, help="folder with seeds/ and pages/ (default: %(default)s)"
    )
    parser.add_argument("--own", action="store_true", help="the pages in our own words instead (evaluation/own)")
    parser.add_argument(
        "--threshold", type=float, default=0.8, help="least confidence of a fact (default: %(default)s)"
    )
    parser.add_argument("--errors", metavar="FACT_TYPE", help="list misses and false facts of a type, or of all")
    parser.add_argument("--page", default="", help="only pages whose file name holds this")
    parser.add_argument("--language", default="", help="only pages in this language")
    parser.add_argument("--leave-out", action="append", default=[], metavar="GROUP", help="switch off what it taught")
    parser.add_argument("--held-out", choices=("group", "language"), help="test each on rules learned without it")
    parser.add_argument("--calibrate", action="store_true", help="write the precision of each rule (own pages too)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
