"""Why organisations are held to be one by their names, or might be: rows that a person can judge."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import polars as pl

from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA
from ecosystem_graph.resolve.linkage.judgement import Judgement

__all__ = ["CANDIDATE_SCHEMA", "Placed", "name_candidates", "name_links", "rename_candidates"]

CANDIDATE_SCHEMA = pl.Schema(
    {
        "key": pl.String,
        "subject_class": pl.String,
        "subject": pl.String,
        "object": pl.String,
        "method": pl.String,
        "weight": pl.Float64,
        "confidence": pl.String,
        "evidence": pl.String,
    }
)
"""Pairs of canonical keys that may be one and are kept apart; ``weight`` is the match weight in bits."""

_CLASS = "organisation"
_METHOD, _JUDGED = "name linkage", "judgement"
_SAME_CONFIDENCE = 0.99
"""Where two names say the same, word by word, there is no weight."""
_LEAST_CONFIDENCE = 0.5
_BY_OTHERS = "its name is that of others, which are in this cluster on the mean of all names"
"""Where an entity is in a cluster by those who say the same, and these are elsewhere because of their identifiers."""


class Placed(NamedTuple):
    """Where linkage put organisations, and what it compared.

    Attributes:
        canonical: key (as stated), entity (what identifiers made of it) and object (canonical key).
        mentions: Names of entities, columns of name.MENTION_SCHEMA.
        pairs: Entities that were compared: subject, object, weight (bits).
        sayings: key, first: entities with the first one whose name says the same.
    """

    canonical: pl.DataFrame
    mentions: pl.DataFrame
    pairs: pl.DataFrame
    sayings: pl.DataFrame


def name_links(placed: Placed, numbered: pl.DataFrame, judged: Sequence[Judgement]) -> pl.DataFrame:
    """Return the links of organisations: by identifier where these are enough, else by name or judgement.

    Args:
        placed: What linkage found.
        numbered: Links by identifiers, columns of `IDENTITY_SCHEMA`.
        judged: Judgements about entities.

    Returns:
        Columns of `IDENTITY_SCHEMA`, sorted by subject.
    """
    moved = placed.canonical.filter(pl.col("entity") != pl.col("object"))
    best = _strongest(placed).join(moved.select("entity").unique(), on="entity", how="semi")
    why = (
        moved.join(_with_evidence(best, placed), on="entity", how="left")
        .join(_judged_reasons(judged), on="entity", how="left")
        .join(numbered.select(key="subject", number="evidence"), on="key", how="left")
    )
    is_judged = pl.col("judged").is_not_null()
    by_number = ~is_judged & pl.col("evidence").is_null() & pl.col("number").is_not_null()
    sentence = pl.coalesce("judged", "evidence", pl.when(~by_number).then(pl.lit(_BY_OTHERS)))
    confidence = pl.coalesce("confidence", pl.lit(str(_LEAST_CONFIDENCE)))
    links = why.select(
        subject_class=pl.lit(_CLASS),
        subject="key",
        object="object",
        method=pl.when(is_judged)
        .then(pl.lit(_JUDGED))
        .when(by_number)
        .then(pl.lit("identifier"))
        .otherwise(pl.lit(_METHOD)),
        confidence=pl.when(is_judged | by_number).then(pl.lit("1.0")).otherwise(confidence),
        evidence=pl.concat_str("number", sentence, separator="; ", ignore_nulls=True),
    )
    kept = numbered.join(placed.canonical, left_on=["subject", "object"], right_on=["key", "object"], how="semi")
    kept = kept.join(moved, left_on="subject", right_on="key", how="anti")
    return pl.concat([kept, links.cast(IDENTITY_SCHEMA)]).sort("subject")


def name_candidates(placed: Placed, numbers: pl.DataFrame, different: Iterable[Judgement]) -> pl.DataFrame:
    """Return pairs of canonical keys that names alone do not settle, the likeliest first.

    Args:
        placed: What linkage found.
        numbers: Identifiers of entities: key, scheme, value; different ones of one scheme settle a pair.
        different: What is judged or stated to be two; it settles a pair too.

    Returns:
        Columns of `CANDIDATE_SCHEMA`; subject is the smaller key.
    """
    objects = placed.canonical.select("entity", "object").unique()
    pairs = _between(placed.pairs, objects).filter(pl.col("one") != pl.col("other"))
    best = pairs.sort(["weight", "subject", "object"], descending=[True, False, False])
    best = best.unique(["one", "other"], keep="first", maintain_order=True)
    rows = [(each.subject, each.object) for each in different]
    refused = _between(pl.DataFrame(rows, schema={"subject": pl.String, "object": pl.String}, orient="row"), objects)
    settled = pl.concat([refused.select("one", "other"), _contradicting(best, numbers, objects)])
    left = best.join(settled, on=["one", "other"], how="anti", maintain_order="left")
    told = _with_evidence(left, placed)
    named = told.select(
        "weight", "confidence", "evidence", subject_class=pl.lit(_CLASS), subject="one", object="other",
        method=pl.lit(_METHOD),
    )  # fmt: skip
    return _keyed(named)


def rename_candidates(candidates: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    """Return candidates under the keys that an earlier release gave them.

    Args:
        candidates: Columns of `CANDIDATE_SCHEMA`.
        renamed: subject_class, object (key that is not used) and kept (key that is used).
    """
    placed = candidates
    for side in ("subject", "object"):
        changes = renamed.rename({"object": side, "kept": "now"})
        joined = placed.join(changes, on=["subject_class", side], how="left", maintain_order="left")
        placed = joined.with_columns(pl.coalesce("now", side).alias(side)).drop("now")
    ends = pl.min_horizontal("subject", "object"), pl.max_horizontal("subject", "object")
    placed = placed.with_columns(subject=ends[0], object=ends[1])
    return _keyed(placed)


def _keyed(candidates: pl.DataFrame) -> pl.DataFrame:
    key = pl.concat_str("subject_class", "subject", "object", separator=".")
    in_order = candidates.sort(["weight", "subject", "object"], descending=[True, False, False])
    return in_order.with_columns(key=key).select(list(CANDIDATE_SCHEMA)).cast(CANDIDATE_SCHEMA)


def _between(pairs: pl.DataFrame, objects: pl.DataFrame) -> pl.DataFrame:
    """Add the canonical keys of both entities: one (the smaller) and other."""
    first = objects.rename({"entity": "subject", "object": "first"})
    second = objects.rename({"entity": "object", "object": "second"})
    joined = pairs.join(first, on="subject", maintain_order="left").join(second, on="object", maintain_order="left")
    ends = {"one": pl.min_horizontal("first", "second"), "other": pl.max_horizontal("first", "second")}
    return joined.with_columns(**ends).drop("first", "second")


def _contradicting(pairs: pl.DataFrame, numbers: pl.DataFrame, objects: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs (one, other) that have different identifiers of one scheme and none in common."""
    of = numbers.join(objects, left_on="key", right_on="entity").group_by("object", "scheme").agg("value")
    sides = of.rename({"object": "one", "value": "values"}), of.rename({"object": "other", "value": "others"})
    both = pairs.select("one", "other").join(sides[0], on="one").join(sides[1], on=["other", "scheme"])
    different = both.filter(pl.col("values").list.set_intersection("others").list.len() == 0)
    return different.select("one", "other").unique()


