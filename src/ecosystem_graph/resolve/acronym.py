"""Projects that several pages in prose describe: pages rarely give an identifier, but nearly always the acronym."""

import polars as pl

from ecosystem_graph.resolve.fold import folded
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA

__all__ = ["link_acronyms", "mined_projects"]

_MINED = "pages."
"""Start of the keys of projects that were read from prose."""
_GENERIC = "pages.interreg"
"""Key of a programme of which a page says no more than the family; it contradicts no programme of the family."""
_SHORTEST = 3
_CONFIDENCE = "0.9"


def mined_projects() -> pl.Expr:
    """Return whether each row of the table ``project`` was read from prose."""
    return pl.col("key").str.starts_with(_MINED)


def link_acronyms(projects: pl.DataFrame, identity: pl.DataFrame) -> pl.DataFrame:
    """Return the identity links with those that acronyms make between projects read from prose.

    Two pages are about one project when they give the same acronym (without case, accents and signs) and no two
    different programmes. Where pages with one acronym name several programmes, those with the same programme are one,
    and those that name none stay apart. A link by identifiers goes before one by acronym; where acronyms would join
    what identifiers hold apart, they link nothing.

    Args:
        projects: Columns key, acronym and programme; rows that were not read from prose are left alone.
        identity: Links by identifiers, columns of `IDENTITY_SCHEMA`.

    Returns:
        Columns of `IDENTITY_SCHEMA`, sorted by class and subject. O(n log n).
    """
    known = identity.filter(pl.col("subject_class") == "project").select("object", key="subject")
    grouped = _grouped(projects).join(known, on="key", how="left")
    members = pl.col("key").n_unique().over("group")
    objects = pl.col("object").n_unique().over("group") - pl.col("object").has_nulls().over("group").cast(pl.UInt32)
    named = pl.coalesce(pl.col("object").min().over("group"), pl.col("key").min().over("group"))
    linked = grouped.with_columns(target=named).filter((members > 1) & (objects <= 1), pl.col("object").is_null())
    links = linked.select(
        subject_class=pl.lit("project"),
        subject="key",
        object="target",
        method=pl.lit("acronym"),
        confidence=pl.lit(_CONFIDENCE),
        evidence=pl.lit("equal acronym ") + pl.col("acronym"),
    )
    return pl.concat([identity, links.cast(IDENTITY_SCHEMA)]).sort("subject_class", "subject")


def _grouped(projects: pl.DataFrame) -> pl.DataFrame:
    """Return key, acronym and group of the projects that have a group to be in."""
    programme = pl.when(pl.col("programme") != _GENERIC).then(pl.col("programme"))
    mined = (
        projects.filter(mined_projects(), pl.col("acronym").is_not_null())
        .select("key", "acronym", folded=folded("acronym"), programme=programme)
        .unique("key", keep="first", maintain_order=True)
        .filter(pl.col("folded").str.len_chars() >= _SHORTEST)
    )
    programmes = pl.col("programme").drop_nulls().n_unique().over("folded")
    several = pl.concat_str("folded", "programme", separator="\x1f")
    return mined.with_columns(group=pl.when(programmes > 1).then(several).otherwise(pl.col("folded"))).drop_nulls(
        "group"
    )
