"""What is known of the nodes of a network: name, country, region and type of organisations, regions and clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyoxigraph

from ecosystem_graph.namespaces import DEF
from ecosystem_graph.resources import resource
from ecosystem_graph.sources.country import ISO_OF_EUROSTAT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "concept_names",
    "country_of_region",
    "describe_clusters",
    "describe_countries",
    "describe_domains",
    "describe_participants",
    "describe_regions",
]


def describe_participants(participations: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Return one row per organisation that takes part.

    Country and region are those that most of its participations state, ties by the smallest code; where none states
    one, that of the organisation itself.

    Args:
        participations: Consolidated participation table.
        organisations: Consolidated organisation table.

    Returns:
        ``organisation`` (key, sorted), ``label``, ``country``, ``region``, ``type`` (null when unknown), ``projects``.
    """
    columns = ["name", "country", "region", "type"]
    known = organisations.with_columns(
        pl.lit(None, pl.String).alias(name) for name in columns if name not in organisations.columns
    )
    own = known.sort("key", "name").unique("key", keep="first").select("key", *columns)
    described = participations.group_by("organisation").agg(projects=pl.col("project").n_unique().cast(pl.Int64))
    for column in ("name", "country", "region"):
        described = described.join(_most_frequent(participations, column), on="organisation", how="left")
    joined = described.join(own, left_on="organisation", right_on="key", how="left", suffix="_own")
    return joined.select(
        "organisation",
        label=pl.coalesce("name_own", "name", "organisation"),
        country=pl.coalesce("country", "country_own"),
        region=pl.coalesce("region", "region_own"),
        type="type",
        projects="projects",
    ).sort("organisation")


def describe_regions(codes: pl.Series, regions: pl.DataFrame, edition: str | None) -> pl.DataFrame:
    """Return name and country of each region: key, label, country, region.

    Args:
        codes: NUTS codes, each once.
        regions: Consolidated region table; the name of another edition is taken where the edition has none.
        edition: Edition of the codes.
    """
    ranked = regions.with_columns(other=(pl.col("edition") != (edition or "")).fill_null(value=True))
    names = (
        ranked.drop_nulls("name").sort("key", "other", "edition", "name", nulls_last=True).unique("key", keep="first")
    )
    joined = pl.DataFrame({"key": codes}).join(names.select("key", "name"), on="key", how="left")
    return joined.select(
        "key", label=pl.coalesce("name", "key"), country=country_of_region(pl.col("key")), region="key"
    ).sort("key")


def describe_countries(codes: pl.Series, countries: pl.DataFrame) -> pl.DataFrame:
    """Return name of each country (ISO 3166-1 alpha-2): key, label, country."""
    names = countries.select(key="code", label="name").unique("key", keep="any")
    joined = pl.DataFrame({"key": codes}).join(names, on="key", how="left")
    return joined.select("key", label=pl.coalesce("label", "key"), country="key").sort("key")


def describe_clusters(keys: pl.Series, clusters: pl.DataFrame) -> pl.DataFrame:
    """Return name, country and region of each cluster: key, label, country, region."""
    known = clusters.sort("key").unique("key", keep="first").select("key", "name", "country", "region")
    joined = pl.DataFrame({"key": keys}).join(known, on="key", how="left")
    return joined.select("key", label=pl.coalesce("name", "key"), country="country", region="region").sort("key")


def describe_domains(codes: pl.Series) -> pl.DataFrame:
    """Return the English name of each smart specialisation domain: key, label."""
    names = concept_names("s3-domain")
    labels = [names.get(code, code) for code in codes]
    return pl.DataFrame({"key": codes, "label": pl.Series(labels, dtype=pl.String)}).sort("key")


def country_of_region(code: pl.Expr) -> pl.Expr:
    """Return the country (ISO 3166-1 alpha-2) that a NUTS code begins with; NUTS says EL and UK for GR and GB."""
    return code.str.head(2).replace(ISO_OF_EUROSTAT)


def _most_frequent(participations: pl.DataFrame, column: str) -> pl.DataFrame:
    stated = participations.select("organisation", pl.col(column).cast(pl.String)).drop_nulls()
    counted = stated.group_by("organisation", column).len().sort("len", column, descending=[True, False])
    return counted.unique("organisation", keep="first", maintain_order=True).drop("len")


def concept_names(scheme: str) -> Mapping[str, str]:
    """Return the English label of each code of a concept scheme of the ontology."""
    path = resource("ontology", "vocabularies", f"{scheme}.ttl")
    prefix = f"{DEF}{scheme}/"
    names = {}
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        subject, label = str(triple.subject.value), triple.object
        if not triple.predicate.value.endswith("#prefLabel") or not isinstance(label, pyoxigraph.Literal):
            continue
        if label.language == "en" and subject.startswith(prefix):
            names[subject.removeprefix(prefix)] = label.value
    return names
