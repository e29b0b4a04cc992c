"""Linkage from end to end: mentions in, pairs with weights and clusters out."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.identity import SCHEME_STRENGTH
from ecosystem_graph.resolve.linkage.blocking import Candidates, find_candidates
from ecosystem_graph.resolve.linkage.clustering import Decisions, cluster_names
from ecosystem_graph.resolve.linkage.comparison import GROUPS, compare_pairs
from ecosystem_graph.resolve.linkage.context import add_context
from ecosystem_graph.resolve.linkage.features import bag_names
from ecosystem_graph.resolve.linkage.finding import finding
from ecosystem_graph.resolve.linkage.judgement import Judgement, check_judgements
from ecosystem_graph.resolve.linkage.likeness import ConceptLikeness
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA, NormalisedNames, normalise_names
from ecosystem_graph.resolve.linkage.part import part_names
from ecosystem_graph.resolve.linkage.translation import load_translations
from ecosystem_graph.resolve.linkage.weight import load_weights

__all__ = ["LEAST_BITS", "Linkage", "Weighed", "link_mentions", "weigh_pairs"]

logger = logging.getLogger(__name__)

LEAST_BITS = 1.75
"""Mean match weight of two groups from which they are one: chosen on the learning half for a precision of 0.95."""
_IDENTIFIER_SCHEMA = pl.Schema({"key": pl.String, "scheme": pl.String, "value": pl.String})


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linkage found.

    Attributes:
        clusters: key, cluster (the smallest key of its members), sorted by key.
        pairs: subject, object (keys), weight (bits): pairs that were compared and may be one, best first.
        candidates: Which pairs of names were compared, and which blocks were too large.
        issues: Findings about single mentions.
    """

    clusters: pl.DataFrame
    pairs: pl.DataFrame
    candidates: Candidates
    issues: tuple[Issue, ...]


def link_mentions(
    mentions: pl.DataFrame,
    *,
    identifiers: pl.DataFrame | None = None,
    judgements: Sequence[Judgement] = (),
    least_bits: float = LEAST_BITS,
    joins_units: bool = False,
    progress: Progress = no_progress,
) -> Linkage:
    """Find the mentions that mean one organisation.

    Args:
        mentions: Columns of `MENTION_SCHEMA`; keys are unique.
        identifiers: key, scheme, value: equal ones link, different ones of one scheme keep apart.
        judgements: What people decided; always kept.
        least_bits: Mean match weight of two groups from which they are one.
        joins_units: Whether units count as the organisation to which their name says they belong; else they stay apart.
        progress: Told which step is done.

    Returns:
        Clusters and pairs; the order of the mentions does not matter.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """
    check_judgements(judgements)
    rows = mentions.select(pl.col(name).cast(kind).fill_null("") for name, kind in MENTION_SCHEMA.items()).sort("key")
    if joins_units:
        rows = rows.with_columns(name=part_names(rows["name"])["name"])
    known = (
        pl.DataFrame(schema=_IDENTIFIER_SCHEMA) if identifiers is None else identifiers.select(list(_IDENTIFIER_SCHEMA))
    )
    known = known.filter(pl.col("key").is_in(rows["key"].implode())).unique().sort("scheme", "value", "key")
    alone = {*known["key"], *(key for each in judgements for key in (each.subject, each.object))}
    nodes, node_of = _merge_equal(rows, alone)
    progress("compare names", 0, nodes.height)
    weighed = weigh_pairs(nodes)
    used = weighed.pairs.filter(~pl.col("left").is_in(weighed.vague) & ~pl.col("right").is_in(weighed.vague))
    decided = _decide(dict(zip(rows["key"].to_list(), node_of.tolist(), strict=True)), known, judgements)
    labels = cluster_names(nodes.height, used, least_bits=least_bits, decisions=decided)
    progress("compare names", nodes.height, nodes.height)
    is_vague = np.isin(node_of, weighed.vague)
    # Who is called just "University" is not the other one of that name.
    label = pl.when(pl.Series(is_vague)).then(-1 - pl.int_range(rows.height)).otherwise(pl.Series(labels[node_of]))
    clusters = rows.select("key", label=label).select("key", cluster=pl.col("key").min().over("label"))
    logger.info("%d mentions, %d names, %d clusters", rows.height, nodes.height, clusters["cluster"].n_unique())
    keys = nodes["key"]
    pairs = used.select(
        subject=keys.gather(used["left"]), object=keys.gather(used["right"]), weight=pl.col("weight").round(3)
    ).sort(["weight", "subject", "object"], descending=[True, False, False])
    issues = _say_too_little(rows.filter(pl.Series(is_vague)))
    return Linkage(clusters, pairs.filter(pl.col("weight") > 0), weighed.candidates, issues)


