"""Names of known organisations to match against: a dump of a registry that can be read, or a release."""

from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.sources.registry import find_importer, importer_of

__all__ = ["read_reference"]


def read_reference(path: Path) -> pl.DataFrame:
    """Read the names of organisations.

    Args:
        path: Release folder, or a file that an importer takes (a dump of ROR, for one).

    Returns:
        organisation (ROR identifier where there is one, else key), key, name, country, city; one row per name.

    Raises:
        SourceUnavailableError: There is no such file or folder.
        SourceFormatError: It holds no organisations.
    """
    if not path.exists():
        raise SourceUnavailableError(f"{path}: no such file or folder")
    tables = _release(path) if path.is_dir() else _file(path)
    organisations, names, identifiers = tables
    known = organisations.filter(pl.col("name").is_not_null()).select("key", "name", "country", city="town")
    if not known.height:
        raise SourceFormatError(Location(path), expected="organisations with names", found="none")
    places = organisations.select("key", "country", city="town").unique("key", keep="first", maintain_order=True)
    further = names.filter(pl.col("subject_class") == "organisation").select(key="subject", name="name")
    every = pl.concat([known, further.join(places, on="key").select(known.columns)])
    ror = identifiers.filter((pl.col("scheme") == "ror") & (pl.col("subject_class") == "organisation"))
    links = ror.select(key="subject", ror=pl.lit("https://ror.org/") + pl.col("value").str.split("/").list.last())
    linked = every.join(
        links.unique("key", keep="first", maintain_order=True), on="key", how="left", maintain_order="left"
    )
    linked = linked.with_columns(organisation=pl.coalesce("ror", "key")).drop("ror")
    numbered = linked.unique(maintain_order=True).sort("organisation", "name")
    position = pl.int_range(pl.len()).over("organisation").cast(pl.String)
    return numbered.with_columns(pl.col("country", "city").fill_null(""), key=pl.col("organisation") + "#" + position)


def _release(path: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    folder = path / "consolidated"
    if not (folder / "organisation.parquet").exists():
        raise SourceFormatError(
            Location(path), expected="a release with organisations", found="no consolidated/organisation.parquet"
        )

    def table(name: str) -> pl.DataFrame:
        file = folder / f"{name}.parquet"
        return read_table(file) if file.exists() else empty_table(name)

    return table("organisation"), table("name"), table("identifier")


def _file(path: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    source = find_importer(path)
    if source is None:
        raise SourceFormatError(Location(path), expected="a layout that an importer knows", found=path.name)
    records = importer_of(source).read(path).records
    return records["organisation"], records["name"], records["identifier"]
