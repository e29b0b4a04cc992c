"""What linkage costs and how right it is as lists grow: 10,000 to a million mentions of invented organisations.

Run with ``python -m benchmarks.linkage_scale``; each size is linked in a process of its own. With ``--ror DUMP`` the
names of European organisations of ROR are mixed in, and with ``--seed`` other organisations are invented.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.linkage import read_names
from benchmarks.measurement import isolated, measure
from benchmarks.organisation_names import invent_mentions
from ecosystem_graph.resolve.linkage.link import link_mentions

__all__ = ["judge_clusters", "main"]

_SIZES = (10_000, 100_000, 1_000_000)


def main() -> int:
    """Print one line per size, and how costs grow from one to the next."""
    options = _parser().parse_args()
    if options.link:
        _link(options.link, options.jobs)
        return 0
    print("      rows     wall s   CPU s  peak MB      pairs  clusters  largest   (truth)       P      R  B3 P  B3 R")
    with TemporaryDirectory() as folder:
        before = None
        for rows in options.rows:
            path = Path(folder) / "mentions.parquet"
            isolated(_write, path, rows, options.seed, options.ror)
            before = _measure(path, options.jobs, before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage_scale", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=list(_SIZES), help="how many mentions")
    parser.add_argument("--seed", type=int, default=1, help="which organisations are invented")
    parser.add_argument("--ror", type=Path, help="dump of ROR whose European names are mixed in")
    parser.add_argument("--jobs", type=int, default=2, help="processor cores that are used")
    parser.add_argument("--link", type=Path, help=argparse.SUPPRESS)
    return parser


def _write(path: Path, rows: int, seed: int, ror: Path | None) -> None:
    mentions = invent_mentions(rows, seed)
    if ror is not None:
        names = read_names(ror).filter(~pl.col("is_acronym"))
        mentions = pl.concat([mentions, names.select(mentions.columns)])
    mentions.write_parquet(path)


def _measure(path: Path, jobs: int, before: tuple[int, float] | None) -> tuple[int, float]:
    """Link a list in a fresh process, print what it cost, and return its size and processor seconds."""
    result = path.with_suffix(".json")
    cost = measure([sys.executable, "-m", "benchmarks.linkage_scale", "--link", path, "--jobs", str(jobs)], Path.cwd())
    said = json.loads(result.read_text())
    print(
        f"{said['rows']:10,} {said['wall_s']:10.1f} {cost.cpu_s:7.1f} {cost.peak_rss_mb:8.0f} {said['pairs']:10,}"
        f" {said['clusters']:9,} {said['largest']:8,} {said['organisations']:9,} {said['p']:7.4f} {said['r']:6.3f}"
        f" {said['p3']:5.3f} {said['r3']:5.3f}   others {cost.others:.1f}",
        flush=True,
    )
    if before is not None:
        growth = math.log(cost.cpu_s / before[1]) / math.log(said["rows"] / before[0])
        print(f"           growth exponent of CPU seconds {growth:.2f}", flush=True)
    return said["rows"], cost.cpu_s


def _link(path: Path, jobs: int) -> None:
    """Link the mentions of a file and write what was found beside it."""
    mentions = pl.read_parquet(path)
    start = time.perf_counter()
    linkage = link_mentions(mentions.drop("organisation"), jobs=jobs)
    seconds = time.perf_counter() - start
    both = mentions.join(linkage.clusters, on="key")
    said = {
        "rows": mentions.height,
        "wall_s": seconds,
        "pairs": len(linkage.candidates.left),
        "clusters": both["cluster"].n_unique(),
        "largest": both.group_by("cluster").len()["len"].sort()[-1],
        "organisations": both["organisation"].n_unique(),
        **judge_clusters(both["cluster"], both["organisation"]),
    }
    path.with_suffix(".json").write_text(json.dumps(said))


def judge_clusters(found: pl.Series, truth: pl.Series) -> dict[str, float]:
    """Compare clusters with the truth.

    Args:
        found: Cluster of each mention.
        truth: Organisation of each mention.

    Returns:
        Pairwise precision and recall (p, r) and B-cubed (p3, r3).
    """
    table = pl.DataFrame({"found": found, "truth": truth})
    common = table.group_by("found", "truth").agg(n=pl.len().cast(pl.Float64))
    in_found, in_truth = pl.col("n").sum().over("found"), pl.col("n").sum().over("truth")
    cubed = common.select(
        p=(pl.col("n") ** 2 / in_found).sum() / table.height, r=(pl.col("n") ** 2 / in_truth).sum() / table.height
    )
    right = _pairs(common["n"])
    wholes = [_pairs(common.group_by(side).agg(pl.col("n").sum())["n"]) for side in ("found", "truth")]
    p, r = (right / max(whole, 1.0) for whole in wholes)
    return {"p": p, "r": r, "p3": cubed["p"].item(), "r3": cubed["r"].item()}


def _pairs(sizes: pl.Series) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


if __name__ == "__main__":
    sys.exit(main())
