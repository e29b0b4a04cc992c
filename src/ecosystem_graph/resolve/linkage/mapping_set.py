"""Decisions as a mapping set: SSSOM rows with score, method, evidence and review state."""

import polars as pl

__all__ = ["MAPPING_SCHEMA", "format_sssom", "match_mappings"]

_EXACT, _CLOSE = "skos:exactMatch", "skos:closeMatch"
_HEAD = """#curie_map:
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#license: https://creativecommons.org/licenses/by/4.0/
#mapping_set_id: {identifier}
#mapping_tool: ecosystem-graph
"""
MAPPING_SCHEMA = pl.Schema(
    {
        "subject_id": pl.String,
        "subject_label": pl.String,
        "predicate_id": pl.String,
        "object_id": pl.String,
        "object_label": pl.String,
        "mapping_justification": pl.String,
        "confidence": pl.Float64,
        "comment": pl.String,
    }
)


def match_mappings(matches: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Return matches as rows of a mapping set.

    Args:
        matches: Columns of matching.MATCH_SCHEMA.
        mentions: key, name.

    Returns:
        Columns of `MAPPING_SCHEMA`, best candidates only; a match is exact, a candidate is close and not reviewed.
    """
    best = matches.filter(pl.col("rank") == 1).join(mentions.select("key", "name"), on="key", maintain_order="left")
    odds = (2.0 ** pl.col("weight").clip(-30, 30)) / (1 + 2.0 ** pl.col("weight").clip(-30, 30))
    state = pl.when("is_match").then(pl.lit("accepted by rule")).otherwise(pl.lit("candidate, not reviewed"))
    return best.select(
        subject_id="key",
        subject_label="name",
        predicate_id=pl.when("is_match").then(pl.lit(_EXACT)).otherwise(pl.lit(_CLOSE)),
        object_id="organisation",
        object_label="reference_name",
        mapping_justification=pl.lit("semapv:LexicalMatching"),
        confidence=odds.round(4),
        comment=pl.format("{}; weight {} bits, lead {} bits", state, "weight", "lead"),
    ).sort("subject_id")


def format_sssom(mappings: pl.DataFrame, identifier: str) -> str:
    """Return a mapping set as SSSOM/TSV.

    Args:
        mappings: Columns of `MAPPING_SCHEMA`.
        identifier: IRI of the set.

    Returns:
        Text: metadata in comments, then the table.

    Source:
        SSSOM, https://mapping-commons.github.io/sssom/
    """
    return _HEAD.format(identifier=identifier) + mappings.write_csv(separator="\t")
