"""Classifications: concepts with labels, and the wider concept of each."""

import polars as pl

from ecosystem_graph.sources.table.definition import Entity
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.project import WEB_ADDRESS
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import field_name, has_letters, local_code, published

__all__ = ["concept_table"]

_DEEPEST = 20
"""Levels of the deepest classification; what has more wider concepts goes round in a circle."""


def concept_table(rows: Rows, entity: Entity, findings: Findings) -> pl.DataFrame:
    """Return the ``concept`` table: one row per concept and language.

    Args:
        rows: Keyed rows.
        entity: What the definition says of concepts.
        findings: Told of wider concepts that the list lacks, of circles, and of addresses that are none.
    """
    start = len(rows.definition.slug) + 1
    iri, broader = (entity.fields.get(name) for name in ("iri", "broader"))
    nothing = pl.lit(None, pl.String)
    told = rows.frame.select(
        PLACE,
        "record",
        code=pl.col("entity").str.slice(start),
        broader=local_code(published(broader)) if broader else nothing,
        iri=published(iri) if iri else nothing,
    )
    is_address = pl.col("iri").str.contains(WEB_ADDRESS)
    if iri:
        findings.add_rows("EG-TAB-023", told.filter(~is_address), field=field_name(iri), found="iri")
    if broader:
        told = _without_circles(told, field_name(broader), findings)
        lost = told.filter(pl.col("broader").is_not_null() & ~pl.col("broader").is_in(told["code"].implode()))
        findings.add_rows("EG-TAB-029", lost, field=field_name(broader), found="broader")
    told = told.with_columns(iri=pl.when(is_address).then("iri"))
    labels = [(entity.fields["name"], rows.definition.language)]
    labels += [(each.rule, each.language) for each in rows.definition.names]
    stacked = pl.concat(
        told.with_columns(
            rows.frame.select(label=published(rule)).to_series(),
            language=pl.lit(language),
            scheme=pl.lit(entity.scheme),
        )
        for rule, language in labels
    )
    named = stacked.filter(has_letters(pl.col("label"))).sort("record")
    once = named.unique(["code", "language"], keep="first", maintain_order=True)
    repeated = named.join(once, on=["record", "code", "language"], how="anti")
    findings.add_rows("EG-TAB-035", repeated, found=pl.format("{}: {}", "code", "label"))
    key = pl.concat_str("scheme", "code", "language", separator=".")
    return once.select("record", "scheme", "code", "label", "language", "broader", "iri", key=key).sort("key")


def _without_circles(told: pl.DataFrame, field: str, findings: Findings) -> pl.DataFrame:
    """Leave out the wider concepts of those that are their own wider concept, at whatever distance."""
    wider = told.select("code", "broader").drop_nulls().unique("code", keep="first", maintain_order=True)
    reached, circular = wider, wider.filter(pl.col("code") == pl.col("broader"))["code"].to_list()
    for _ in range(_DEEPEST):
        step = reached.join(wider.rename({"code": "broader", "broader": "next"}), on="broader")
        reached = step.select("code", broader="next").filter(~pl.col("code").is_in(circular))
        circular += reached.filter(pl.col("code") == pl.col("broader"))["code"].to_list()
    is_circular = pl.col("code").is_in(circular)
    findings.add_rows("EG-TAB-033", told.filter(is_circular), field=field, found="broader")
    return told.with_columns(broader=pl.when(~is_circular).then("broader"))
