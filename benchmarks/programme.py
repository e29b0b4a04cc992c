"""Synthetic record tables of any size, written in pieces: the input of the whole build at scale.

Partner counts follow a power law (mean 8), organisations come back in many projects and have identifiers that name
them, so that every participation is rewritten. Seeded: the same number of projects always gives the same files. Facts
are invented; nothing here is data.
"""

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.synthetic import COUNTRIES, amounts, organisation_keys, programmes, project_table, topics
from ecosystem_graph.records import RecordSet
from ecosystem_graph.terms import CONCEPTS

__all__ = ["write_programme"]

_PROJECTS_PER_FILE = 50_000
_THEMES = sorted(CONCEPTS["keep-theme"])
_WORDS = ("smart", "region", "cluster", "innovation", "energy", "health", "mobility", "forest", "water", "digital")
_SYLLABLES = ("ba", "den", "fel", "gor", "ham", "lin", "mar", "nov", "ost", "par", "ros", "sal", "tor")
_TOWNS = ["".join(some).capitalize() for some in product(_SYLLABLES, repeat=4)][:5_000]


def write_programme(projects: int, folder: Path, *, seed: int = 20_261_122) -> int:
    """Write Parquet files of record tables.

    Args:
        projects: Number of projects.
        folder: Folder to make.
        seed: Seed of all draws.

    Returns:
        Number of participations.
    """
    folder.mkdir(parents=True)
    organisations = max(projects // 4, 1)
    _write(RecordSet(dict(_common(organisations))), folder, "all")
    written = 0
    for number, first in enumerate(range(0, projects, _PROJECTS_PER_FILE)):
        draw = np.random.default_rng([seed, number])
        some = RecordSet(_tables(first, min(_PROJECTS_PER_FILE, projects - first), organisations, draw))
        _write(some, folder, f"{number:05}")
        written += some["participation"].height
    return written


def _write(records: RecordSet, folder: Path, name: str) -> None:
    for table, rows in records.items():
        if rows.height:
            rows.write_parquet(folder / f"{table}-{name}.parquet")


def _common(organisations: int) -> Iterator[tuple[str, pl.DataFrame]]:
    who = np.arange(organisations)
    keys = organisation_keys(who)
    number = pl.Series(who).cast(pl.String)
    yield (
        "dataset",
        pl.DataFrame({"record": ["synthetic"], "key": "synthetic", "title": "Synthetic", "publisher": "none"}),
    )
    yield "programme", programmes()
    yield (
        "organisation",
        pl.DataFrame(
            {
                "record": "synthetic",
                "key": keys,
                "name": "Organisation number " + number,
                "legal_status": pl.Series(np.where(who % 3 == 0, "private", "public")),
                "country": pl.Series(COUNTRIES).gather(who % len(COUNTRIES)),
            }
        ),
    )
    yield (
        "identifier",
        pl.DataFrame(
            {
                "record": "synthetic",
                "subject_class": "organisation",
                "subject": keys,
                "scheme": "pic",
                "value": (9_00_000_000 + pl.Series(who)).cast(pl.String),
            }
        ),
    )


def _tables(first: int, size: int, organisations: int, draw: np.random.Generator) -> dict[str, pl.DataFrame]:
    number = pl.int_range(first, first + size, eager=True).cast(pl.String).str.zfill(7)
    keys = ("synthetic.p" + number).alias("key")
    return {
        "record": _records(keys),
        "project": project_table(keys, draw),
        "participation": _participations(keys, organisations, draw),
        "amount": amounts(keys, draw),
        "text": _titles(keys, draw),
        "topic": topics(keys, draw).with_columns(code=pl.Series(_THEMES).gather(draw.integers(0, len(_THEMES), size))),
    }


def _records(keys: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "record": keys,
            "key": keys,
            "source": "synthetic",
            "kind": "project",
            "file": "synthetic.csv",
            "checksum": "0" * 64,
            "locator": "row " + keys.str.slice(-7),
        }
    )


def _participations(keys: pl.Series, organisations: int, draw: np.random.Generator) -> pl.DataFrame:
    size = keys.len()
    partners = 1 + draw.poisson(4.0, size) + np.minimum(draw.zipf(2.1, size), 400)
    of = np.repeat(np.arange(size), partners)
    position = np.arange(of.size) - np.repeat(np.cumsum(partners) - partners, partners)
    # A few organisations take part very often, as in real programmes.
    who = np.minimum((organisations * draw.random(of.size) ** 2.2).astype(np.int64), organisations - 1)
    project = keys.gather(of)
    return pl.DataFrame(
        {
            "record": project,
            "key": project + "-" + pl.Series(position).cast(pl.String),
            "project": project,
            "organisation": organisation_keys(who),
            "name": "Organisation number " + pl.Series(who).cast(pl.String),
            "role": pl.Series(np.where(position == 0, "lead", "partner")),
            "country": pl.Series(COUNTRIES).gather(who % len(COUNTRIES)),
            **_addresses(who, position),
        }
    )


def _addresses(who: np.ndarray, position: np.ndarray) -> dict[str, pl.Series]:
    """Return towns, postal codes and regions: a third of the rows has a town only, and its region has to be derived."""
    town = who % 5_000
    is_placed = pl.Series(position % 3 < 2)
    code = [f"{1 + number % 7}{1 + number % 3}{1 + number % 5}" for number in range(5_000)]
    country = pl.Series(COUNTRIES).gather(who % len(COUNTRIES))
    region = country + pl.Series(code).gather(town)
    frame = pl.DataFrame({"is_placed": is_placed, "region": region, "town": pl.Series(_TOWNS).gather(town)})
    when = pl.when("is_placed")
    return frame.select(
        "town",
        postcode=when.then(pl.Series(10_000 + town).cast(pl.String)),
        region=when.then("region"),
        region_edition=when.then(pl.lit("2016")),
    ).to_dict()


def _titles(keys: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    pool = [" ".join(_WORDS[i] for i in draw.integers(0, len(_WORDS), 9)) for _ in range(4_000)]
    return pl.DataFrame(
        {
            "record": keys,
            "key": keys + ".title.en",
            "subject_class": "project",
            "subject": keys,
            "role": "title",
            "language": "en",
            "language_basis": "stated",
            "text": pl.Series(pool).gather(draw.integers(0, len(pool), keys.len())) + " " + keys.str.slice(-7),
        }
    )


if __name__ == "__main__":
    sys.stdout.write(f"{write_programme(int(sys.argv[1]), Path(sys.argv[2]))}\n")
