"""Who is who, measured: names of one organisation in ROR found again, beside Splink and plain string similarity.

Needs a dump of ROR; Splink is in ``.venv-peers``. Run with ``python -m benchmarks.linkage --ror ror.jsonl.gz``. Half of
the organisations (by a hash of their identifier) served for learning (``benchmarks.learn_linkage``); figures are for
the other half. ``--affiliations`` takes names that authors gave with the identifier they mean (JSON: affiliation,
ror-id), ``--cordis`` participations with one name per PIC: names that are brought together there are of different PICs.
"""

import argparse
import hashlib
import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from anyascii import anyascii

from benchmarks.linkage_peers import Labels, find_peers
from ecosystem_graph.resolve.linkage.link import link_mentions
from ecosystem_graph.resolve.linkage.matching import match_mentions
from ecosystem_graph.sources.registry import importer_of

__all__ = [
    "Figures",
    "group_names",
    "main",
    "measure_groups",
    "measure_reference",
    "number_of",
    "read_names",
    "show_figures",
    "vary_names",
]

_EUROPE = frozenset(
    """AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT
    RO RS RU SE SI SK SM TR UA VA XK""".split()  # noqa: SIM905 - one line per country says no more
)
_CODE = re.compile(r"[^a-zà-ÿ]{1,12}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ror", type=Path, required=True, help="dump of ROR")
    parser.add_argument("--affiliations", type=Path, help="JSON: affiliation, ror-id")
    parser.add_argument("--cordis", type=Path, help="participations: pic, name, country, city")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    asked = parser.parse_args()
    names = read_names(asked.ror)
    test = names.filter((pl.col("half") == "test") & ~pl.col("is_acronym"))
    methods = {"ecosystem-graph": group_names} | ({} if asked.no_peers else find_peers())
    for setting, rows in (("city known", test), ("city unknown", test.with_columns(city=pl.lit("")))):
        true = _pairs(_numbers(rows["organisation"]))
        print(f"\nwithout a reference list, {setting}: {rows.height} names, {true} true pairs")
        for label, method in methods.items():
            start = time.process_time()
            show_figures(label, method(rows), rows, time.process_time() - start)
    figures = measure_reference(names)
    print(f"\nwith ROR as reference: P {figures.precision:.3f} R {figures.recall:.3f}")
    print("\nspelling variants in one language, one of each name")
    _show_own("ecosystem-graph", vary_names(test))
    if asked.affiliations:
        _show_affiliations(asked.affiliations, read_names(asked.ror, everywhere=True))
    if asked.cordis:
        _show_different(asked.cordis)


