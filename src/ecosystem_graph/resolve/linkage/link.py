"""Linkage from end to end: mentions in, pairs with weights and clusters out."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.identity import SCHEME_STRENGTH
from ecosystem_graph.resolve.linkage.administration import name_administrations
from ecosystem_graph.resolve.linkage.blocking import Candidates
from ecosystem_graph.resolve.linkage.clustering import Decisions, cluster_names
from ecosystem_graph.resolve.linkage.compared import Compare, compare_names
from ecosystem_graph.resolve.linkage.finding import finding
from ecosystem_graph.resolve.linkage.judgement import Judgement, check_judgements
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.resolve.linkage.part import part_names
from ecosystem_graph.resolve.linkage.unplaced import doubt_unplaced

__all__ = ["LEAST_BITS", "Linkage", "link_mentions"]

logger = logging.getLogger(__name__)

LEAST_BITS = 2.0
"""Mean match weight of two groups from which they are one: 0.96 of such pairs are right when cross-validated."""
_IDENTIFIER_SCHEMA = pl.Schema({"key": pl.String, "scheme": pl.String, "value": pl.String})


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linkage found.

    Attributes:
        clusters: key, cluster (the smallest key of its members), sorted by key.
        pairs: subject, object (keys), weight (bits): pairs that were compared and may be one, best first. Of mentions
            whose names say the same only the first is there.
        sayings: key, first (key of the first mention whose name says the same), one row per name, sorted.
        candidates: Which pairs of names were compared, and which blocks were too large.
        issues: Findings about single mentions.
    """

    clusters: pl.DataFrame
    pairs: pl.DataFrame
    sayings: pl.DataFrame
    candidates: Candidates
    issues: tuple[Issue, ...]


def link_mentions(  # noqa: PLR0913 - all but one by keyword
    mentions: pl.DataFrame,
    *,
    identifiers: pl.DataFrame | None = None,
    judgements: Sequence[Judgement] = (),
    least_bits: float = LEAST_BITS,
    joins_units: bool = False,
    doubts_unplaced: bool = False,
    jobs: int = 1,
    progress: Progress = no_progress,
    compare: Compare = compare_names,
) -> Linkage:
    """Find the mentions that mean one organisation.

    Args:
        mentions: Columns of `MENTION_SCHEMA`; rows with one key are several names of one organisation, of which the
            best one counts.
        identifiers: key, scheme, value: equal ones link, different ones of one scheme keep apart.
        judgements: What people decided; always kept.
        least_bits: Mean match weight of two groups from which they are one.
        joins_units: Whether units count as the organisation to which their name says they belong; else they stay apart.
        doubts_unplaced: Whether names that state no town count for less, as they must among bodies of all kinds.
        jobs: Processor cores that compare; the result does not depend on it.
        progress: Told which step is done.
        compare: Where names are compared: here, or on a cluster; the result does not depend on it.

    Returns:
        Clusters and pairs; the order of the mentions does not matter.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """
    check_judgements(judgements)
    rows = mentions.select(pl.col(name).cast(kind).fill_null("") for name, kind in MENTION_SCHEMA.items())
    if joins_units:
        rows = rows.with_columns(name=part_names(rows["name"])["name"])
    rows = name_administrations(rows.unique().sort(list(MENTION_SCHEMA))).unique().sort(list(MENTION_SCHEMA))
    known = (
        pl.DataFrame(schema=_IDENTIFIER_SCHEMA) if identifiers is None else identifiers.select(list(_IDENTIFIER_SCHEMA))
    )
    known = known.filter(pl.col("key").is_in(rows["key"].implode())).unique().sort("scheme", "value", "key")
    decided = {*known["key"], *(key for each in judgements for key in (each.subject, each.object))}
    compared = compare(rows, jobs, progress)
    weighed = doubt_unplaced(compared, rows) if doubts_unplaced else compared.pairs
    said = _number_entities(compared.rows, decided.union(rows["key"].filter(rows["key"].is_duplicated())))
    clusters = _cluster(said, weighed, _decide(said, known, judgements), least_bits)
    logger.info("%d mentions, %d names, %d clusters", rows.height, len(compared.keys), clusters["cluster"].n_unique())
    keys, likely = compared.keys, weighed.filter(pl.col("weight") > 0)
    pairs = likely.select(
        subject=keys.gather(likely["left"]), object=keys.gather(likely["right"]), weight=pl.col("weight").round(3)
    ).sort(["weight", "subject", "object"], descending=[True, False, False])
    issues = _say_too_little(said.filter(pl.col("saying").is_null()))
    named = said.drop_nulls("saying")
    sayings = named.select("key", first=keys.gather(named["saying"])).unique().sort("key", "first")
    return Linkage(clusters, pairs, sayings, compared.candidates, issues)


