"""Who is who, measured: names of one organisation in ROR found again, beside Splink and plain string similarity.

Needs a dump of ROR, and for the peers ``pip install 'splink>=5,<6' pandas`` in the running environment. Run with
``python -m benchmarks.linkage --ror ror.jsonl.gz``. Half of the organisations (by a hash of their identifier) served
for learning; figures are for the other half.
"""

import argparse
import hashlib
import re
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
from anyascii import anyascii
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ecosystem_graph.resolve.linkage.link import link_mentions
from ecosystem_graph.resolve.linkage.matching import match_mentions
from ecosystem_graph.resolve.linkage.name import normalise_names
from ecosystem_graph.sources.registry import importer_of

__all__ = ["main"]

_EUROPE = frozenset(
    """AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT
    RO RS RU SE SI SK SM TR UA VA XK""".split()  # noqa: SIM905 - one line per country says no more
)
_CODE = re.compile(r"[^a-zà-ÿ]{1,12}")
_THRESHOLDS = (70, 75, 80, 85, 90, 95)

Labels = np.ndarray


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ror", type=Path, required=True, help="dump of ROR")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    asked = parser.parse_args()
    names = read_names(asked.ror)
    test = names.filter((pl.col("half") == "test") & ~pl.col("is_acronym"))
    for setting, rows in (("city known", test), ("city unknown", test.with_columns(city=pl.lit("")))):
        true = _pairs(_numbers(rows["organisation"]))
        print(f"\nwithout a reference list, {setting}: {rows.height} names, {true} true pairs")
        for label, method in _methods(peers=not asked.no_peers).items():
            start = time.process_time()
            _show(label, method(rows), rows, time.process_time() - start)
    _show_reference(names)
    _show_variants(test)


def read_names(dump: Path) -> pl.DataFrame:
    """Return the names of European organisations: key, organisation, name, country, city, is_acronym, half."""
    records = importer_of("ror").read(dump).records
    seats = (
        records["organisation"]
        .filter(pl.col("country").is_in(_EUROPE))
        .unique("key", keep="first", maintain_order=True)
    )
    own = seats.select("key", "name", kind=pl.lit("label"))
    further = records["name"].select(key="subject", name="name", kind="kind")
    every = (
        pl.concat([own, further])
        .join(seats.select("key", "country", city="town"), on="key")
        .rename({"key": "organisation"})
    )
    is_short = pl.col("name").map_elements(_is_short, return_dtype=pl.Boolean)
    marked = every.with_columns(is_acronym=(pl.col("kind") == "acronym") | is_short)
    grouped = marked.group_by("organisation", "name").agg(pl.col("country", "city").first(), pl.col("is_acronym").any())
    half = pl.col("organisation").map_elements(_half, return_dtype=pl.String)
    ordered = grouped.sort("organisation", "name").with_columns(pl.col("city").fill_null(""), half=half)
    return ordered.with_columns(
        key=pl.col("organisation") + "#" + pl.int_range(pl.len()).over("organisation").cast(pl.String)
    )


def _is_short(name: str) -> bool:
    return bool(_CODE.fullmatch(name)) or (bool(re.fullmatch(r"\S{1,7}", name)) and sum(map(str.isupper, name)) >= 2)


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _half(organisation: str) -> str:
    return "test" if _hash("https://ror.org/" + organisation.rpartition(".")[2]) % 2 else "learn"


def _methods(*, peers: bool) -> dict[str, Callable[[pl.DataFrame], Labels]]:
    methods: dict[str, Callable[[pl.DataFrame], Labels]] = {"ecosystem-graph": _own}
    if peers:
        methods |= {f"rapidfuzz token set >= {bound}": _fuzzy(bound) for bound in _THRESHOLDS}
        if find_spec("splink"):
            methods |= {f"splink p >= {bound}": _splink(bound) for bound in (0.5, 0.9, 0.99)}
        else:
            print("splink is not installed: left out", file=sys.stderr)
    return methods


def _own(rows: pl.DataFrame) -> Labels:
    clusters = link_mentions(rows).clusters
    return _numbers(rows.join(clusters, on="key", how="left", maintain_order="left")["cluster"])


def _fuzzy(bound: int) -> Callable[[pl.DataFrame], Labels]:
    """Return the plain baseline: token-set score inside blocks of country and city, connected components."""

    def label(rows: pl.DataFrame) -> Labels:
        folded = rows["name"].str.to_lowercase().to_list()
        edges: list[tuple[int, int]] = []
        blocks = rows.with_row_index("row").group_by("country", "city", maintain_order=True).agg("row")["row"]
        for block in blocks:
            places = block.to_list()
            for start in range(0, len(places), 1000):
                part = places[start : start + 1000]
                scores = cdist(
                    [folded[p] for p in part],
                    [folded[p] for p in places],
                    scorer=token_set_ratio,
                    score_cutoff=bound,
                    dtype=np.uint8,
                )
                found = np.argwhere(scores >= bound)
                edges += [(part[one], places[other]) for one, other in found.tolist() if part[one] < places[other]]
        return _components(rows.height, edges)

    return label


