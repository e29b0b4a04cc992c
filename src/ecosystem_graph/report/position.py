"""Where the region stands in the network of regions: figures with ranks, partners, and a map."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.actor import describe_countries
from ecosystem_graph.network.flows import tabulate_flows
from ecosystem_graph.network.measure import measure
from ecosystem_graph.network.measurement import Options
from ecosystem_graph.network.request import NetworkRequest, make_network
from ecosystem_graph.network.structure import EDGE_SCHEMA, Network
from ecosystem_graph.picture.map import picture_map
from ecosystem_graph.report.html import Section, Table, absent, figure, number, paragraph, recipe_list, short, table

if TYPE_CHECKING:
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.report.subject import Subject

__all__ = ["describe_position"]

_FIGURES = {
    "degree": ("Partner regions", "regions with a common project", 0),
    "strength": ("Strength", "pairs of organisations in common projects with other regions", 0),
    "betweenness": ("Betweenness", "share of the shortest paths between other regions that run through it", 4),
    "gatekeeper": ("Gatekeeper", "pairs of an own-country and a foreign region that meet only here", 0),
    "liaison": ("Liaison", "pairs of regions of two other countries that meet only here", 0),
    "itinerant": ("Itinerant broker", "pairs of regions of one other country that meet only here", 0),
    "coordinator": ("Coordinator", "pairs of regions of the own country that meet only here", 0),
    "e_i_index": ("E–I index", "−1: all links within the country, 1: all abroad", 2),
}
_MEASURES = ("degree", "strength", "betweenness", "brokerage", "e-i-index")
_PARTNERS = 10


def describe_position(subject: Subject) -> list[Section]:
    """Return the sections on network position, partners and flows."""
    what = ("position", "Position in the network of regions"), ("partners", "Partners"), ("map", "Map of partners")
    try:
        made = _network(subject)
    except NotFoundError as error:
        return [Section(name, title, absent("the network", str(error))) for name, title in what]
    row = made.nodes["region"].index_of(subject.code)
    if row is None:
        why = f"no organisation of {subject.code} takes part in a selected project"
        return [Section(name, title, absent("the network", why)) for name, title in what]
    bodies = (_position(subject, made, row), _partners(subject, made), _map(subject, made, row))
    return [Section(name, title, body) for (name, title), body in zip(what, bodies, strict=True)]


def _network(subject: Subject) -> Network:
    request = NetworkRequest(
        "region", subject.nuts, "flows", "count", subject.request.where, subject.request.period
    )  # fmt: skip
    made = make_network(subject.tables, request, base_iri=subject.base_iri, release=subject.release)
    return measure(made, _MEASURES, Options(seed=subject.request.seed, by="country"))


def _position(subject: Subject, made: Network, row: int) -> str:
    rows = []
    for name, (title, meaning, digits) in _FIGURES.items():
        values = made.nodes[name].cast(pl.Float64)
        mine = values[row]
        known = values.drop_nulls()
        rank = number(1 + int((known > mine).sum())) if mine is not None else "–"
        rows.append((
            f"{escape(title)} <small>{escape(meaning)}</small>", number(mine, digits),
            f"{rank} of {len(known):,}", number(_median(known), digits),
        ))  # fmt: skip
    content = Table(f"{subject.label} among {len(made):,} regions", ("Figure", "Value ", "Rank ", "Median "), rows)
    inside = made.edges.filter((pl.col("source") == row) & (pl.col("target") == row))["weight"].sum()
    note = f"Pairs of its own organisations in common projects ({number(float(inside))}) count for no figure."
    return table(content) + paragraph(note) + recipe_list(made.recipe)


def _median(values: pl.Series) -> float | None:
    return None if values.is_empty() else float(np.median(values.to_numpy()))


def _partners(subject: Subject, made: Network) -> str:
    flows = tabulate_flows(made).with_columns(made.edges.select("projects", "first", "last"))
    own = made.nodes.filter(pl.col("region") == subject.code)["id"][0]
    mine = flows.filter((pl.col("source") == own) != (pl.col("target") == own))
    if mine.is_empty():
        return absent("partners", f"{subject.code} has no project with another region")
    partner = pl.when(pl.col("source") == own).then("target").otherwise("source")
    named = mine.with_columns(id=partner).join(made.nodes.select("id", "label", "region", "country"), on="id")
    ranked = named.sort("projects", "flow", "region", descending=[True, True, False]).head(_PARTNERS)
    rows = [
        (
            f"{escape(each['label'])} <small>{each['region']}</small>", escape(each["country"]),
            number(each["projects"]), number(each["flow"]), number(each["affinity"], 2), short(_years(each)),
        )
        for each in ranked.iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Region", "Country", "Projects ", "Pairs of organisations ", "Affinity ", "Years")
    note = paragraph("Affinity: pairs of organisations by what the sizes of both regions would give; 1 is as expected.")
    title = f"The {len(rows)} regions with most common projects, of {mine.height:,}"
    return table(Table(title, columns, rows)) + note + _countries(subject)


def _years(row: dict[str, object]) -> str:
    first, last = row["first"], row["last"]
    return "not known" if first is None else f"{first}" if first == last else f"{first}–{last}"


def _shared(subject: Subject) -> pl.DataFrame:
    """Return for each other country: projects in common with the region, and organisations there."""
    affiliation = subject.affiliation
    participations = subject.selected["participation"]
    own = subject.tables["organisation"].select(organisation="key", own="country").unique("organisation", keep="any")
    placed = participations.join(own, on="organisation", how="left").with_columns(
        place=pl.coalesce("country", "own"), mine=pl.lit(value=False)
    )
    if affiliation is None:
        return pl.DataFrame(schema={"country": pl.String, "label": pl.String, "projects": pl.Int64})
    members = subject.rows.select("project", organisation="member").unique()
    others = placed.filter(pl.col("project").is_in(members["project"].unique().implode())).join(
        members, on=["project", "organisation"], how="anti"
    )
    counted = (
        others.drop_nulls("place")
        .group_by(country="place")
        .agg(
            projects=pl.col("project").n_unique().cast(pl.Int64),
            organisations=pl.col("organisation").n_unique().cast(pl.Int64),
        )
    )
    names = describe_countries(counted["country"], subject.tables["country"]).select(country="key", label="label")
    return counted.join(names, on="country").sort("projects", "country", descending=[True, False])


def _countries(subject: Subject) -> str:
    shared = _shared(subject)
    rows = [
        (f"{escape(each['label'])} <small>{each['country']}</small>", number(each["projects"]),
         number(each["organisations"]))
        for each in shared.head(_PARTNERS).iter_rows(named=True)
    ]  # fmt: skip
    title = f"The {len(rows)} countries with most common projects, of {shared.height:,}; the own one: other regions"
    return table(Table(title, ("Country", "Projects ", "Organisations "), rows))


def _map(subject: Subject, made: Network, row: int) -> str:
    try:
        if subject.request.boundaries is None:
            title, legend = f"Countries of the partners of {subject.label}", "Projects in common"
            picture = picture_map(_star(subject), title=title, legend=legend, marked=subject.country)
            return figure(picture, "partner-map") + paragraph(
                "The map shows countries: for regions, their polygons are needed (option --geometry)."
            )
        picture = picture_map(
            _partner_regions(made, row), boundaries=subject.request.boundaries, legend="Projects in common",
            title=f"{subject.label} and its partner regions", marked=made.ids[row],
        )  # fmt: skip
    except NotFoundError as error:
        return absent("places", str(error))
    return figure(picture, "partner-map")


def _partner_regions(made: Network, row: int) -> Network:
    """Return the region and those tied to it, each with the number of common projects."""
    source, target = (made.edges[name].to_numpy() for name in ("source", "target"))
    tied = (source == row) != (target == row)
    common = np.zeros(len(made), np.int64)
    common[np.where(source == row, target, source)[tied]] = made.edges["projects"].to_numpy()[tied]
    kept = common > 0
    kept[row] = True
    return made.with_nodes({"projects": common}).keep_edges(tied).keep_nodes(kept)


def _star(subject: Subject) -> Network:
    """Return the country of the region and those of its partners, with the number of common projects."""
    shared = _shared(subject)
    home = subject.country
    if home not in shared["country"]:
        names = describe_countries(pl.Series([home]), subject.tables["country"])
        alone = names.select(country="key", label="label", projects=pl.lit(0, pl.Int64))
        shared = pl.concat([shared, alone], how="diagonal")
    nodes = shared.select("label", "country", "projects", id="country").select("id", "label", "country", "projects")
    centre = int(nodes["id"].index_of(home) or 0)
    others = [place for place in range(nodes.height) if place != centre]
    edges = pl.DataFrame(
        {
            "source": [min(place, centre) for place in others],
            "target": [max(place, centre) for place in others],
            "weight": nodes["projects"].cast(pl.Float64).gather(others),
        },
        schema=EDGE_SCHEMA,
    ).sort("source", "target")
    recipe: Recipe = {**subject.recipe, "level": "country", "weight": f"number of projects with {subject.label}"}
    recipe |= {"release": subject.release}
    return Network(nodes, edges, recipe)
