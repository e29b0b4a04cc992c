"""The report on one region: one page that needs nothing else."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.network.actor import describe_countries
from ecosystem_graph.network.money import amounts_of_participations
from ecosystem_graph.report.activity import (
    count_activity,
    describe_facilities,
    describe_organisations,
    describe_projects,
)
from ecosystem_graph.report.html import Section, Table, link, number, table
from ecosystem_graph.report.position import describe_position
from ecosystem_graph.report.profile import describe_profile
from ecosystem_graph.report.subject import ReportRequest, Subject, open_subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.release import Release

__all__ = ["format_region_report"]


def format_region_report(release: Release, request: ReportRequest) -> str:
    """Return the report on a region as one HTML page without anything to load.

    Sections for which the release has no data say why. The same release and request give the same page.

    Args:
        release: The release.
        request: Which region, and which projects count.

    Raises:
        QueryParameterError: The code is not one of NUTS, or a condition, the period or the scheme is malformed.
        NotFoundError: The release does not know the region (the message names what exists), or no project meets the
            conditions.
    """
    subject = open_subject(release, request)
    position = describe_position(subject)
    sections = [
        *position,
        *describe_profile(subject),
        describe_projects(subject),
        describe_organisations(subject),
        *describe_facilities(subject),
        _coverage(subject),
    ]
    template = Template(files("ecosystem_graph.report").joinpath("region.html").read_text(encoding="utf-8"))
    countries = describe_countries(pl.Series([subject.country]), subject.tables["country"])
    return template.substitute(
        label=escape(subject.label),
        code=subject.code,
        place=escape(f"NUTS {subject.nuts} region of {countries['label'][0]}, NUTS edition {subject.edition}"),
        projects=escape(f"Filters: {subject.recipe['filters']}; period: {subject.recipe['period']}."),
        figures="".join(
            f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
            for name, value in count_activity(subject).items()
        ),
        contents="".join(f'<li><a href="#{each.name}">{escape(each.title)}</a></li>' for each in sections),
        sections="\n".join(map(_format_section, sections)),
        release=escape(subject.release),
        version=escape(__version__),
        seed=str(request.seed),
    )


def _format_section(section: Section) -> str:
    return (
        f'<section aria-labelledby="{section.name}">\n<h2 id="{section.name}">{escape(section.title)}</h2>\n'
        f"{section.body}\n</section>"
    )


def _coverage(subject: Subject) -> Section:
    """Return what is known of how much, here and in the whole release, and where it comes from."""
    everyone = subject.selected["participation"]
    here = everyone.filter(pl.col("key").is_in(subject.rows["participation"].drop_nulls().implode()))
    rows = [
        (escape(name), *(_share(*_count(subject, table, measure)) for table in (here, everyone)))
        for name, measure in _MEASURES.items()
    ]
    columns = ("Known of participations", f"In {subject.code} ", "In all selected projects ")
    sources = [
        (
            link(each["title"] or each["key"], each["url"]), escape(each["publisher"] or "–"),
            escape(each["licence"] or "not stated"), escape(each["attribution"] or ""),
        )
        for each in subject.tables["dataset"].sort("title", "key").iter_rows(named=True)
    ]  # fmt: skip
    body = table(Table("How much is known", columns, rows)) + table(
        Table("Sources of the release", ("Source", "Publisher", "Licence", "Attribution"), sources)
    )
    return Section("coverage", "Coverage and sources", f'<div class="box">{body}</div>')


_MEASURES = {
    "region": "region",
    "organisation with a stated type": "type",
    "EU money": "amount",
    "dates of the project": "dates",
    "topic of the project": "topic",
}


def _count(subject: Subject, participations: pl.DataFrame, measure: str) -> tuple[int, int]:
    if measure == "region":
        return participations["region"].count(), participations.height
    column, keys = _known(subject.tables, measure)
    return participations.filter(pl.col(column).is_in(keys.unique().implode())).height, participations.height


def _known(tables: Mapping[str, pl.DataFrame], measure: str) -> tuple[str, pl.Series]:
    """Return a column of participations, and its values for which something is known."""
    if measure == "type":
        return "organisation", tables["organisation"].drop_nulls("type")["key"]
    if measure == "amount":
        return "key", amounts_of_participations(tables)["participation"]
    if measure == "dates":
        dated = pl.col("start").is_not_null() | pl.col("end").is_not_null()
        return "project", tables["project"].filter(dated)["key"]
    return "project", tables["topic"].filter(pl.col("subject_class") == "project")["subject"]


def _share(part: int, whole: int) -> str:
    return f"{number(part)} of {number(whole)} ({number(100 * part / whole, 1)} %)" if whole else "none"
