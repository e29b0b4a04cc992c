"""Codes in rows: those of the vocabularies, everything else is reported."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import polars as pl

from ecosystem_graph.resolve.rule import CLOSED_SCHEME, UNKNOWN_CODE, UNKNOWN_SCHEME
from ecosystem_graph.terms import CONCEPTS

__all__ = ["CODES", "OPEN_SCHEMES", "keep_known_schemes", "open_concepts"]

CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "programme": {"period": "programming-period", "strand": "strand"},
        "project": {"status": "project-status"},
        "text": {"role": "text-role", "translation_status": "translation-status"},
        "organisation": {"type": "organisation-type", "legal_status": "legal-status", "region_basis": "region-basis"},
        "identifier": {"scheme": "identifier-scheme"},
        "participation": {"role": "role", "region_basis": "region-basis"},
        "amount": {"kind": "budget-kind", "phase": "budget-phase", "state": "amount-state"},
        "indicator": {"indicator": "indicator", "comparator": "comparator", "stage": "indicator-stage"},
        "strategy": {"period": "programming-period"},
        "membership": {"member_type": "organisation-type"},
        "infrastructure": {
            "type": "infrastructure-type",
            "status": "infrastructure-status",
            "access_mode": "access-mode",
            "region_basis": "region-basis",
        },
        "cluster": {"region_basis": "region-basis"},
        "service": {"access_mode": "access-mode"},
        "geometry": {"basis": "region-basis"},
    }
)
"""Table and column to the concept scheme whose codes it holds; topics name their scheme in each row."""


OPEN_SCHEMES = tuple(scheme for scheme, codes in CONCEPTS.items() if not codes)
"""Schemes of the ontology without concepts of their own: any code is taken, and the sources' words describe it."""


def open_concepts(topics: pl.DataFrame, described: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the concepts of open schemes: scheme, code, label; sorted.

    The label is what most topics say; of equally many, the first in sorted order.

    Args:
        topics: Record table ``topic``.
        described: Concepts that a published classification describes, which need no other label: scheme, code.
    """
    used = topics.filter(pl.col("scheme").is_in(OPEN_SCHEMES))
    if described is not None:
        used = used.join(described, on=["scheme", "code"], how="anti")
    counted = used.group_by("scheme", "code", "raw").len().sort("scheme", "code", "len", "raw", nulls_last=True)
    best = counted.drop_nulls("raw").sort("len", descending=True, maintain_order=True)
    labels = best.unique(["scheme", "code"], keep="first", maintain_order=True).select("scheme", "code", label="raw")
    return used.select("scheme", "code").unique().join(labels, on=["scheme", "code"], how="left").sort("scheme", "code")


def keep_known_schemes(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables without topics and concepts of schemes that cannot take them, and findings, unknown codes too.

    A code that its scheme lacks stays: it is what the source states, in a scheme that may still grow.
    """
    topics, concepts = tables["topic"], tables["concept"]
    is_known, is_open = pl.col("scheme").is_in(list(CONCEPTS)), pl.col("scheme").is_in(OPEN_SCHEMES)
    findings = [
        UNKNOWN_SCHEME.findings(topics.filter(~is_known), "topic.scheme", "scheme"),
        CLOSED_SCHEME.findings(concepts.filter(~is_open), "concept.scheme", "scheme"),
        *_unknown_codes(tables),
        *_unknown_topics(topics.filter(is_known & ~is_open)),
    ]
    return dict(tables) | {"topic": topics.filter(is_known), "concept": concepts.filter(is_open)}, findings


def _unknown_codes(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for name in (name for name in CODES if tables[name].height):
        for column, scheme in CODES[name].items():
            unknown = tables[name].filter(~pl.col(column).is_in(list(CONCEPTS[scheme])))
            yield UNKNOWN_CODE.findings(unknown, f"{name}.{column}", column)


def _unknown_topics(topics: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for (scheme,), part in topics.partition_by("scheme", as_dict=True).items():
        unknown = part.filter(~pl.col("code").is_in(list(CONCEPTS[str(scheme)])))
        yield UNKNOWN_CODE.findings(unknown, "topic.code", pl.concat_str("scheme", "code", separator="/"))