def _strongest(placed: Placed) -> pl.DataFrame:
    """Return for each entity the pair that ties it most to its cluster: entity, subject (itself), object, weight."""
    objects = placed.canonical.select("entity", "object").unique()
    said = placed.sayings.join(objects.rename({"entity": "key"}), on="key")
    lead = said.with_columns(lead=pl.col("key").min().over("first", "object")).filter(pl.col("key") != pl.col("lead"))
    # Who says the same needs no weight: it comes first.
    same = lead.select(subject="key", object="lead", weight=pl.lit(None, pl.Float64))
    found = _ranked(pl.concat([placed.pairs, same]), objects)
    # What was weighed for the first one of a name counts for all who say it.
    left = said.join(found, left_on="key", right_on="entity", how="anti")
    ends = (("subject", "object"), ("object", "subject"))
    both = pl.concat([placed.pairs.select("weight", first=one, object=other) for one, other in ends])
    spread = left.select("first", subject="key").join(both, on="first").select("subject", "object", "weight")
    rest = _ranked(spread, objects).join(left.select(entity="key"), on="entity", how="semi")
    return pl.concat([found, rest]).sort("entity")


def _ranked(pairs: pl.DataFrame, objects: pl.DataFrame) -> pl.DataFrame:
    """Return the best pair of each entity inside its cluster: weight, entity, subject (itself), object."""
    inside = _between(pairs, objects).filter(pl.col("one") == pl.col("other"))
    ends = (("subject", "object"), ("object", "subject"))
    sides = [inside.select("weight", entity=one, subject=one, object=other) for one, other in ends]
    in_order = ["entity", "weight", "subject", "object"]
    ranked = pl.concat(sides).sort(in_order, descending=[False, True, False, False], nulls_last=False)
    return ranked.unique("entity", keep="first", maintain_order=True)


def _with_evidence(pairs: pl.DataFrame, placed: Placed) -> pl.DataFrame:
    """Add confidence and evidence to pairs of entities, and drop the entities but for the column entity."""
    wanted = pl.concat([pairs["subject"], pairs["object"]]).unique()
    some = placed.mentions.filter(pl.col("key").is_in(wanted.implode()))
    first = some.sort("key", "name", "country", "city").unique("key", keep="first", maintain_order=True)
    place = pl.concat_str("city", "country", separator=", ", ignore_nulls=True)
    label = pl.format("“{}”", "name") + pl.when(place != "").then(" (" + place + ")").otherwise(pl.lit(""))
    labels = first.select("key", label=label)
    named = pairs.join(labels.rename({"key": "subject", "label": "this"}), on="subject", maintain_order="left")
    named = named.join(labels.rename({"key": "object", "label": "that"}), on="object", maintain_order="left")
    odds = 2.0 ** pl.col("weight").clip(-30, 30)
    return named.with_columns(
        confidence=(odds / (1 + odds)).clip(upper_bound=0.999).round(3).fill_null(_SAME_CONFIDENCE).cast(pl.String),
        evidence=pl.coalesce(
            pl.format("names {} and {}: {} bits", "this", "that", pl.col("weight").round(1)),
            pl.format("names {} and {} say the same", "this", "that"),
        ),
    ).drop("subject", "object", "this", "that")


def _judged_reasons(judged: Sequence[Judgement]) -> pl.DataFrame:
    """Return entity and judged: that it was judged to be the same as another one, and where."""
    rows = [
        (entity, f"judged to be the same as {other}" + (f" ({each.where})" if each.where else ""))
        for each in judged
        if each.is_same
        for entity, other in ((each.subject, each.object), (each.object, each.subject))
    ]
    reasons = pl.DataFrame(rows, schema={"entity": pl.String, "judged": pl.String}, orient="row")
    return reasons.sort("entity", "judged").unique("entity", keep="first", maintain_order=True)
