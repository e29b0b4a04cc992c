"""Networks beside plain networkx, in one run: ``python -m benchmarks.networks [--participations FILE.csv.gz]``.

Two workloads: participations of a real programme (a CSV of the layout of CORDIS with ``rcn`` and ``pic``), and made-up
ones of the size of Horizon. Each figure is timed in CPU seconds; the ratio is what counts. What networkx takes minutes
for is timed on a sample of nodes or sources and multiplied, and marked so.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
from scipy.sparse import csr_array, triu

from benchmarks.measurement import isolated
from ecosystem_graph.network.affiliation import Affiliation, affiliate
from ecosystem_graph.network.backend import backend
from ecosystem_graph.network.betweenness import estimate_betweenness
from ecosystem_graph.network.communities import detect_communities
from ecosystem_graph.network.markup import iter_gexf
from ecosystem_graph.network.measure import STANDARD_MEASURES, measure
from ecosystem_graph.network.measurement import Options
from ecosystem_graph.network.projection import project_affiliation
from ecosystem_graph.network.structure import Network
from ecosystem_graph.network.weighted_betweenness import estimate_weighted_betweenness, inverse_weights
from ecosystem_graph.stage.memory import peak_mb

__all__ = ["Comparison", "compare", "made_up_programme", "read_participations"]

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = Path(os.environ.get("ECOSYSTEM_GRAPH_SHARED", _ROOT.parent / "shared"))
_LEAST = {
    "projection": 100, "betweenness, 16 sources": 30, "communities": 30, "PageRank": 5, "clustering": 10,
    "constraint": 5, "GEXF": 5,
}  # fmt: skip
_MOST_SECONDS, _MOST_MB, _LEAST_MEMORY_RATIO = 90.0, 2_500.0, 4.0
_NOTES = {
    "communities": "one search each, by Leiden here, by Louvain there",
    "clustering": "networkx on 1,000 random nodes, multiplied to all",
    "constraint": "both on 300 made-up projects; networkx on 20 random nodes, multiplied to all",
}
_GEXF_EDGES = 1_000_000
_RUNS, _MOST_SECONDS_REPEATED = 5, 2.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """CPU seconds of one figure, ours (the best of some runs) and networkx's (one); NaN where it was not asked."""

    name: str
    ours: float
    theirs: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times our time networkx takes."""
        return self.theirs / self.ours


def main() -> int:
    """Measure and print.

    Returns:
        0 when every bar is kept, else 4.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks", description="Networks beside networkx.")
    named = _SHARED / "data" / "cordis" / "h2020_participations_named.csv.gz"
    parser.add_argument("--participations", type=Path, default=named, help="CSV with rcn, pic, name and country")
    parser.add_argument("--no-peer", action="store_true", help="time ours only")
    parser.add_argument("--only", choices=["real", "made-up", "writers"], help="one part only")
    options = parser.parse_args()
    failed = []
    for title in ("real", "made-up"):
        if options.only not in {None, title}:
            continue
        table = _read(options.participations) if title == "real" else made_up_programme()
        if table is None:
            print(f"{options.participations}: not there, so there is no real programme to measure")
            continue
        print(f"\n{title}: {table.height:,} participations; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for each in compare(table, peer=not options.no_peer):
            print(f"{each.name:28}{each.ours:>9.3f}{each.theirs:>10.2f}{each.ratio:>9.0f} x  {each.note}", flush=True)
            if each.ratio < _LEAST.get(each.name, 0):
                failed.append(f"{title}: {each.name} only {each.ratio:.1f} x")
        seconds, peak = isolated(_all_measures, table)
        print(f"all measures: {seconds:.1f} CPU s, peak {peak:.0f} MB", flush=True)
        if seconds > _MOST_SECONDS or peak > _MOST_MB:
            failed.append(f"{title}: all measures take {seconds:.0f} s and {peak:.0f} MB")
    if options.only in {None, "writers"}:
        failed += _compare_writers(peer=not options.no_peer)
    print(*(f"BAR NOT KEPT: {each}" for each in failed), sep="\n")
    return 4 if failed else 0


def read_participations(path: Path) -> pl.DataFrame:
    """Return the participation columns that networks need, from a CSV of the layout of CORDIS."""
    table = pl.read_csv(path, infer_schema=False)
    return table.select(
        project="rcn", organisation="pic", name="name",
        country=pl.col("country").replace({"EL": "GR", "UK": "GB"}),
        region=pl.lit(None, pl.String), region_edition=pl.lit(None, pl.String),
    ).drop_nulls(["project", "organisation"])  # fmt: skip


def made_up_programme(projects: int = 60_000, organisations: int = 80_000, seed: int = 1) -> pl.DataFrame:
    """Return participations of a programme with fields of work, a few busy organisations and many with one project."""
    draw = np.random.default_rng(seed)
    size = np.clip(np.rint(draw.lognormal(np.log(7.3) - 0.85**2 / 2, 0.85, projects)), 1, 118).astype(int)
    fields, activity = 60, draw.pareto(1.9, organisations) + 0.35
    of_organisation, of_project = draw.integers(0, fields, organisations), draw.integers(0, fields, projects)
    project = np.repeat(np.arange(projects), size)
    chosen = draw.choice(organisations, len(project), p=activity / activity.sum())
    inside = draw.random(len(project)) < 0.75
    for field in range(fields):
        members = np.flatnonzero(of_organisation == field)
        mine = inside & (of_project[project] == field)
        chosen[mine] = draw.choice(members, mine.sum(), p=activity[members] / activity[members].sum())
    countries = np.array(["AT", "DE", "ES", "FR", "IT", "NL", "PL", "SI"])[of_organisation % 8]
    pairs = (
        pl.DataFrame({"project": project, "organisation": chosen, "country": countries[chosen]})
        .unique()
        .sort("project", "organisation")
    )
    return pairs.select(
        pl.format("p{}", "project").alias("project"), pl.format("o{}", "organisation").alias("organisation"),
        pl.format("Organisation no. {}", "organisation").alias("name"), "country",
        region=pl.lit(None, pl.String), region_edition=pl.lit(None, pl.String),
    )  # fmt: skip


def compare(table: pl.DataFrame, *, peer: bool) -> Iterator[Comparison]:
    """Yield the cost of each figure, ours and networkx's, on the same network."""
    taken = _affiliation(table)
    network = project_affiliation(taken)
    seconds = _best(lambda: project_affiliation(taken))
    affiliation: nx.Graph[str] = nx.Graph()
    affiliation.add_edges_from(
        ("p" + project, "o" + who) for project, who in table["project", "organisation"].iter_rows()
    )
    actors = [node for node in affiliation if node.startswith("o")] if peer else []
    cost = _cost(lambda: nx.bipartite.collaboration_weighted_projected_graph(affiliation, actors), peer)
    size = f"{len(network):,} nodes, {network.edges.height:,} edges"
    yield Comparison("projection", seconds, cost, f"{size}; both from the two-mode network")
    affiliation.clear()
    graph, lengths = network.to_networkx() if peer else nx.Graph(), inverse_weights(network)
    few = _network(made_up_programme(300, 400))  # networkx takes a second a node for a hundredth of a programme
    steps = [
        ("PageRank", lambda: backend.pagerank(network), lambda: nx.pagerank(graph), 1.0),
        (
            "betweenness, 16 sources",
            lambda: estimate_betweenness(network, pivots=16),
            lambda: nx.betweenness_centrality(graph, k=16, seed=0),
            1.0,
        ),
        (
            "communities",
            lambda: detect_communities(network, runs=1),
            # Whole numbers: on fractions networkx up to 3.6 can search for ever (its issue 8739).
            lambda: nx.community.louvain_communities(_whole_weights(graph), seed=0),
            1.0,
        ),
        ("clustering", lambda: backend.clustering(network), *_sampled(graph, nx.clustering, 1_000)),
        (
            "constraint",
            lambda: backend.constraint(few, weight="weight"),
            *_sampled(few.to_networkx() if peer else nx.Graph(), _weighted_constraint, 20),
        ),
        (
            "weighted betweenness, 4 sources",
            lambda: estimate_weighted_betweenness(lengths, pivots=4),
            lambda: nx.betweenness_centrality(_with_lengths(graph, lengths), k=4, weight="length", seed=0),
            1.0,
        ),
        ("core numbers", lambda: backend.core_number(network), lambda: nx.core_number(graph), 1.0),
    ]
    for name, ours, theirs, factor in steps:
        _ = network.weights, network.steps, few.weights, few.steps
        mine, theirs_cost = _best(ours), _cost(theirs, peer) * factor
        yield Comparison(name, mine, theirs_cost, _NOTES.get(name, ""))


def _read(path: Path) -> pl.DataFrame | None:
    return read_participations(path) if path.is_file() else None


def _network(table: pl.DataFrame) -> Network:
    return project_affiliation(_affiliation(table))


def _affiliation(table: pl.DataFrame) -> Affiliation:
    organisations = pl.DataFrame(schema=dict.fromkeys(("key", "name", "country", "region", "type"), pl.String))
    return affiliate({"participation": table, "organisation": organisations})


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def _best(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of the best of up to five runs, within two seconds: the first one fills caches."""
    spent = [_timed(work)[0]]
    while len(spent) < _RUNS and sum(spent) < _MOST_SECONDS_REPEATED:
        spent.append(_timed(work)[0])
    return min(spent)


def _cost(work: Callable[[], Any], peer: bool) -> float:
    return _timed(work)[0] if peer else float("nan")


def _sampled(graph: "nx.Graph[str]", function: Callable[..., Any], size: int) -> tuple[Callable[[], Any], float]:
    nodes = random.Random(1).sample(sorted(graph), min(size, len(graph)))
    return lambda: function(graph, nodes), len(graph) / max(len(nodes), 1)


def _weighted_constraint(graph: "nx.Graph[str]", nodes: list[str]) -> Any:
    return nx.constraint(graph, nodes, weight="weight")


def _with_lengths(graph: "nx.Graph[str]", lengths: csr_array) -> "nx.Graph[str]":
    """Give ties the same lengths that ours are measured by."""
    nodes = list(graph)
    upper = triu(lengths).tocoo()
    for one, other, length in zip(*upper.coords, upper.data, strict=True):
        graph.edges[nodes[one], nodes[other]]["length"] = float(length)
    return graph


def _whole_weights(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    whole: nx.Graph[str] = nx.Graph()
    whole.add_nodes_from(graph)
    whole.add_weighted_edges_from((u, v, round(360_360 * of["weight"])) for u, v, of in graph.edges(data=True))
    return whole


def _all_measures(table: pl.DataFrame) -> tuple[float, float]:
    """Return CPU seconds from participations to all measures, and the peak of this process in MB."""
    seconds, _ = _timed(lambda: measure(_network(table), STANDARD_MEASURES, Options()))
    return seconds, peak_mb()


def _compare_writers(*, peer: bool) -> list[str]:
    seconds, peak = isolated(_write_gexf, ours=True)
    theirs, their_peak = isolated(_write_gexf, ours=False) if peer else (float("nan"), float("nan"))
    ratio, memory = theirs / seconds, their_peak / peak
    print(
        f"\nGEXF of {_GEXF_EDGES:,} edges: ours {seconds:.2f} CPU s and {peak:.0f} MB more than before writing;",
        end=" ",
    )
    print(f"networkx {theirs:.2f} s and {their_peak:.0f} MB: {ratio:.1f} x and {memory:.1f} x", flush=True)
    slow = [f"GEXF only {ratio:.1f} x"] if ratio < _LEAST["GEXF"] else []
    return slow + ([f"GEXF with 1/{memory:.1f} of the memory only"] if memory < _LEAST_MEMORY_RATIO else [])


def _write_gexf(*, ours: bool) -> tuple[float, float]:
    """Return CPU seconds and MB of writing a network of a million edges, the network itself included in the memory."""
    draw = np.random.default_rng(1)
    before = peak_mb()
    ends = np.unique(np.sort(draw.integers(0, 75_000, (int(_GEXF_EDGES * 1.002), 2)), axis=1), axis=0)[:_GEXF_EDGES]
    nodes = pl.DataFrame({"number": np.arange(75_000)}).select(
        id=pl.format("https://example.org/id/organisation/{}", "number"), label=pl.format("Organisation {}", "number"),
        country=pl.lit("AT"),
    )  # fmt: skip
    edges = pl.DataFrame({"source": ends[:, 0], "target": ends[:, 1]}).with_columns(
        weight=pl.Series(draw.random(len(ends))), projects=pl.lit(1)
    )
    network = Network(nodes, edges, {})
    graph = nx.Graph() if ours else network.to_networkx()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.gexf")
        if ours:
            with path.open("w", encoding="utf-8") as stream:
                seconds, _ = _timed(lambda: stream.writelines(iter_gexf(network)))
        else:
            seconds, _ = _timed(lambda: nx.write_gexf(graph, path))
    return seconds, peak_mb() - before


if __name__ == "__main__":
    sys.exit(main())
