"""Which organisations are one by their names: what identifiers leave open, linkage and judgements decide."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import polars as pl

from ecosystem_graph.resolve.identity import SCHEME_STRENGTH
from ecosystem_graph.resolve.linkage.judgement import Judgement, check_judgements, without_contradicted
from ecosystem_graph.resolve.linkage.link import Linkage, link_mentions
from ecosystem_graph.resolve.mention import entities_of, gather_mentions, judge_entities, stated_apart
from ecosystem_graph.resolve.naming_evidence import Placed, name_candidates, name_links

__all__ = ["Named", "link_names"]

_CLASS = "organisation"


class Named(NamedTuple):
    """What names tell.

    Attributes:
        identity: Links, columns of identity.IDENTITY_SCHEMA; those of other classes are as they were.
        candidates: Pairs that may be one and are kept apart, columns of naming_evidence.CANDIDATE_SCHEMA.
    """

    identity: pl.DataFrame
    candidates: pl.DataFrame


def link_names(
    organisations: pl.DataFrame,
    names: pl.DataFrame,
    identifiers: pl.DataFrame,
    identity: pl.DataFrame,
    *,
    judgements: Sequence[Judgement] = (),
    link: Callable[..., Linkage] = link_mentions,
) -> Named:
    """Bring together organisations whose names tell that they are one.

    What identifiers brought together is one organisation with several names, of which the best one counts. Units and
    the bodies they belong to, guests and hosts stay two. A judgement goes before all else.

    Args:
        organisations: Columns of mention.MENTIONED, in any order.
        names: Record table ``name``.
        identifiers: Record table ``identifier``.
        identity: Links by identifiers, columns of identity.IDENTITY_SCHEMA.
        judgements: What people decided, about stated or canonical keys.
        link: `link_mentions`, told where names are compared and who is told of it.

    Returns:
        Links and candidates. The canonical key is that of the strongest identifier in the cluster, else the smallest
        stated key.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """
    check_judgements(judgements)
    numbered = identity.filter(pl.col("subject_class") == _CLASS)
    known = numbered.filter(~pl.col("object").is_in(_divided(numbered, judgements)))
    entities = entities_of(organisations, known)
    numbers = _numbers(identifiers, entities)
    mentions = gather_mentions(organisations, names, entities)
    judged = judge_entities(judgements, entities)
    apart = without_contradicted(stated_apart(organisations, entities), judged)
    linkage = link(mentions, identifiers=numbers, judgements=[*judged, *apart], doubts_unplaced=True)
    placed = Placed(_canonical(entities, linkage.clusters, known), mentions, linkage.pairs, linkage.sayings)
    links = name_links(placed, numbered, judged)
    others = identity.filter(pl.col("subject_class") != _CLASS)
    candidates = name_candidates(placed, numbers, [each for each in (*judged, *apart) if not each.is_same])
    return Named(pl.concat([others, links]).sort("subject_class", "subject"), candidates)


def _divided(known: pl.DataFrame, judgements: Iterable[Judgement]) -> list[str]:
    """Return canonical keys of which two records are judged to be different: there identifiers do not decide alone."""
    canonical = dict(known.select("subject", "object").iter_rows()) if judgements else {}
    pairs = [
        (canonical.get(each.subject, each.subject), canonical.get(each.object, each.object))
        for each in judgements
        if not each.is_same
    ]
    return sorted({one for one, other in pairs if one == other})


def _numbers(identifiers: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Return the identifiers of entities: key, scheme, value."""
    theirs = identifiers.filter(pl.col("subject_class") == _CLASS, pl.col("scheme").is_in(SCHEME_STRENGTH))
    joined = theirs.select("subject", "scheme", "value").unique().join(entities, left_on="subject", right_on="key")
    return joined.select("scheme", "value", key="entity").unique().sort("key", "scheme", "value")


def _canonical(entities: pl.DataFrame, clusters: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return key (stated), entity and object (canonical key) of all organisations; who has no name stays alone."""
    rank = {scheme: place for place, scheme in enumerate(SCHEME_STRENGTH)}
    strength = pl.col("entity").str.extract(r"^([^.]+)\.").replace_strict(rank, default=None, return_dtype=pl.Int64)
    is_known = pl.col("entity").is_in(known["object"].unique().implode())
    placed = entities.join(clusters.rename({"key": "entity"}), on="entity", how="left").with_columns(
        pl.coalesce("cluster", "entity"), rank=pl.when(is_known).then(strength)
    )
    first = pl.col("entity").sort_by("rank", "entity", nulls_last=True).first().over("cluster")
    return placed.select("key", "entity", object=first).sort("key")
