"""Texts about projects and other entities, and the concepts they are filed under."""

from dataclasses import replace

import polars as pl

from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import coded, digests, field_name, has_letters, item_lists, published

__all__ = ["PERSON_MARK", "read_texts", "read_topics"]

PERSON_MARK = "[name removed]"
_SHORTEST_NAME = 5


def read_texts(rows: Rows, persons: pl.DataFrame) -> pl.DataFrame:
    """Return the ``text`` table; words are unchanged but for white space at both ends and names of persons.

    Args:
        rows: Keyed rows.
        persons: Names that were left out, by ``entity``.
    """
    tables, slots = [], dict[str, int]()
    for text in rows.definition.texts:
        slots[text.role] = slots.get(text.role, 0) + 1
        slot = "" if slots[text.role] == 1 else f".{slots[text.role]}"
        stated = rows.frame.select("record", "entity", text=published(text.rule))
        tables.append(
            stated.filter(has_letters(pl.col("text"))).with_columns(
                role=pl.lit(text.role), language=pl.lit(text.language), slot=pl.lit(slot)
            )
        )
    if not tables or rows.definition.subject_class is None:
        return pl.DataFrame()
    stacked = _without_names(pl.concat(tables), persons)
    about = ["entity", "role", "slot", "language"]
    once = stacked.sort(*about, "text", "record").unique([*about, "text"], keep="first", maintain_order=True)
    other = pl.int_range(pl.len()).over("entity", "role", "slot") > 0
    told = pl.when(other).then(pl.lit(".") + digests(once, [pl.col("text")])).otherwise(pl.lit(""))
    return once.select(
        "record", "role", "language", "text", key=pl.format("{}.{}{}{}", "entity", "role", "slot", told),
        subject="entity",
        subject_class=pl.lit(rows.definition.subject_class), translation_status=pl.lit("unknown"),
        language_basis=pl.when(pl.col("language") == "und").then(pl.lit("detected")).otherwise(pl.lit("stated")),
    ).sort("key")  # fmt: skip


def read_topics(rows: Rows, findings: Findings) -> pl.DataFrame:
    """Return the ``topic`` table: one row per project or entity and concept, raw words kept."""
    tables = []
    for topic in rows.definition.topics:
        # The words of the source stay whole; the pattern says which part of them is the code.
        words = item_lists(replace(topic.rule, pattern=None, prefix="", pad=0))
        listed = rows.frame.select(PLACE, "record", "entity", raw=words).explode("raw").drop_nulls("raw")
        part = published(replace(topic.rule, columns=("raw",), split="", value=None))
        listed = listed.with_columns(part=part)
        listed = listed.with_columns(coded(listed, topic.rule, findings, "part").alias("code"))
        findings.add_rows(
            "EG-TAB-012", listed.filter(pl.col("part").is_null()), field=field_name(topic.rule), found="raw"
        )
        tables.append(listed.drop_nulls("code").with_columns(scheme=pl.lit(topic.scheme)))
    if not tables or rows.definition.subject_class is None:
        return pl.DataFrame()
    about = ["subject", "scheme", "code"]
    stacked = pl.concat(tables).select(
        "record",
        "scheme",
        "code",
        "raw",
        subject="entity",
        subject_class=pl.lit(rows.definition.subject_class),
        basis=pl.lit("stated"),
    )
    return stacked.sort("record").unique(about, keep="first", maintain_order=True).sort(about)


def _without_names(texts: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Remove the names of persons from the texts of their projects."""
    names = persons.filter(pl.col("name").str.len_chars() >= _SHORTEST_NAME)
    for _ in range(names.group_by("entity").len()["len"].max() or 0):  # type: ignore[arg-type]
        some = names.unique("entity", keep="first", maintain_order=True)
        names = names.join(some, on=["entity", "name"], how="anti")
        joined = texts.join(some, on="entity", how="left", maintain_order="left").with_row_index("@index")
        named = joined.filter(pl.col("text").str.contains(pl.col("name"), literal=True))
        cleaned = [text.replace(name, PERSON_MARK) for text, name in named.select("text", "name").iter_rows()]
        if cleaned:
            joined = joined.with_columns(joined["text"].scatter(named["@index"], cleaned))
        texts = joined.drop("name", "@index")
    return texts
