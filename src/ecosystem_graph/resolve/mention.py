"""What is known of organisations before they are brought together: their names, places and what keeps them apart."""

from collections.abc import Sequence

import polars as pl

from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA

__all__ = ["MENTIONED", "entities_of", "gather_mentions", "judge_entities", "stated_apart"]

MENTIONED = ("key", "name", "country", "town", "parent", "hosted_by")
"""Columns of the record table ``organisation`` that tell who is who."""

_CLASS = "organisation"


def entities_of(organisations: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return key (as stated) and entity (the key that its identifiers give it, else its own), sorted by key.

    Args:
        organisations: Column key.
        known: Links of organisations by identifiers: subject, object.
    """
    keys = pl.concat([organisations.select("key"), known.select(key="subject")]).unique()
    joined = keys.join(known.select(key="subject", entity="object"), on="key", how="left")
    return joined.with_columns(pl.coalesce("entity", "key")).sort("key")


def gather_mentions(organisations: pl.DataFrame, names: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Return the different names of each entity, with the places that its records state.

    Args:
        organisations: Columns of `MENTIONED`.
        names: Record table ``name``; acronyms are passed over, since many organisations share them.
        entities: What `entities_of` returned.

    Returns:
        Columns of name.MENTION_SCHEMA; key is that of the entity. A record that leaves out the country or the town
        takes it from another one of the entity: leaving out says nothing else. Pages name few countries; a name that
        is only heard in one country is taken to be of it. A unit of which no record states a country is passed over:
        many bodies have a *Department of Physics*, and only the name of the body would tell which.
    """
    own = organisations.select("key", "name", "country", city="town")
    places = own.group_by("key").agg(pl.col("country", "city").drop_nulls().min())
    further = names.filter(pl.col("subject_class") == _CLASS, pl.col("kind") != "acronym")
    of_names = further.select("name", key="subject").join(places, on="key").select(own.columns)
    every = pl.concat([own, of_names]).drop_nulls("name").unique().join(entities, on="key").with_columns(key="entity")
    filled = every.with_columns(
        pl.coalesce(column, pl.col(column).drop_nulls().min().over("key")) for column in ("country", "city")
    )
    units = organisations.filter(pl.col("parent").is_not_null()).select("key").join(entities, on="key")["entity"]
    placed = filled.filter(pl.col("country").is_not_null() | ~pl.col("key").is_in(units.implode()))
    named = placed.with_columns(_country_of_name()).select(list(MENTION_SCHEMA))
    return named.unique().sort(pl.all(), nulls_last=True)


def _country_of_name() -> pl.Expr:
    """Return the country, or the only one in which the name is heard, whatever its case and accents."""
    folded = (
        pl.col("name")
        .str.normalize("NFKD")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    heard = pl.col("country").drop_nulls()
    only = pl.when(heard.n_unique().over(folded) == 1).then(heard.min().over(folded))
    return pl.coalesce("country", only).alias("country")


def judge_entities(judgements: Sequence[Judgement], entities: pl.DataFrame) -> list[Judgement]:
    """Return judgements about entities, without those about records that are not there or that identifiers settle.

    Args:
        judgements: Judgements about stated keys, or about canonical ones.
        entities: What `entities_of` returned.
    """
    wanted = pl.Series(sorted({key for each in judgements for key in (each.subject, each.object)}), dtype=pl.String)
    some = entities.filter(pl.col("key").is_in(wanted.implode()) | pl.col("entity").is_in(wanted.implode()))
    entity = dict(some.select("entity", same="entity").iter_rows()) | dict(some.select("key", "entity").iter_rows())
    return [
        Judgement(entity[each.subject], entity[each.object], each.is_same, each.where)
        for each in judgements
        if each.subject in entity and each.object in entity and entity[each.subject] != entity[each.object]
    ]


def stated_apart(organisations: pl.DataFrame, entities: pl.DataFrame) -> list[Judgement]:
    """Return pairs of entities that sources state to be two: a unit and its parent, a guest and its host."""
    pairs = pl.concat(organisations.select("key", other=column).drop_nulls() for column in ("parent", "hosted_by"))
    ends = entities.rename({"key": "other", "entity": "object"})
    joined = pairs.unique().join(entities, on="key").join(ends, on="other").filter(pl.col("entity") != pl.col("object"))
    rows = joined.select("entity", "object").unique().sort("entity", "object").iter_rows()
    return [Judgement(one, other, is_same=False, where="part or guest of the other, as stated") for one, other in rows]
