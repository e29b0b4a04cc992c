"""Who takes part in which project: organisations, regions, countries, clusters or domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.namespaces import COUNTRY, DEF, DEFAULT_BASE, NUTS
from ecosystem_graph.network.actor import (
    describe_clusters,
    describe_countries,
    describe_domains,
    describe_participants,
    describe_regions,
)
from ecosystem_graph.network.choice import check_choice, check_nuts_level
from ecosystem_graph.resolve.edition import main_counterpart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecosystem_graph.network.recipe import Recipe

    Tables = Mapping[str, pl.DataFrame]

__all__ = ["LEVELS", "Affiliation", "Level", "affiliate", "counterparts_of_level", "locate_participations"]

Level = Literal["organisation", "region", "country", "cluster", "domain"]
"""What a node of a network stands for; ``domain`` is a smart specialisation domain."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""All levels."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The two-mode network that projections start from.

    Attributes:
        level: What actors are.
        rows: ``project``, ``actor``, ``member``, ``participation`` (key, null where no participation says it), ``lead``
            (whether the member led the project); sorted. An actor has one row per project and member: member is the
            organisation where each organisation of a region counts, and the actor itself where the region counts once.
        actors: ``key`` (sorted), ``id`` (IRI), ``label`` and what is known of ``country``, ``region``, ``type``.
        recipe: Level, edition of the regions and coverage.
    """

    level: Level
    rows: pl.DataFrame
    actors: pl.DataFrame
    recipe: Recipe


def affiliate(
    tables: Tables, level: Level = "organisation", *, nuts: int = 2, each: bool = False, base_iri: str = DEFAULT_BASE
) -> Affiliation:
    """Return who took part in which project.

    Args:
        tables: Consolidated tables; ``participation`` holds the selected rows. An organisation needs no other row.
        level: What actors are. Clusters take part through what projects say of them and through their members; domains
            are those of the project.
        nuts: Level of the regions, 0-3. Regions of other editions are brought to the edition of the release where one
            counterpart holds nearly all inhabitants; other rows, and rows with a coarser region, are counted as
            without region.
        each: Whether each organisation of a region or country counts, not the region or country once per project.
        base_iri: Base IRI of the data, ending in ``/``.

    Raises:
        QueryParameterError: The level is unknown.
        NotFoundError: No actor of this level takes part in the selected projects.
    """
    check_choice("level", level, LEVELS)
    check_nuts_level(nuts)
    rows, actors, recipe = _READERS[level](tables, nuts)
    if rows.is_empty() and tables["participation"].height:
        raise NotFoundError(f"none of the selected projects has a {level}; {recipe.get('coverage', 'none is known')}")
    members = rows.with_columns(member="organisation" if each else "actor")
    once = members.group_by("project", "actor", "member").agg(pl.col("participation").min(), pl.col("lead").any())
    counted = once.group_by("actor").agg(projects=pl.col("project").n_unique().cast(pl.Int64))
    described = actors.drop("projects", strict=False).join(counted, left_on="key", right_on="actor")
    described = described.with_columns(id=_ids(described, level, tables, base_iri)).sort("key")
    return Affiliation(
        level, once.sort("project", "actor", "member"), described, {"level": _name(level, nuts), **recipe}
    )


def _name(level: Level, nuts: int) -> str:
    return f"NUTS {nuts} region" if level == "region" else {"domain": "smart specialisation domain"}.get(level, level)


_Found = tuple[pl.DataFrame, pl.DataFrame, "Recipe"]


def _participations(tables: Tables) -> pl.DataFrame:
    """Return the columns that all levels use; tables made by hand may lack key and role."""
    table = tables["participation"]
    missing = [name for name in ("key", "role", "region_edition") if name not in table.columns]
    filled = table.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    return filled.select(
        "project", "organisation", "name", "country", pl.col("region").cast(pl.String),
        edition=pl.col("region_edition").cast(pl.String), participation="key",
        lead=(pl.col("role") == "lead").fill_null(value=False),
    )  # fmt: skip


def _by_organisation(tables: Tables, _nuts: int) -> _Found:
    table = _participations(tables)
    actors = describe_participants(table, tables["organisation"]).rename({"organisation": "key"})
    stated = table.drop_nulls("region")["edition"].fill_null("not stated").unique().sort()
    known = {f"organisations_with_{name}": actors[name].count() for name in ("country", "region")}
    recipe: Recipe = {"organisations": actors.height, **known, "nuts_edition": ", ".join(stated) or "none"}
    return table.with_columns(actor="organisation"), actors, recipe


def _by_country(tables: Tables, _nuts: int) -> _Found:
    table = _participations(tables)
    own = tables["organisation"].select(organisation="key", own="country").unique("organisation", keep="any")
    placed = table.join(own, on="organisation", how="left").with_columns(actor=pl.coalesce("country", "own"))
    rows = placed.drop_nulls("actor")
    recipe: Recipe = {"coverage": f"{rows.height:,} of {table.height:,} participations have a country"}
    return rows, describe_countries(rows["actor"].unique(), tables["country"]), recipe


def _by_region(tables: Tables, nuts: int) -> _Found:
    rows, recipe = locate_participations(tables, nuts)
    described = describe_regions(rows["actor"].unique(), tables["region"], str(recipe["nuts_edition"]))
    return rows, described, recipe


def locate_participations(tables: Tables, nuts: int) -> tuple[pl.DataFrame, Recipe]:
    """Return participations with their region on one level, in the edition of the release.

    Args:
        tables: Consolidated tables with ``participation`` and ``harmonised``.
        nuts: Level of the regions, 0-3.

    Returns:
        Rows with a region: ``project``, ``organisation``, ``participation`` (key), ``lead``, ``actor`` (NUTS code) and
        what the row states; and edition and coverage for the recipe.
    """
    table = _participations(tables)
    edition, counterparts = counterparts_of_level(tables["harmonised"], nuts)
    moved = table.join(counterparts, on=["region", "edition"], how="left", nulls_equal=True)
    rows = moved.drop_nulls("actor")
    without, coarse = table["region"].null_count(), _coarser(moved, nuts)
    elsewhere = table.height - rows.height - without - coarse
    return rows, {
        "nuts_edition": edition or "none",
        "coverage": f"{rows.height:,} of {table.height:,} participations have a region ({without:,} none, "
        f"{coarse:,} one coarser than NUTS {nuts}, {elsewhere:,} one without counterpart in edition {edition})",
    }


def counterparts_of_level(harmonised: pl.DataFrame, nuts: int) -> tuple[str | None, pl.DataFrame]:
    """Return the edition of the release, and each stated region's counterpart of the level wanted.

    Returns:
        The edition; ``region`` and ``edition`` as stated, and ``actor``, where one counterpart holds nearly all people.
    """
    edition = harmonised["target_edition"].drop_nulls().max()
    fine = harmonised.filter(pl.col("target").str.len_chars() >= 2 + nuts)
    shortened = fine.with_columns(pl.col("target").str.head(2 + nuts))
    # The shares of what lies in one and the same larger region belong together.
    merged = shortened.group_by("region", "edition", "target").agg(pl.col("share").sum())
    counterparts = main_counterpart(merged).rename({"target": "actor"})
    return None if edition is None else str(edition), counterparts


def _coarser(moved: pl.DataFrame, nuts: int) -> int:
    return moved.filter(pl.col("actor").is_null(), pl.col("region").str.len_chars() < 2 + nuts).height


def _by_cluster(tables: Tables, _nuts: int) -> _Found:
    table = _participations(tables)
    belonging = pl.concat([
        tables["membership"].select("organisation", actor="cluster"),
        tables["cluster"].drop_nulls("managed_by").select(organisation="managed_by", actor="key"),
    ]).unique()  # fmt: skip
    through = table.join(belonging, on="organisation").select(
        "project", "actor", "organisation", "participation", "lead"
    )
    said = tables["relation"].filter(pl.col("predicate") == "involvesCluster", pl.col("subject_class") == "project")
    stated = said.filter(pl.col("subject").is_in(table["project"].unique().implode())).select(
        project="subject", actor="object", organisation="object", participation=pl.lit(None, pl.String), lead=False
    )
    rows = pl.concat([through, stated])
    involved = rows["project"].n_unique()
    recipe: Recipe = {"coverage": f"{involved:,} of {table['project'].n_unique():,} projects involve a known cluster"}
    return rows, describe_clusters(rows["actor"].unique(), tables["cluster"]), recipe


def _by_domain(tables: Tables, _nuts: int) -> _Found:
    projects = tables["participation"]["project"].unique()
    stated = tables["topic"].filter(pl.col("subject_class") == "project", pl.col("scheme") == "s3-domain")
    rows = stated.filter(pl.col("subject").is_in(projects.implode())).select(
        project="subject", actor="code", organisation="code", participation=pl.lit(None, pl.String), lead=False
    )
    known = rows["project"].n_unique()
    recipe: Recipe = {"coverage": f"{known:,} of {len(projects):,} projects have a smart specialisation domain"}
    return rows, describe_domains(rows["actor"].unique()), recipe


_READERS: Mapping[Level, Callable[[Tables, int], _Found]] = {
    "organisation": _by_organisation,
    "region": _by_region,
    "country": _by_country,
    "cluster": _by_cluster,
    "domain": _by_domain,
}


def _ids(actors: pl.DataFrame, level: Level, tables: Tables, base_iri: str) -> pl.Series:
    """Return the IRIs by which the graph knows the actors."""
    keys = encode_keys(actors["key"])
    if level == "country":
        authority = tables["country"].select(code="code", authority="key").unique("code", keep="any")
        known = actors.select(code="key").join(authority, on="code", how="left", maintain_order="left")
        return COUNTRY + known.select(pl.coalesce("authority", "code")).to_series()
    prefix = {"region": NUTS, "domain": f"{DEF}s3-domain/"}.get(level, f"{base_iri}id/{level}/")
    return prefix + keys
