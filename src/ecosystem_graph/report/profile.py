"""What the region is specialised in, what is near to that, and what its strategies say."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.picture.opportunity import picture_opportunities
from ecosystem_graph.report.html import Section, Table, absent, figure, link, number, paragraph, recipe_list, table
from ecosystem_graph.specialisation.analysis import analyse
from ecosystem_graph.specialisation.profile import RegionProfile, profile_region
from ecosystem_graph.specialisation.request import SpecialisationRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecosystem_graph.report.subject import Subject

__all__ = ["describe_profile"]

_DOMAINS, _PARTNERS = 15, 10
_TITLES = {
    "specialisation": "Specialisation",
    "opportunities": "Opportunities",
    "declared": "Strategies, declared and revealed",
    "gaps": "Specialisations without cluster or infrastructure",
    "complements": "Regions that complement and resemble",
}


def describe_profile(subject: Subject) -> list[Section]:
    """Return the sections on specialisation; where the analysis cannot be made, each says why."""
    request = SpecialisationRequest(
        nuts=subject.nuts, scheme=subject.request.scheme, where=subject.request.where, period=subject.request.period,
        min_region=subject.request.min_region, min_domain=subject.request.min_domain, seed=subject.request.seed,
    )  # fmt: skip
    strategies = _strategies(subject)
    try:
        profile = profile_region(analyse(subject.tables, request, release=subject.release), subject.code)
    except NotFoundError as error:
        why = f"{error}. {error.hint or ''}".replace("..", ".")
        missing = {name: absent("specialisation", why) for name in _TITLES}
        missing["declared"] = strategies + missing["declared"]
        return [Section(name, title, missing[name]) for name, title in _TITLES.items()]
    writers: Mapping[str, Callable[[RegionProfile], str]] = {
        "specialisation": _advantage,
        "opportunities": _opportunities,
        "declared": _declared,
        "gaps": _gaps,
        "complements": _complements,
    }
    before = {"declared": strategies}
    return [Section(name, title, before.get(name, "") + writers[name](profile)) for name, title in _TITLES.items()]


def _advantage(profile: RegionProfile) -> str:
    rows = profile.tables["rca"].filter(pl.col("participations") > 0).sort(
        "certain", "advantage", "domain", descending=[True, True, False]
    )  # fmt: skip
    if rows.is_empty():
        return absent("specialisation", f"no participation of {profile.region} has a domain")
    shown = [
        (
            escape(str(each["domain_label"])), number(each["participations"]), number(each["advantage"], 2),
            f"{number(each['lower'], 2)} to {number(each['upper'], 2)}",
            "yes" if each["certain"] else "uncertain" if each["specialised"] else "no",
        )
        for each in rows.head(_DOMAINS).iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Domain", "Participations ", "Advantage ", "95 % interval ", "Specialised")
    caption = f"Revealed comparative advantage: {len(shown)} of {rows.height} domains with participations"
    return table(Table(caption, columns, shown)) + _summary(profile) + recipe_list(profile.recipe)


def _summary(profile: RegionProfile) -> str:
    said = ["Uncertain: the advantage is 1 or more, but its interval reaches below."]
    if profile.complexity is not None:
        said.append(
            f"Complexity {number(profile.complexity, 2)}, place {profile.complexity_rank} of {profile.regions} regions."
        )
    diversity = profile.tables.get("diversity")
    if diversity is not None and diversity.height:
        row = diversity.row(0, named=True)
        said.append(
            f"Diversity: {row['domains']} domains, as varied as {number(row['effective_domains'], 1)} of equal size "
            f"(Shannon {number(row['shannon'], 2)}); Krugman index {number(row['krugman'], 2)}."
        )
    return paragraph(" ".join(said))


def _opportunities(profile: RegionProfile) -> str:
    try:
        drawn = figure(picture_opportunities(profile), "opportunity-map")
    except NotFoundError as error:
        return absent("opportunities", str(error))
    rows = profile.tables["opportunities"].drop_nulls("quadrant")
    best = rows.filter(pl.col("quadrant") == "high road").head(_DOMAINS)
    if best.is_empty():
        return drawn + paragraph("No domain is both near and complex.")
    shown = [
        (
            escape(str(each["domain_label"])), number(each["density"], 3), number(each["complexity"], 2),
            number(each["entry_potential"], 2), number(each["participations"]), number(each["advantage"], 2),
        )
        for each in best.iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Domain", "Density ", "Complexity ", "Density by chance = 1 ", "Participations ", "Advantage ")
    return drawn + table(Table("Near and complex domains, nearest first", columns, shown))


def _strategies(subject: Subject) -> str:
    """Return strategies of the region and of those it lies in, with their priorities."""
    place = pl.col("region").cast(pl.String)
    here = subject.tables["strategy"].drop_nulls("region").filter(pl.lit(subject.code).str.starts_with(place))
    if here.is_empty():
        count = subject.tables["strategy"].height
        return absent("strategies", f"none of {count:,} strategies of this release is for {subject.code}")
    priorities = subject.tables["priority"].sort("name")
    rows = []
    for each in here.sort("period", "name", nulls_last=True).iter_rows(named=True):
        named = priorities.filter(pl.col("strategy") == each["key"])["name"].to_list()
        listed = "; ".join(map(escape, named)) or "none on record"
        name = each["name"] or each["key"]
        rows.append((link(name, each["website"]), escape(each["region"]), escape(each["period"] or "–"), listed))
    return table(Table("Strategies on record", ("Strategy", "For", "Period", "Priorities"), rows))


def _declared(profile: RegionProfile) -> str:
    if "declared" in profile.missing:
        return absent("declared domains", profile.missing["declared"])
    rows = [
        (
            escape(str(each["domain_label"])), escape(each["status"]), number(each["advantage"], 2),
            number(each["participations"]), escape(each["reason"] or ""),
        )
        for each in profile.tables["declared"].iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Domain", "Status", "Advantage ", "Participations ", "Why not compared")
    agreement = profile.tables.get("agreement")
    said = ""
    if agreement is not None and agreement.height:
        row = agreement.row(0, named=True)
        said = paragraph(
            f"Of {row['declared']} declared domains that can be compared, {row['both']} are revealed (precision "
            f"{number(row['precision'], 2)}); {row['revealed']} are revealed in all (recall "
            f"{number(row['recall'], 2)}). {row['not_compared']} cannot be compared."
        )
    return table(Table("Declared against revealed domains", columns, rows)) + said


def _gaps(profile: RegionProfile) -> str:
    if "gaps" not in profile.tables or profile.tables["gaps"].is_empty():
        why = profile.missing.get("gaps", f"{profile.region} has no specialisation, cluster or infrastructure")
        return absent("gaps", why)
    rows = [
        (
            escape(str(each["domain_label"])), "yes" if each["specialised"] else "no", number(each["advantage"], 2),
            number(each["clusters"]), number(each["infrastructures"]), _missing(each),
        )
        for each in profile.tables["gaps"].iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Domain", "Specialised", "Advantage ", "Clusters ", "Infrastructures ", "Missing on record")
    note = paragraph("What is missing here is missing on record. A dash: no list says anything of such domains.")
    return table(Table("Domains with clusters and infrastructures", columns, rows)) + note


def _missing(row: dict[str, object]) -> str:
    if not row["specialised"]:
        return ""
    if row["clusters"] is None and row["infrastructures"] is None:
        return "cannot be told"
    return {"none": "nothing"}.get(str(row["gap"]), escape(str(row["gap"])))


def _complements(profile: RegionProfile) -> str:
    if "complementarity" not in profile.tables:
        return absent("complementarity", profile.missing.get("complementarity", "it is not defined"))
    rows = [
        (
            f"{escape(each['partner_label'])} <small>{each['partner']}</small>", number(each["gain"], 2),
            number(each["complex_gain"], 2), number(each["similarity"], 2),
        )
        for each in profile.tables["complementarity"].head(_PARTNERS).iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Region", "Gain of density ", "Weighted by complexity ", "Similarity ")
    caption = "Regions whose specialisations would bring most domains nearer"
    alike = profile.tables.get("similarity", pl.DataFrame())
    nearest = ", ".join(
        f"{each['partner_label']} ({number(each['similarity'], 2)})" for each in alike.head(5).iter_rows(named=True)
    )
    return table(Table(caption, columns, rows)) + (paragraph(f"Most similar profiles: {nearest}.") if nearest else "")
