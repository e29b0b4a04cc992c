"""Partner rows of keep.eu as mentions, under the keys that the importer of the old export gives them."""

from pathlib import Path

import polars as pl

from ecosystem_graph.records.key import digest_rows
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.sources.registry import importer_of

__all__ = ["in_judged_towns", "read_partners"]


def read_partners(path: Path) -> pl.DataFrame:
    """Read partner rows with their towns in GeoNames.

    Args:
        path: The converted export; it has the columns of the sheet of partners, and an identifier per row.

    Returns:
        Columns of name.MENTION_SCHEMA, one row per name, country and town; key is ``keep-eu.`` and their digest.
    """
    raw = pl.read_csv(path, infer_schema=False)
    prefix = pl.col("Country.code").str.extract(r"^\s*([A-Z]{2})\b")
    digests = "keep-eu." + digest_rows(raw.select("Project.Partner", prefix, "Town"))
    keys = raw.select(key="keep-eu-geonames." + pl.col("ID_PARTNER"), own=digests)
    read = importer_of("keep-eu-geonames").read(path).records["organisation"]
    rows = read.select("key", "name", "country", city="town").join(keys, on="key").with_columns(key="own")
    filled = rows.select(pl.col(name).fill_null("") for name in MENTION_SCHEMA)
    return filled.unique("key", keep="first", maintain_order=True)


def in_judged_towns(partners: pl.DataFrame, sample: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in the towns of judged ones: nearly the same figures in a third of the time."""
    judged = pl.concat([sample["subject"], sample["object"]]).unique()
    towns = partners.filter(pl.col("key").is_in(judged.implode())).select("country", "city").unique()
    return partners.join(towns, on=["country", "city"], maintain_order="left")