def _splink(bound: float) -> Callable[[pl.DataFrame], Labels]:
    """Return Splink with sensible comparisons on folded names, trained by EM, clustered at a probability."""
    import pandas as pd  # noqa: PLC0415 - a peer
    import splink.comparison_library as cl  # noqa: PLC0415 - a peer
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415 - a peer

    def label(rows: pl.DataFrame) -> Labels:
        texts = normalise_names(rows.select("key", "name", "country", "city")).texts
        words = texts["text"].str.split(" ")
        table = pd.DataFrame(
            {
                "unique_id": np.arange(rows.height),
                "name": texts["text"].to_list(),
                "words": words.to_list(),
                "first": words.list.first().to_list(),
                "last": words.list.last().to_list(),
                "longest": [max(each, key=len) for each in words.to_list()],
                "country": rows["country"].to_list(),
                "city": [city or None for city in texts["city"].to_list()],
            }
        )
        rules = [block_on("country", column) for column in ("longest", "first", "last")]
        if texts["city"].str.len_chars().sum():
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
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("country", "longest"))
        scored = linker.inference.predict(threshold_match_probability=bound).as_pandas_dataframe()
        edges = list(zip(scored["unique_id_l"].tolist(), scored["unique_id_r"].tolist(), strict=True))
        return _components(rows.height, edges)

    return label


def _components(size: int, edges: list[tuple[int, int]]) -> Labels:

    one, other = (
        (np.array(side, dtype=np.int64) for side in zip(*edges, strict=True)) if edges else (np.zeros(0, int),) * 2
    )
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(size, size))
    labels: Labels = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _numbers(keys: pl.Series) -> Labels:
    numbers: Labels = keys.rank("dense").to_numpy().astype(np.int64)
    return numbers


def _pairs(labels: Labels) -> int:
    sizes = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _show(label: str, found: Labels, rows: pl.DataFrame, seconds: float) -> None:
    truth = _numbers(rows["organisation"])
    both = _pairs(truth * (int(found.max()) + 1) + found)
    table = pl.DataFrame({"found": found, "truth": truth})
    common = pl.len().over("found", "truth")
    cubed = table.select(
        (common / pl.len().over("found")).mean().alias("p"), (common / pl.len().over("truth")).mean().alias("r")
    )
    print(
        f"  {label:28} P {both / max(_pairs(found), 1):.3f} R {both / _pairs(truth):.3f}"
        f"   B-cubed P {cubed['p'].item():.3f} R {cubed['r'].item():.3f}   {seconds:.1f} s CPU"
    )


def _show_reference(names: pl.DataFrame) -> None:
    """Ask for one name of each organisation of the test half that has several; it is taken out of the reference."""
    full = names.filter((pl.col("half") == "test") & ~pl.col("is_acronym"))
    order = (pl.col("organisation") + pl.col("name")).map_elements(
        lambda text: _hash(text) % (1 << 60), return_dtype=pl.Int64
    )
    asked = (
        full.filter(pl.len().over("organisation") > 1)
        .sort(order)
        .unique("organisation", keep="first", maintain_order=True)
    )
    reference = names.join(asked.select("key"), on="key", how="anti")
    matches = match_mentions(asked, reference).filter("is_match")
    right = (
        matches.join(asked.select("key", truth="organisation"), on="key")
        .filter(pl.col("organisation") == pl.col("truth"))
        .height
    )
    print(f"\nwith ROR as reference: {asked.height} names asked, {reference.height} in the list")
    print(f"  {'ecosystem-graph':28} P {right / matches.height:.3f} R {right / asked.height:.3f}")


def _show_variants(test: pl.DataFrame) -> None:
    """Ask whether a name and a spelling variant of it end in one cluster, among all names of the test half."""
    chosen = test.unique("organisation", keep="first", maintain_order=True).gather_every(3)
    varied = chosen.with_columns(
        name=pl.struct("key", "name").map_elements(
            lambda row: vary(row["name"], _hash(row["key"])), return_dtype=pl.String
        ),
        key=pl.col("key") + "~",
    ).filter(pl.col("name") != chosen["name"])
    originals = chosen.filter((pl.col("key") + "~").is_in(varied["key"].implode()))
    rows = pl.concat([originals, varied])
    print(f"\nspelling variants in one language: {originals.height} names, one variant each")
    start = time.process_time()
    _show("ecosystem-graph", _own(rows), rows, time.process_time() - start)


def vary(name: str, seed: int) -> str:  # noqa: PLR0911 - one way each
    """Return a name as somebody else would type it: form, order, abbreviation, error, diacritics or glue."""
    words = name.split()
    kind = seed % 6
    place = seed // 6 % len(words)
    if kind == 0:
        return name + (" GmbH" if "University" not in name else "")
    if kind == 1 and len(words) > 2:
        return f"{words[-1]}, {' '.join(words[:-1])}"
    if kind == 2:
        return re.sub(r"\b(Univ|Inst|Lab|Dep|Tech)\w{4,}", r"\1.", name)
    if kind == 3 and len(words[place]) > 5:
        cut = 2 + seed // 36 % (len(words[place]) - 3)
        words[place] = words[place][:cut] + words[place][cut + 1 :]
        return " ".join(words)
    if kind == 4:
        return anyascii(name)
    if len(words) > 2 and place + 1 < len(words):
        return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
    return name.upper()


if __name__ == "__main__":
    main()
