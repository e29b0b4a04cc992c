"""Who is who in a release as a mapping set: what was joined, what may be one, what people decided."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import polars as pl

from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.mapping_set import MAPPING_SCHEMA
from ecosystem_graph.resolve.review.release_table import OrganisationTables

__all__ = ["IDENTITY_MAPPING_SCHEMA", "REGISTRIES", "identity_mappings"]

REGISTRIES: Mapping[str, str] = MappingProxyType(
    {
        "pic": "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/how-to-participate/org-details/",
        "ror": "https://ror.org/",
        "wikidata": "http://www.wikidata.org/entity/",
    }
)
"""Identifier schemes whose values are addresses elsewhere, with the start of the address."""

_FIRST = {name: MAPPING_SCHEMA[name] for name in ("subject_id", "subject_label")}
IDENTITY_MAPPING_SCHEMA = pl.Schema({**_FIRST, "predicate_modifier": pl.String(), **MAPPING_SCHEMA})
"""Columns of a mapping set with negative mappings: ``predicate_modifier`` is ``Not`` there."""

_EXACT, _CLOSE = "skos:exactMatch", "skos:closeMatch"
_LEXICAL, _MANUAL = "semapv:LexicalMatching", "semapv:ManualMappingCuration"
"""Equal identifiers are compared as texts too; the comment says which feature agreed."""
_PUBLISHED = "semapv:UnspecifiedMatching"
_REVIEWED, _ACCEPTED, _OPEN = "reviewed", "accepted by rule", "candidate, not reviewed"


def identity_mappings(tables: OrganisationTables, base: str, judgements: Iterable[Judgement] = ()) -> pl.DataFrame:
    """Return the decisions of a release about organisations.

    Args:
        tables: The release.
        base: Base IRI of its entities.
        judgements: What people decided; pairs judged different are negative mappings.

    Returns:
        Columns of `IDENTITY_MAPPING_SCHEMA`, sorted by subject and object: what was joined, what may be one, what is
        judged different, and entries of other registries with the identifiers that sources give. Comments begin with
        the state of review: ``reviewed``, ``accepted by rule``, ``candidate, not reviewed`` or ``published``.
    """
    rows = pl.concat([_joined(tables), _candidates(tables), _refused(tables, judgements)])
    names = tables.consolidated("organisation").select("key", "name").unique("key", keep="first")
    stated = tables.members.select("key", "name").drop_nulls().sort("name").unique("key", keep="first")
    labels = pl.concat([names, stated]).unique("key", keep="first", maintain_order=True)
    for side in ("subject", "object"):
        rows = rows.join(labels.rename({"key": side, "name": f"{side}_label"}), on=side, how="left")
        iris = f"{base}id/organisation/" + encode_keys(rows[side])
        rows = rows.with_columns(iris.alias(f"{side}_id"))
    rows = pl.concat([rows, _registered(tables, labels, base).select(rows.columns)])
    filled = rows.with_columns(pl.col("subject_label", "object_label").fill_null(""))
    return filled.select(list(IDENTITY_MAPPING_SCHEMA)).sort("subject_id", "object_id", "comment")


def _registered(tables: OrganisationTables, labels: pl.DataFrame, base: str) -> pl.DataFrame:
    """Return links to the registries that have an address for each entry."""
    known = tables.consolidated("identifier").filter(
        pl.col("subject_class") == "organisation", pl.col("scheme").is_in(sorted(REGISTRIES))
    )
    known = (
        known.select("subject", "scheme", "value")
        .unique()
        .join(labels.rename({"key": "subject", "name": "subject_label"}), on="subject", how="left")
    )
    address = pl.col("scheme").replace_strict(REGISTRIES, return_dtype=pl.String)
    return known.select(
        "subject",
        "subject_label",
        object="value",
        object_label=pl.lit(None, pl.String),
        predicate_modifier=pl.lit(None, pl.String),
        predicate_id=pl.lit(_EXACT),
        mapping_justification=pl.lit(_PUBLISHED),
        confidence=pl.lit(1.0),
        comment=pl.format("published; identifier {}", "scheme"),
        subject_id=f"{base}id/organisation/" + encode_keys(known["subject"]),
        object_id=address + encode_keys(known["value"]),
    )


def _joined(tables: OrganisationTables) -> pl.DataFrame:
    links = tables.consolidated("identity").filter(
        pl.col("subject_class") == "organisation", pl.col("subject") != pl.col("object")
    )
    is_judged = pl.col("method") == "judgement"
    state = pl.when(is_judged).then(pl.lit(_REVIEWED)).otherwise(pl.lit(_ACCEPTED))
    justification = pl.when(is_judged).then(pl.lit(_MANUAL)).otherwise(pl.lit(_LEXICAL))
    return links.select(
        "subject",
        "object",
        predicate_modifier=pl.lit(None, pl.String),
        predicate_id=pl.lit(_EXACT),
        mapping_justification=justification,
        confidence=pl.col("confidence").cast(pl.Float64),
        comment=state + "; " + pl.col("evidence"),
    )


def _candidates(tables: OrganisationTables) -> pl.DataFrame:
    pairs = tables.consolidated("candidate").filter(pl.col("subject_class") == "organisation")
    return pairs.select(
        "subject",
        "object",
        predicate_modifier=pl.lit(None, pl.String),
        predicate_id=pl.lit(_CLOSE),
        mapping_justification=pl.lit(_LEXICAL),
        confidence=pl.col("confidence").cast(pl.Float64),
        comment=pl.lit(_OPEN + "; ") + pl.col("evidence"),
    )


def _refused(tables: OrganisationTables, judgements: Iterable[Judgement]) -> pl.DataFrame:
    """Return the pairs of organisations of the release that are judged different."""
    known = tables.canonical
    rows = [
        (each.subject, each.object, "Not", _EXACT, _MANUAL, 1.0, f"{_REVIEWED}; {each.where}")
        for each in judgements
        if not each.is_same and each.subject in known and each.object in known
    ]
    columns = ("subject", "object", "predicate_modifier", "predicate_id", "mapping_justification")
    schema = {**dict.fromkeys(columns, pl.String), "confidence": pl.Float64, "comment": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
