"""Peers of linkage: a token-set score inside blocks of country and city, and Splink, run apart."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks.engine import peers_python
from ecosystem_graph.resolve.linkage.name import normalise_names

__all__ = ["Labels", "Peer", "find_peers"]

Labels = np.ndarray
"""A number per name; names of one number are one organisation."""
Peer = Callable[[pl.DataFrame], Labels]

_SCORES = (70, 75, 80, 85, 90, 95)
_PROBABILITIES = (0.5, 0.9, 0.99)
_SCRIPT = Path(__file__).with_name("splink_names.py")
_ROWS_AT_ONCE = 1000


def find_peers() -> dict[str, Peer]:
    """Return the peers that can run here, by name; what is missing is said."""
    found: dict[str, Peer] = {f"rapidfuzz token set >= {bound}": _fuzzy(bound) for bound in _SCORES}
    has_splink = (
        subprocess.run([peers_python(), "-c", "import splink"], capture_output=True, check=False).returncode == 0
        if peers_python().exists()
        else False
    )
    if not has_splink:
        print(f"{peers_python()}: no Splink there, so it is left out", file=sys.stderr)
        return found
    splink = _Splink()
    return found | {f"Splink p >= {bound}": splink.at(bound) for bound in _PROBABILITIES}


def _fuzzy(bound: int) -> Peer:
    """Return the plain baseline: token-set score inside blocks of country and city, connected components."""

    def label(rows: pl.DataFrame) -> Labels:
        folded = rows["name"].str.to_lowercase().to_list()
        edges: list[tuple[int, int]] = []
        blocks = rows.with_row_index("row").group_by("country", "city", maintain_order=True).agg("row")["row"]
        for block in blocks:
            places = block.to_list()
            for start in range(0, len(places), _ROWS_AT_ONCE):
                part = places[start : start + _ROWS_AT_ONCE]
                scores = cdist(
                    [folded[place] for place in part],
                    [folded[place] for place in places],
                    scorer=token_set_ratio,
                    score_cutoff=bound,
                    dtype=np.uint8,
                )
                found = np.argwhere(scores >= bound)
                edges += [(part[one], places[other]) for one, other in found.tolist() if part[one] < places[other]]
        return _components(rows.height, edges)

    return label


class _Splink:
    """Splink on folded names; each list of names is scored once, whatever the bound."""

    def __init__(self) -> None:
        self._names: pl.DataFrame | None = None
        self._pairs = pl.DataFrame()

    def at(self, bound: float) -> Peer:
        """Return a peer that joins what is likely enough."""

        def label(rows: pl.DataFrame) -> Labels:
            if self._names is None or not rows.equals(self._names):
                self._names, self._pairs = rows, _score_with_splink(rows)
            likely = self._pairs.filter(pl.col("probability") >= bound)
            return _components(rows.height, list(likely.select("left", "right").iter_rows()))

        return label


def _score_with_splink(rows: pl.DataFrame) -> pl.DataFrame:
    texts = normalise_names(rows.select("key", "name", "country", "city")).texts
    table = texts.select(unique_id="row", name="text", country="country", city=pl.col("city").fill_null(""))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "names.csv"), Path(folder, "pairs.csv")
        table.write_csv(source)
        subprocess.run([peers_python(), _SCRIPT, source, target], check=True, capture_output=True)
        return pl.read_csv(target)


def _components(size: int, edges: list[tuple[int, int]]) -> Labels:
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    labels: Labels = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels
