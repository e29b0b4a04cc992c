"""Projects that several sources state: from record tables to identity links."""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import polars as pl

from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA, SCHEME_STRENGTH
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.naming_evidence import CANDIDATE_SCHEMA
from ecosystem_graph.resolve.project.candidate import PAIR, find_pairs, listings, shared_words
from ecosystem_graph.resolve.project.component import (
    JUDGED_BITS,
    components,
    consistent,
    exclusive_labels,
    judged_pairs,
)
from ecosystem_graph.resolve.project.decision import confidence, decide, uncertain, unrivalled, weigh
from ecosystem_graph.resolve.project.evidence import Facts, compare, gather

__all__ = ["Linked", "link_projects", "weigh_projects"]

logger = logging.getLogger(__name__)

_METHOD: Final = "evidence"
_CLASS: Final = "project"


class Linked(NamedTuple):
    """What is known of projects that several sources state.

    Attributes:
        identity: Links, columns of `IDENTITY_SCHEMA`; those of other classes are as they were.
        candidates: Pairs that may be one and are kept apart, columns of naming_evidence.CANDIDATE_SCHEMA.
    """

    identity: pl.DataFrame
    candidates: pl.DataFrame


def link_projects(
    tables: Mapping[str, pl.LazyFrame],
    identity: pl.DataFrame,
    documents: Collection[str],
    organisations: pl.DataFrame | None = None,
    judgements: Sequence[Judgement] = (),
) -> Linked:
    """Bring together projects that several lists or documents state.

    Args:
        tables: Record tables; only those rows are read that are about candidates.
        identity: Links by identifiers and by acronyms of prose, columns of `IDENTITY_SCHEMA`; none of them is undone.
        documents: Sources whose records are documents and no list.
        organisations: Stated keys of organisations (``subject``) and their canonical ones (``object``).
        judgements: What people decided about keys of projects, stated or canonical; goes before all evidence.

    Returns:
        Links and candidates. The canonical key of projects that become one is that of the strongest identifier among
        them, else the smallest. O(n log n); memory grows with the candidates.
    """
    known = identity.filter(pl.col("subject_class") == _CLASS)
    nodes = known.select(key="subject", node="object")
    weighed, listed, facts = weigh_projects(tables, nodes, documents, organisations)
    judged = judged_pairs(judgements, nodes, tables["project"])
    edges = pl.concat([unrivalled(decide(weighed), listed), judged.filter("is_same")], how="diagonal_relaxed")
    edges = consistent(edges.drop("is_same"), exclusive_labels(listed, facts.identifiers, judged))
    named = _named(edges, known)
    candidates = _candidates(uncertain(weighed), named, judged)
    if edges.is_empty():
        return Linked(identity, candidates)
    logger.info("found %d links between projects of several sources among %d pairs", edges.height, weighed.height)
    rows = _rows(edges, named, _stated(named, nodes, tables), known)
    kept = identity.join(rows, on=["subject_class", "subject"], how="anti")
    return Linked(pl.concat([kept, rows]).sort("subject_class", "subject"), candidates)


def weigh_projects(
    tables: Mapping[str, pl.LazyFrame],
    nodes: pl.DataFrame,
    documents: Collection[str],
    organisations: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame, Facts]:
    """Return the pairs worth a look with their evidence, the lists of the projects in them, and what is known of them.

    Args:
        tables: Record tables.
        nodes: ``key`` and ``node`` of projects that were brought together before; others are nodes of their own.
        documents: Sources whose records are documents and no list.
        organisations: Stated and canonical keys of organisations.
    """
    words = _noded(shared_words(tables), nodes)
    everything = _all_keys(words, nodes)
    listed = _noded(listings(everything, tables, documents), nodes).unique()
    pairs = find_pairs(words.select("node", "kind", "word"), listed.select("node", "listing"))
    wanted = pl.concat([pairs.select(node="one"), pairs.select(node="other")]).unique()
    facts = gather(everything.join(wanted, on="node", how="semi"), tables, organisations)
    return weigh(compare(pairs, facts)), listed.select("node", "listing").unique(), facts


def _noded(rows: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    return rows.join(nodes, on="key", how="left").with_columns(node=pl.coalesce("node", "key"))


def _all_keys(words: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Return all keys, as stated, of the nodes that have a word: key, node."""
    of_nodes = words.select("node").unique()
    several = nodes.join(of_nodes, on="node", how="semi")
    return pl.concat([words.select("key", "node"), several.select("key", "node")]).unique().sort("key")


def _named(edges: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return node and object: the key that all nodes of a component have from now on."""
    by_identifier = known.filter(pl.col("method") == "identifier").select(node="object").unique()
    scheme = pl.col("node").str.extract(r"^([^.]*)")
    rank = {name: place for place, name in enumerate(SCHEME_STRENGTH)}
    strength = scheme.replace_strict(rank, default=len(rank), return_dtype=pl.Int64)
    strong = by_identifier.with_columns(rank=strength)
    ranked = components(edges).join(strong, on="node", how="left").sort("component", "rank", "node", nulls_last=True)
    return ranked.with_columns(object=pl.col("node").first().over("component")).select("node", "object")


def _stated(named: pl.DataFrame, nodes: pl.DataFrame, tables: Mapping[str, pl.LazyFrame]) -> pl.DataFrame:
    """Return key and node of everything that is stated about the nodes; a node may be a stated key itself."""
    wanted = named.select(key="node").lazy()
    themselves = tables["project"].select("key").join(wanted, on="key", how="semi").unique().collect()
    not_renamed = themselves.join(nodes, on="key", how="anti").select("key", node="key")
    return pl.concat([nodes.join(named, on="node", how="semi").select("key", "node"), not_renamed]).unique()


def _rows(edges: pl.DataFrame, named: pl.DataFrame, stated: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return one identity link per stated key: what the strongest edge of its node says, and why it was a node."""
    both = pl.concat([edges.with_columns(node=here, to=there) for here, there in (PAIR, PAIR[::-1])], how="diagonal")
    best = both.sort("bits", "to", descending=[True, False]).unique("node", keep="first", maintain_order=True)
    told = best.select("node", confidence=confidence("bits"), evidence=_sentence())
    before = known.select(key="subject", earlier="evidence", sureness="confidence")
    joined = stated.join(named, on="node").join(told, on="node").join(before, on="key", how="left")
    less = pl.min_horizontal(pl.col("confidence").cast(pl.Float64), pl.col("sureness").cast(pl.Float64))
    sure = pl.when(pl.col("sureness").cast(pl.Float64) <= less).then("sureness").otherwise("confidence")
    return joined.select(
        subject_class=pl.lit(_CLASS),
        subject="key",
        object="object",
        method=pl.lit(_METHOD),
        confidence=sure,
        evidence=pl.concat_str("earlier", "evidence", separator="; ", ignore_nulls=True),
    ).cast(IDENTITY_SCHEMA)


def _candidates(pairs: pl.DataFrame, named: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Return pairs that may be one, by canonical keys and best first, without those that are settled."""
    open_pairs = pairs.join(judged, on=PAIR, how="anti")
    told = open_pairs.with_columns(evidence=_sentence("other"), confidence=confidence("bits"))
    for side in PAIR:
        told = told.join(
            named.select(pl.col("node").alias(side), pl.col("object").alias(f"{side}_key")), on=side, how="left"
        )
    ends = [pl.coalesce(f"{side}_key", side) for side in PAIR]
    placed = told.with_columns(subject=pl.min_horizontal(ends), object=pl.max_horizontal(ends))
    apart = placed.filter(pl.col("subject") != pl.col("object")).sort(
        ["bits", "subject", "object", *PAIR], descending=[True, *[False] * 4]
    )
    best = apart.unique(["subject", "object"], keep="first", maintain_order=True)
    key = pl.concat_str(pl.lit(_CLASS), "subject", "object", separator=".")
    named_columns = {"key": key, "subject_class": pl.lit(_CLASS), "method": pl.lit(_METHOD), "weight": pl.col("bits")}
    return best.with_columns(**named_columns).select(CANDIDATE_SCHEMA.names()).cast(CANDIDATE_SCHEMA)


def _sentence(to: str = "to") -> pl.Expr:
    """Say what the pair has in common, as a person reads it."""
    words = [
        pl.when(pl.col(name).fill_null(value=False)).then(pl.lit(f"{adjective} {name}"))
        for name, adjective in (
            ("acronym", "same"), ("title", "same"), ("programme", "same"), ("period", "same"), ("start", "same"),
            ("end", "same"),
        )
    ]  # fmt: skip
    amounts = [
        pl.when(pl.col(kind).is_in(["equal", "rounded"])).then(pl.format(f"{{}} {label} amount", kind))
        for kind, label in (("total", "total"), ("eu", "EU"))
    ]
    partners = pl.when(pl.col("partners") > 0).then(pl.format("{} of {} partners in common", "partners", "listed"))
    promised = pl.when(pl.col("indicators") > 0).then(pl.format("{} equal indicators", "indicators"))
    facts = pl.concat_str(*words, *amounts, partners, promised, separator=", ", ignore_nulls=True)
    weighed = pl.format("{} as {} ({} bits)", facts, to, pl.col("bits").round(0).cast(pl.Int64))
    return pl.when(pl.col("bits") < JUDGED_BITS).then(weighed).otherwise(pl.format("judged to be {}", to))
