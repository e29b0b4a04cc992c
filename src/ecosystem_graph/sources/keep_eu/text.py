"""Texts of projects: titles, descriptions, results, achievements and outputs in up to three languages.

Columns for English are tagged ``en`` on the word of the header (basis `stated`), since the detector agrees with nearly
all of them. The exception is `Project Name`, which some programmes fill with a German or Dutch title: a text without
any English function word is given the detected language where the detector is nearly sure, and reported. All other
columns are untagged and take the detected language, or `und`. A cell without any letter or digit (a full stop, say) is
no text. Keys use the column, not the language, so that a better detector does not change them.
"""

import html.entities

import polars as pl

from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, targets
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.language import detect_language
from ecosystem_graph.sources.keep_eu.sheet import Sheet
from ecosystem_graph.sources.language import UNDETERMINED

__all__ = ["read_texts"]

_SETTINGS = DESCRIPTION["language"]
_ENGLISH_WORD = r"(?i)\b(?:the|and|of|for|with)\b"
_TAG = r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>"
_ENTITY = r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);"


def read_texts(projects: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``text`` table; words are unchanged but for white space at both ends.

    Args:
        projects: Keyed rows.
        findings: Told of texts in another language than their column's, and of texts with markup.
    """
    slots = targets("projects", "text")
    long = (
        projects.rows.select("row", "record", "key", *slots)
        .unpivot(on=list(slots), index=["row", "record", "key"], variable_name="column", value_name="text")
        .with_columns(pl.col("text").str.strip_chars())
        .filter(pl.col("text").str.contains(r"[\p{L}\p{N}]"))
        .with_columns(
            role=pl.col("column").replace_strict({column: role for column, (role, _) in slots.items()}),
            slot=pl.col("column").replace_strict({column: slot for column, (_, slot) in slots.items()}),
        )
    )
    tagged = _tag(long)
    for column, rows in tagged.group_by("column"):
        name = str(column[0])
        findings.add_rows("EG-KEEP-031", projects, rows.filter(_has_markup(rows["text"])), field=name, found="text")
        foreign = rows.filter((pl.col("slot") == "en") & (pl.col("language") != "en"))
        findings.add_rows("EG-KEEP-032", projects, foreign, field=name, found="text", detail="detail")
    return tagged.select(
        "record",
        "role",
        "language",
        "language_basis",
        "text",
        key=pl.format("{}.{}.{}", "key", "role", "slot"),
        subject="key",
        subject_class=pl.lit("project"),
        translation_status=pl.lit("unknown"),
    ).sort("key")


def _tag(rows: pl.DataFrame) -> pl.DataFrame:
    for_english = pl.col("slot") == "en"
    doubtful = rows.filter(~(for_english & pl.col("text").str.contains(_ENGLISH_WORD)))
    texts = doubtful["text"].unique()
    found = [detect_language(text) for text in texts]
    detected = pl.DataFrame(
        {"text": texts, "detected": [tag for tag, _ in found], "confidence": [confidence for _, confidence in found]},
        schema={"text": pl.String, "detected": pl.String, "confidence": pl.Float64},
    )
    sure = pl.col("confidence") >= pl.when(for_english).then(_SETTINGS["min_confidence_against_english"]).otherwise(
        _SETTINGS["min_confidence"]
    )
    otherwise = pl.when(for_english).then(pl.lit("en")).otherwise(pl.lit(UNDETERMINED))
    stated = for_english & (pl.col("language") == "en")
    return (
        rows.join(detected, on="text", how="left")
        .with_columns(language=pl.when(sure).then("detected").otherwise(otherwise))
        .with_columns(
            language_basis=pl.when(stated).then(pl.lit("stated")).otherwise(pl.lit("detected")),
            detail=pl.format("Detected: {}.", "language"),
        )
    )


def _has_markup(texts: pl.Series) -> pl.Series:
    entities = texts.str.extract_all(_ENTITY)
    known = [any(entity[1] == "#" or entity[1:] in html.entities.html5 for entity in some) for some in entities]
    return texts.str.contains(_TAG) | pl.Series(known, dtype=pl.Boolean)