def read_names(dump: Path, *, everywhere: bool = False) -> pl.DataFrame:
    """Return the names of European organisations: key, organisation, name, country, city, is_acronym, half.

    Args:
        dump: Dump of ROR.
        everywhere: Whether organisations of other continents are returned too; column is_european tells them apart.

    Returns:
        One row per name.
    """
    records = importer_of("ror").read(dump).records
    seats = (
        records["organisation"]
        .filter(pl.col("country").is_in(_EUROPE) | everywhere)
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
    ordered = grouped.sort("organisation", "name").with_columns(
        pl.col("country", "city").fill_null(""), half=half, is_european=pl.col("country").is_in(_EUROPE)
    )
    return ordered.with_columns(
        key=pl.col("organisation") + "#" + pl.int_range(pl.len()).over("organisation").cast(pl.String)
    )


def _is_short(name: str) -> bool:
    return bool(_CODE.fullmatch(name)) or (bool(re.fullmatch(r"\S{1,7}", name)) and sum(map(str.isupper, name)) >= 2)


def number_of(text: str) -> int:
    """Return a number that depends on nothing but the text."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _half(organisation: str) -> str:
    return "test" if number_of("https://ror.org/" + organisation.rpartition(".")[2]) % 2 else "learn"


def group_names(rows: pl.DataFrame) -> Labels:
    """Return which names are one organisation to linkage as it is shipped.

    Args:
        rows: Columns of `MENTION_SCHEMA`.

    Returns:
        A number per name.
    """
    clusters = link_mentions(rows).clusters
    return _numbers(rows.join(clusters, on="key", how="left", maintain_order="left")["cluster"])


def _numbers(keys: pl.Series) -> Labels:
    numbers: Labels = keys.rank("dense").to_numpy().astype(np.int64)
    return numbers


def _pairs(labels: Labels) -> int:
    sizes = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


class Figures(NamedTuple):
    """How well names were grouped, or looked up.

    Attributes:
        precision: Share of the pairs that were brought together (or names looked up) that are right.
        recall: Share of those that are one which were found.
        cubed_precision: B-cubed precision: mean share of the own organisation in the group of a name.
        cubed_recall: B-cubed recall.
    """

    precision: float
    recall: float
    cubed_precision: float = float("nan")
    cubed_recall: float = float("nan")


def measure_groups(found: Labels, rows: pl.DataFrame) -> Figures:
    """Return pairwise and B-cubed figures of one way to group names.

    Args:
        found: A number per name.
        rows: organisation: which one each name means.

    Returns:
        The figures.
    """
    truth = _numbers(rows["organisation"])
    both = _pairs(truth * (int(found.max()) + 1) + found)
    table = pl.DataFrame({"found": found, "truth": truth})
    common = pl.len().over("found", "truth")
    cubed = table.select(p=(common / pl.len().over("found")).mean(), r=(common / pl.len().over("truth")).mean()).row(0)
    return Figures(both / max(_pairs(found), 1), both / max(_pairs(truth), 1), *cubed)


def show_figures(label: str, found: Labels, rows: pl.DataFrame, seconds: float = 0.0) -> None:
    """Print the figures of one way to group names.

    Args:
        label: What is measured.
        found: A number per name.
        rows: organisation: which one each name means.
        seconds: What it took.
    """
    figures = measure_groups(found, rows)
    print(
        f"  {label:28} P {figures.precision:.3f} R {figures.recall:.3f}   B-cubed P {figures.cubed_precision:.3f} "
        f"R {figures.cubed_recall:.3f}   {seconds:.1f} s CPU"
    )


def measure_reference(names: pl.DataFrame) -> Figures:
    """Ask for one name of each organisation of the test half that has several; it is taken out of the reference.

    Args:
        names: What `read_names` returns.

    Returns:
        Share of right ones among the names that were found, and among all that were asked.
    """
    full = names.filter((pl.col("half") == "test") & ~pl.col("is_acronym"))
    order = (pl.col("organisation") + pl.col("name")).map_elements(
        lambda text: number_of(text) % (1 << 60), return_dtype=pl.Int64
    )
    several = full.filter(pl.len().over("organisation") > 1).sort(order)
    asked = several.unique("organisation", keep="first", maintain_order=True)
    reference = names.join(asked.select("key"), on="key", how="anti")
    matches = match_mentions(asked, reference).filter("is_match")
    truth = matches.join(asked.select("key", truth="organisation"), on="key")
    right = truth.filter(pl.col("organisation") == pl.col("truth")).height
    return Figures(right / max(matches.height, 1), right / asked.height)


def vary_names(test: pl.DataFrame) -> pl.DataFrame:
    """Return names of the test half and one spelling variant of each, which means the same organisation.

    Args:
        test: Names of the test half, as `read_names` returns them.

    Returns:
        The same columns.
    """
    chosen = test.unique("organisation", keep="first", maintain_order=True).gather_every(3)
    varied = chosen.with_columns(
        name=pl.struct("key", "name").map_elements(
            lambda row: vary(row["name"], number_of(row["key"])), return_dtype=pl.String
        ),
        key=pl.col("key") + "~",
    ).filter(pl.col("name") != chosen["name"])
    originals = chosen.filter((pl.col("key") + "~").is_in(varied["key"].implode()))
    return pl.concat([originals, varied])


def _show_own(label: str, rows: pl.DataFrame) -> None:
    start = time.process_time()
    show_figures(label, group_names(rows), rows, time.process_time() - start)


def _show_affiliations(path: Path, names: pl.DataFrame) -> None:
    """Look names up in ROR that authors gave, without a country; organisations of the learning half are left out."""
    given = pl.DataFrame(json.loads(path.read_text(encoding="utf-8")))
    owner = names.select("organisation", "half", ror=pl.col("organisation").str.split(".").list.last()).unique()
    meant = given.select(name="affiliation", ror=pl.col("ror-id").str.split("/").list.last()).join(
        owner, on="ror", how="left"
    )
    asked = meant.filter(pl.col("half").fill_null("absent") != "learn").with_row_index("key")
    rows = asked.select(pl.col("key").cast(pl.String), "name", country=pl.lit(""), city=pl.lit(""))
    nowhere = names.with_columns(country=pl.lit(""), city=pl.lit(""))
    found = match_mentions(rows, nowhere).filter("is_match")
    truth = asked.select(pl.col("key").cast(pl.String), truth="organisation")
    judged = truth.join(found.select("key", "organisation"), on="key", how="left")
    known = judged.filter(pl.col("truth").is_not_null())
    right = known.filter(pl.col("organisation") == pl.col("truth")).height
    wrong = known.filter(pl.col("organisation") != pl.col("truth")).height
    absent = judged.filter(pl.col("truth").is_null())
    print(f"\naffiliations without country: {known.height} of organisations in the list, {absent.height} of others")
    print(f"  in the list: P {right / max(right + wrong, 1):.3f} R {right / max(known.height, 1):.3f}")
    print(f"  not in the list, but matched: {absent['organisation'].count()} of {absent.height}")


def _show_different(path: Path) -> None:
    """Count how many names of different PICs are taken for one; some of those organisations have registered twice."""
    told = pl.read_csv(path, infer_schema_length=0).filter(pl.col("name").is_not_null())
    once = told.unique("pic", keep="first", maintain_order=True).sort("pic")
    country = pl.col("country").replace({"EL": "GR", "UK": "GB"})
    rows = once.select(key="pic", name="name", country=country.fill_null(""), city=pl.col("city").fill_null(""))
    print(f"\n{rows.height} names of as many PICs: {_pairs(group_names(rows))} pairs taken for one organisation")


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