def _number_entities(rows: pl.DataFrame, decided: Collection[str]) -> pl.DataFrame:
    """Add entity, the number of what is linked: a mention of which something is decided, else all of one name.

    Who is called just "University" is not the other one of that name: null.
    """
    is_own = pl.col("key").is_in(list(decided))
    first_key = pl.when(is_own).then("key").otherwise(pl.col("key").filter(~is_own).first().over("saying"))
    lead = pl.when(is_own | pl.col("saying").is_not_null()).then(first_key)
    return rows.with_columns(entity=lead.rank("dense").cast(pl.Int64) - 1)


def _cluster(rows: pl.DataFrame, pairs: pl.DataFrame, decided: Decisions, least_bits: float) -> pl.DataFrame:
    """Return key, cluster: the smallest key among the mentions that are one."""
    said = rows.select("entity", name="saying").drop_nulls().unique().sort("entity", "name")
    size = int(rows["entity"].max() or 0) + 1  # type: ignore[arg-type]  # a number, which Polars cannot say
    labels = pl.Series(cluster_names(size, pairs, least_bits=least_bits, decisions=decided, said=said))
    label = (
        pl.when(pl.col("entity").is_null()).then(-1 - pl.int_range(pl.len())).otherwise(labels.gather(rows["entity"]))
    )
    return rows.select("key", label=label).select("key", cluster=pl.col("key").min().over("label")).unique().sort("key")


def _decide(rows: pl.DataFrame, known: pl.DataFrame, judgements: Iterable[Judgement]) -> Decisions:
    """Return what is decided before names are looked at."""
    asked = pl.concat(
        [known["key"], pl.Series([key for each in judgements for key in (each.subject, each.object)], dtype=pl.String)]
    )
    node = dict(rows.filter(pl.col("key").is_in(asked.implode())).select("key", "entity").iter_rows())
    rank = {scheme: place for place, scheme in enumerate(SCHEME_STRENGTH)}
    values: dict[int, dict[str, frozenset[str]]] = {}
    first: dict[tuple[str, str], int] = {}
    links: list[tuple[int, int, int]] = []
    for key, scheme, value in known.iter_rows():
        of = values.setdefault(node[key], {})
        of[scheme] = of.get(scheme, frozenset()) | {value}
        start = first.setdefault((scheme, value), node[key])
        if start != node[key]:
            links.append((rank.get(scheme, len(rank)), start, node[key]))
    pairs = [
        (judgement.is_same, (node[judgement.subject], node[judgement.object]))
        for judgement in judgements
        if judgement.subject in node and judgement.object in node
    ]
    return Decisions(
        judged=[pair for is_same, pair in pairs if is_same],
        required=[(one, other) for _, one, other in sorted(links)],
        forbidden=[pair for is_same, pair in pairs if not is_same],
        identifiers=values,
    )


def _say_too_little(rows: pl.DataFrame) -> tuple[Issue, ...]:
    named = rows.select("key", "name").iter_rows()
    return tuple(finding("EG-LNK-001", name, field="name", record=key) for key, name in named)
