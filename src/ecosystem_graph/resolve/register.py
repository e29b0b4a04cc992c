"""Canonical keys that last: a release keeps those of the one before it, and tells where the others have gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.records.parquet import read_table, scan_table
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA
from ecosystem_graph.resolve.reference import ENTITY_TABLES

__all__ = ["REDIRECT_SCHEMA", "Kept", "Register", "keep_canonical_keys", "read_register", "stated_keys"]

REDIRECT_SCHEMA = pl.Schema(
    {
        "subject_class": pl.String,
        "subject": pl.String,
        "object": pl.String,
        "reason": pl.String,
        "deprecated": pl.Boolean,
    }
)
"""Canonical keys of earlier releases that are canonical no more; ``object`` is null where nothing took their place."""

_ID = ("subject_class", "key")
_MERGED, _GONE = "brought together with another one", "no source states it any more"
_METHOD = "identity register"
_EVIDENCE = "the key of the release before is kept"


@dataclass(frozen=True, slots=True)
class Register:
    """Which canonical key each stated key had in a release.

    Attributes:
        keys: subject_class, key (as stated) and object (canonical key), one row per stated key.
        redirects: Columns of `REDIRECT_SCHEMA`.
    """

    keys: pl.DataFrame
    redirects: pl.DataFrame

    @staticmethod
    def of(stated: pl.DataFrame, identity: pl.DataFrame, redirects: pl.DataFrame) -> "Register":
        """Return the register of a release.

        Args:
            stated: subject_class and key of all entities as stated, in any order.
            identity: Links, columns of identity.IDENTITY_SCHEMA.
            redirects: Columns of `REDIRECT_SCHEMA`.
        """
        links = identity.select("subject_class", "object", key="subject")
        every = pl.concat([stated.select(_ID), links.select(_ID)]).unique()
        placed = every.join(links, on=_ID, how="left").with_columns(pl.coalesce("object", "key"))
        return Register(placed.sort(_ID), redirects)


@dataclass(frozen=True, slots=True)
class Kept:
    """Who is who, under lasting keys.

    Attributes:
        identity: Links, columns of identity.IDENTITY_SCHEMA.
        redirects: Columns of `REDIRECT_SCHEMA`.
        renamed: subject_class, object (canonical key without the register) and kept (the one it has, if another).
    """

    identity: pl.DataFrame
    redirects: pl.DataFrame
    renamed: pl.DataFrame


def stated_keys(folders: Iterable[Path]) -> pl.DataFrame:
    """Return subject_class and key of all entities as stated.

    Args:
        folders: Folders of record tables.
    """
    paths = [folder / f"{name}.parquet" for folder in folders for name in ENTITY_TABLES]
    found = [pl.DataFrame(schema={"subject_class": pl.String, "key": pl.String})]
    for path in filter(Path.exists, paths):
        keys = scan_table(path).select(pl.lit(path.stem).alias("subject_class"), "key")
        found.append(keys.unique().collect())
    return pl.concat(found).unique()


def read_register(records: Path, consolidated: Path) -> Register:
    """Read the register of a release.

    Args:
        records: Its folder of record tables.
        consolidated: Its folder of consolidated tables.

    Raises:
        SourceFormatError: The release says nothing about who is who.
    """
    identity, redirects = consolidated / "identity.parquet", consolidated / "redirect.parquet"
    if not identity.exists():
        raise SourceFormatError(Location(consolidated), expected="a release with identity.parquet", found="none")
    # Releases had no redirects before there was a register.
    told = read_table(redirects) if redirects.exists() else pl.DataFrame(schema=REDIRECT_SCHEMA)
    return Register.of(stated_keys([records]), read_table(identity), told)


def keep_canonical_keys(
    identity: pl.DataFrame, stated: pl.DataFrame, identifiers: pl.DataFrame, previous: Register
) -> Kept:
    """Give entities the canonical keys that they had in the release before.

    A key stays with the entity that holds the record or the identifier it is named after, and where nobody does, with
    the one that most of its records went to. Where several keys come together in one entity, that of most records
    stays, and the others lead to it. So an entity that is split keeps its key for one part, and the others get the key
    that they would have had in a first release.

    Args:
        identity: Links of this release, columns of identity.IDENTITY_SCHEMA.
        stated: subject_class and key of all entities of this release, as stated.
        identifiers: Record table ``identifier``.
        previous: Register of the release before.

    Returns:
        Links and redirects, sorted. O(n log n) in the stated keys of both releases.
    """
    now = Register.of(stated, identity, previous.redirects).keys
    owned = _owned(now, identifiers, previous.keys)
    order = ["subject_class", "object", "n", "is_natural", "old"]
    ranked = owned.sort(order, descending=[False, False, True, True, False])
    chosen = ranked.unique(["subject_class", "object"], keep="first", maintain_order=True)
    renamed = chosen.filter(pl.col("object") != pl.col("old")).select("subject_class", "object", kept="old")
    redirects = _redirects(now, owned, renamed, previous)
    return Kept(_renamed_links(identity, now, renamed), redirects, renamed)


def _owned(now: pl.DataFrame, identifiers: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Return subject_class, old (key of the release before), object (entity that owns it), n (records), is_natural."""
    overlap = (
        before.rename({"object": "old"})
        .join(now, on=_ID)
        .group_by("subject_class", "old", "object")
        .agg(n=pl.len().cast(pl.Int64))
    )
    numbered = identifiers.select("subject_class", old=pl.col("scheme") + "." + pl.col("value"), key="subject")
    holders = pl.concat(
        [
            now.select("subject_class", "object", old="key"),
            numbered.unique().join(now, on=_ID).select("subject_class", "object", "old"),
        ]
    ).unique()
    olds = before.select("subject_class", old="object").unique()
    held = holders.join(olds, on=["subject_class", "old"], how="semi").with_columns(is_holder=pl.lit(value=True))
    both = overlap.join(held, on=["subject_class", "old", "object"], how="full", coalesce=True).with_columns(
        pl.col("n").fill_null(0),
        pl.col("is_holder").fill_null(value=False),
        is_natural=pl.col("object") == pl.col("old"),
    )
    order = ["subject_class", "old", "is_holder", "is_natural", "n", "object"]
    ranked = both.sort(order, descending=[False, False, True, True, True, False])
    return ranked.unique(["subject_class", "old"], keep="first", maintain_order=True)


