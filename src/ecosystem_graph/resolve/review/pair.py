"""Pairs of organisations that a person should look at, those that touch most projects first."""

import polars as pl

from ecosystem_graph.resolve.review.release_table import OrganisationTables

__all__ = ["REVIEW_SCHEMA", "WINDOW", "review_pairs"]

WINDOW = (0.0, 6.0)
"""Match weights (bits) between which neither *same* nor *different* is sure: odds of 1 to 1 and of 64 to 1."""

_SIDE = ("key", "name", "country", "town", "sources", "identifiers", "projects")
REVIEW_SCHEMA = pl.Schema(
    {
        "subject": pl.String,
        "object": pl.String,
        "decision": pl.String,
        "note": pl.String,
        "state": pl.String,
        "projects_affected": pl.UInt32,
        "weight_bits": pl.Float64,
        "subject_name": pl.String,
        "object_name": pl.String,
        **{f"{side}_{name}": pl.String for name in _SIDE[2:6] for side in ("subject", "object")},
        "evidence": pl.String,
    }
)
_APART, _JOINED = "apart", "joined"
_TOWNS = 3


def review_pairs(
    tables: OrganisationTables,
    *,
    judged: pl.DataFrame | None = None,
    window: tuple[float, float] = WINDOW,
    most: int | None = None,
) -> pl.DataFrame:
    """Return the uncertain pairs of a release.

    Two kinds are uncertain: organisations that were kept apart and may be one, and names that were joined with little
    evidence. How many projects a pair affects is the smaller number of the projects of both sides: these would get
    another partner if the decision were the other one.

    Args:
        tables: The release.
        judged: Pairs that need no review: subject, object.
        window: Least and largest match weight, in bits.
        most: How many pairs are returned at most; ``None`` returns all.

    Returns:
        Columns of `REVIEW_SCHEMA`, by projects affected, then by weight, then by keys; decision and note are empty.
    """
    pairs = pl.concat([_apart(tables), _joined(tables)]).filter(pl.col("weight_bits").is_between(*window))
    if judged is not None:
        pairs = pairs.join(judged.select("subject", "object"), on=["subject", "object"], how="anti")
        pairs = pairs.join(
            judged.select(subject="object", object="subject"),
            on=["subject", "object"],
            how="anti",
            maintain_order="left",
        )
    pairs = pairs.sort("subject", "object").with_row_index("pair")
    for side in ("subject", "object"):
        told = _describe(tables, pairs, side).rename({name: f"{side}_{name}" for name in _SIDE[1:]})
        pairs = pairs.join(told, on="pair", how="left", maintain_order="left")
    counts = [pl.col(f"{side}_projects").fill_null(0) for side in ("subject", "object")]
    ranked = pairs.with_columns(projects_affected=pl.min_horizontal(counts).cast(pl.UInt32), decision=None, note=None)
    order = ["projects_affected", "weight_bits", "subject", "object"]
    in_order = ranked.select(list(REVIEW_SCHEMA)).cast(REVIEW_SCHEMA).sort(order, descending=[True, True, False, False])
    return in_order if most is None else in_order.head(most)


def _apart(tables: OrganisationTables) -> pl.DataFrame:
    """Return pairs of canonical organisations that were kept apart: subject, object, evidence, state, weight_bits."""
    pairs = tables.consolidated("candidate").filter(pl.col("subject_class") == "organisation")
    return pairs.select("subject", "object", "evidence", state=pl.lit(_APART), weight_bits="weight")


def _joined(tables: OrganisationTables) -> pl.DataFrame:
    """Return stated organisations that were joined to a canonical one by their likeness alone."""
    links = tables.consolidated("identity").filter(
        pl.col("subject_class") == "organisation", pl.col("method") == "name linkage"
    )
    share = pl.col("confidence").cast(pl.Float64)
    return links.select(
        "subject", "object", "evidence", state=pl.lit(_JOINED), weight_bits=(share / (1 - share)).log(2).round(1)
    )


def _members(tables: OrganisationTables, pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return pair and key (stated) of all that one side of each pair stands for: what was joined stands for itself."""
    is_apart = pl.col("state") == _APART
    keys = tables.members.select("key", "canonical").unique()
    whole = pairs.select("pair", "state", "subject", canonical=side).join(keys, on="canonical")
    alone = pairs.filter(~is_apart & (side == "subject")).select("pair", key="subject")
    kept = is_apart if side == "subject" else is_apart | (pl.col("key") != pl.col("subject"))
    return pl.concat([whole.filter(kept).select("pair", "key"), alone])


def _describe(tables: OrganisationTables, pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return what the release says of one side of each pair: pair, and the columns of `_SIDE` but for the key."""
    members = _members(tables, pairs, side)
    rows = members.join(tables.members.drop("canonical"), on="key")
    sources = tables.stated("record").select(record="key", source="source").unique()
    stated = rows.join(sources, on="record", how="left").join(pairs.select("pair", asked=side), on="pair")
    said = stated.group_by("pair").agg(
        own=pl.col("name").filter(pl.col("key") == pl.col("asked")).drop_nulls().sort().first(),
        first=pl.col("name").drop_nulls().sort().first(),
        country=pl.col("country").drop_nulls().unique().sort().str.join(", "),
        town=pl.col("town").drop_nulls().unique().sort().head(_TOWNS).str.join(", "),
        sources=pl.col("source").drop_nulls().unique().sort().str.join(", "),
    )
    took_part = tables.stated("participation").select("project", key="organisation").unique()
    projects = members.join(took_part, on="key").group_by("pair").agg(projects=pl.col("project").n_unique())
    chosen = tables.consolidated("organisation").select("key", chosen="name").unique("key", keep="first")
    # Of what was joined, the name chosen for the whole may be that of either side.
    name = (
        pl.when(pl.col("state") == _APART).then(pl.coalesce("chosen", "first")).otherwise(pl.coalesce("own", "first"))
    )
    every = (
        pairs.select("pair", "state", key=side).join(said, on="pair", how="left").join(projects, on="pair", how="left")
    )
    known = every.join(chosen, on="key", how="left").join(_identifiers(tables), on="key", how="left")
    return known.select("pair", "country", "town", "sources", "identifiers", "projects", name=name)


def _identifiers(tables: OrganisationTables) -> pl.DataFrame:
    """Return key and identifiers, as one text."""
    known = tables.consolidated("identifier").filter(pl.col("subject_class") == "organisation")
    told = known.select(key="subject", told=pl.concat_str("scheme", "value", separator=" ")).unique()
    return told.group_by("key").agg(identifiers=pl.col("told").sort().str.join(", "))