class Weighed(NamedTuple):
    """Candidate pairs of different names with their weight.

    Attributes:
        pairs: Measures with context and weight (bits) per pair; left and right are positions of names.
        vague: Positions of names that say too little to be anybody in particular.
        candidates: What blocking did.
    """

    pairs: pl.DataFrame
    vague: Sequence[int]
    candidates: Candidates


def _merge_equal(rows: pl.DataFrame, alone: Collection[str]) -> tuple[pl.DataFrame, np.ndarray]:
    """Return the different mentions (first key of each) and to which of them each row belongs."""
    same = ["name", "country", "city", "own"]
    marked = rows.with_columns(own=pl.when(pl.col("key").is_in(list(alone))).then("key").otherwise(pl.lit("")))
    nodes = marked.unique(same, keep="first", maintain_order=True).with_row_index("node")
    of = marked.join(nodes.select(*same, "node"), on=same, how="left", maintain_order="left")
    return nodes.drop("node", "own"), of["node"].to_numpy().astype(np.int64)


def weigh_pairs(nodes: pl.DataFrame, *, sides: np.ndarray | None = None) -> Weighed:
    """Find and weigh candidate pairs of different names.

    Args:
        nodes: Columns of `MENTION_SCHEMA`.
        sides: A number per name; only names of different numbers are compared. ``None`` compares all.

    Returns:
        Pairs with weights, and what was found on the way.
    """
    names = normalise_names(nodes)
    bags, translations = bag_names(names, GROUPS), load_translations()
    candidates = find_candidates(bags, names.texts, translations, sides=sides)
    likeness = ConceptLikeness(bags, translations)
    measures = add_context(compare_pairs(candidates.left, candidates.right, bags, names.texts, likeness))
    is_placed = measures["city"].to_numpy() >= 0
    weights = np.where(is_placed, load_weights("city").total(measures), load_weights("country").total(measures))
    return Weighed(measures.with_columns(weight=pl.Series(np.round(weights, 6))), _vague(names), candidates)


def _vague(names: NormalisedNames) -> list[int]:
    """Return the names that are one letter, or nothing but a kind of organisation in no stated city."""
    telling = ~pl.col("group").is_in(["kind", "home", "number"])
    said = names.words.group_by("row").agg(meanings=pl.len(), telling=telling.any())
    rows = names.texts.select(pl.col("row"), "text", is_placed=pl.col("city").fill_null("") != "")
    judged = rows.join(said, on="row", how="left").with_columns(pl.col("meanings").fill_null(0))
    says_nothing = (pl.col("text").str.len_chars() < 2) | (pl.col("meanings") == 0)
    only_kind = ~pl.col("telling").fill_null(value=False) & (~pl.col("is_placed") | (pl.col("meanings") < 2))
    return judged.filter(says_nothing | only_kind)["row"].sort().to_list()


def _decide(node: Mapping[str, int], known: pl.DataFrame, judgements: Iterable[Judgement]) -> Decisions:
    """Return what is decided before names are looked at."""
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