def _redirects(now: pl.DataFrame, owned: pl.DataFrame, renamed: pl.DataFrame, previous: Register) -> pl.DataFrame:
    """Return the keys of all earlier releases that are canonical no more, with what stands for them now."""
    olds = previous.keys.select("subject_class", old="object").unique()
    homes = olds.join(owned.select("subject_class", "old", "object"), on=["subject_class", "old"], how="left")
    # A key that was retired earlier follows its record, else what it led to.
    earlier = previous.redirects.select("subject_class", "object", old="subject")
    records = now.select("subject_class", home="object", old="key")
    led = homes.select("subject_class", next="object", object="old")
    later = (
        earlier.join(records, on=["subject_class", "old"], how="left")
        .join(led, on=["subject_class", "object"], how="left")
        .select("subject_class", "old", object=pl.coalesce("home", "next"))
    )
    every = pl.concat([homes, later]).unique(["subject_class", "old"], keep="first", maintain_order=True)
    target = every.join(renamed, on=["subject_class", "object"], how="left").with_columns(
        object=pl.coalesce("kept", "object")
    )
    canonical = now.join(renamed, on=["subject_class", "object"], how="left").select(
        "subject_class", old=pl.coalesce("kept", "object")
    )
    left = target.join(canonical.unique(), on=["subject_class", "old"], how="anti")
    reason = pl.when(pl.col("object").is_null()).then(pl.lit(_GONE)).otherwise(pl.lit(_MERGED))
    rows = left.select("subject_class", "object", subject="old", reason=reason, deprecated=pl.lit(value=True))
    return rows.select(list(REDIRECT_SCHEMA)).sort("subject_class", "subject")


def _renamed_links(identity: pl.DataFrame, now: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    """Return the links with the keys that are kept, and new ones for who had its own key until now."""
    replaced = identity.join(renamed, on=["subject_class", "object"], how="left", maintain_order="left")
    links = replaced.with_columns(pl.coalesce("kept", "object").alias("object")).drop("kept")
    unlinked = now.join(renamed, on=["subject_class", "object"]).filter(pl.col("key") != pl.col("kept"))
    added = unlinked.join(identity.select("subject_class", key="subject"), on=_ID, how="anti").select(
        "subject_class",
        subject="key",
        object="kept",
        method=pl.lit(_METHOD),
        confidence=pl.lit("1.0"),
        evidence=pl.lit(_EVIDENCE),
    )
    return pl.concat([links, added.cast(IDENTITY_SCHEMA)]).sort("subject_class", "subject")
