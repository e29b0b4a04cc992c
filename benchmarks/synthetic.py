"""Synthetic records of any size, shaped like a keep.eu export.

Partner counts are heavy-tailed, texts come in two languages, organisations take part in many projects.

Seeded: the same number of projects always gives the same tables. Facts are invented; nothing here is data.
"""

from datetime import date

import numpy as np
import polars as pl

from benchmarks.prose import synthetic_texts
from ecosystem_graph.records import RecordSet

__all__ = [
    "COUNTRIES", "amounts", "organisation_keys", "programmes", "project_table", "synthetic_records", "topics",
]  # fmt: skip

COUNTRIES = ["AT", "BE", "CH", "CZ", "DE", "EE", "ES", "FR", "IT", "LV", "NL", "PL", "SE", "SI"]


def synthetic_records(projects: int, *, seed: int = 20_261_122) -> RecordSet:
    """Return stated tables for a number of projects; about 72 statements each in the default graph.

    Args:
        projects: Number of projects.
        seed: Seed of all draws.
    """
    draw = np.random.default_rng(seed)
    partners = np.maximum(np.minimum(draw.zipf(2.2, projects), 120), 1 + draw.poisson(0.9, projects))
    organisations = max(projects // 2, 1)
    project = pl.int_range(projects, eager=True).cast(pl.String).str.zfill(7)
    keys = ("synthetic.p" + pl.Series("key", project)).alias("key")
    of = np.repeat(np.arange(projects), partners)
    position = np.arange(of.size) - np.repeat(np.cumsum(partners) - partners, partners)
    # A few organisations take part very often, as in real programmes.
    who = np.minimum((organisations * draw.random(of.size) ** 2.2).astype(np.int64), organisations - 1)
    tables = {
        "dataset": pl.DataFrame(
            {"record": ["synthetic"], "key": ["synthetic"], "title": ["Synthetic"], "publisher": ["none"]}
        ),
        "programme": programmes(),
        "project": project_table(keys, draw),
        "participation": _participations(keys, of, position, who, draw),
        "organisation": _organisations(organisations),
        "amount": amounts(keys, draw),
        "text": synthetic_texts(keys, draw),
        "topic": topics(keys, draw),
    }
    return RecordSet(tables)


def programmes() -> pl.DataFrame:
    """Return sixty programmes."""
    names = [f"Programme {number}" for number in range(60)]
    return pl.DataFrame(
        {
            "record": ["synthetic"] * 60,
            "key": [f"synthetic.g{number:02}" for number in range(60)],
            "name": names,
            "period": ["2014-2020"] * 60,
        }
    )


def project_table(keys: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    """Return a project per key."""
    size = keys.len()
    start = pl.Series(draw.integers(0, 2_000, size)) + (date(2014, 1, 1) - date(1970, 1, 1)).days
    return pl.DataFrame(
        {
            "record": keys,
            "key": keys,
            "acronym": "ACRO-" + pl.Series(draw.integers(0, size, size)).cast(pl.String),
            "programme": "synthetic.g" + pl.Series(draw.integers(0, 60, size)).cast(pl.String).str.zfill(2),
            "start": start.cast(pl.Int32).cast(pl.Date),
            "end": (start + draw.integers(300, 1_400, size)).cast(pl.Int32).cast(pl.Date),
            "date_precision": ["day"] * size,
        }
    )


def _participations(
    keys: pl.Series, of: np.ndarray, position: np.ndarray, who: np.ndarray, draw: np.random.Generator
) -> pl.DataFrame:
    project = keys.gather(of)
    country = pl.Series(COUNTRIES).gather(who % len(COUNTRIES))
    region = country + pl.Series((who // 14) % 9 + 1).cast(pl.String)
    postcode = pl.Series(draw.integers(1_000, 99_999, of.size)).cast(pl.String)
    return pl.DataFrame(
        {
            "record": project,
            "key": project + "-" + pl.Series(position).cast(pl.String),
            "project": project,
            "organisation": organisation_keys(who),
            "name": "Organisation number " + pl.Series(who).cast(pl.String),
            "role": pl.Series(np.where(position == 0, "lead", "partner")),
            "postcode": pl.select(pl.when(pl.Series(draw.random(of.size) > 0.1)).then(postcode)).to_series(),
            "town": "Town " + pl.Series(who % 5_000).cast(pl.String),
            "country": country,
            "region": region,
        }
    )


def organisation_keys(who: np.ndarray) -> pl.Series:
    """Return the keys of organisations by number."""
    return "synthetic.o" + pl.Series(who).cast(pl.String).str.zfill(7)


def _organisations(size: int) -> pl.DataFrame:
    who = np.arange(size)
    keys = organisation_keys(who)
    return pl.DataFrame(
        {
            "record": keys,
            "key": keys,
            "name": "Organisation number " + pl.Series(who).cast(pl.String),
            "legal_status": pl.Series(np.where(who % 3 == 0, "private", "public")),
            "country": pl.Series(COUNTRIES).gather(who % len(COUNTRIES)),
        }
    )


def amounts(keys: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    """Return the total cost of each project."""
    cents = pl.Series(draw.integers(5_000_000, 500_000_000, keys.len()))
    return pl.DataFrame(
        {
            "record": keys,
            "key": keys + ".total",
            "subject_class": ["project"] * keys.len(),
            "subject": keys,
            "kind": ["total"] * keys.len(),
            "value": (cents // 100).cast(pl.String) + "." + (cents % 100).cast(pl.String).str.zfill(2),
            "state": ["published"] * keys.len(),
            "currency": ["EUR"] * keys.len(),
        }
    ).with_columns(pl.col("value").cast(pl.Decimal(20, 2)))


def topics(keys: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    """Return one topic of each project."""
    code = "t" + pl.Series(draw.integers(0, 42, keys.len())).cast(pl.String)
    return pl.DataFrame(
        {
            "record": keys,
            "subject_class": ["project"] * keys.len(),
            "subject": keys,
            "scheme": ["keep-theme"] * keys.len(),
            "code": code,
            "basis": ["stated"] * keys.len(),
        }
    )
