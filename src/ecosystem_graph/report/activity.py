"""What organisations of the region do: projects and money by programme, organisations, clusters, infrastructures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.network.money import amounts_of_participations
from ecosystem_graph.report.html import Section, Table, absent, link, number, paragraph, short, table

if TYPE_CHECKING:
    from ecosystem_graph.report.subject import Subject

__all__ = ["count_activity", "describe_facilities", "describe_organisations", "describe_projects"]

_ORGANISATIONS = 20
_NOT_STATED = "not stated"


def count_activity(subject: Subject) -> dict[str, str]:
    """Return the figures at the head of the report, by name."""
    rows = subject.rows
    amounts = _amounts(subject)
    money = f"EUR {number(float(amounts['amount'].sum()))}" if amounts["amount"].count() else "none published"
    return {
        "projects": number(rows["project"].n_unique()),
        "organisations": number(rows["member"].n_unique()),
        "projects led": number(rows.filter("lead")["project"].n_unique()),
        "EU money, as far as published": money,
    }


def describe_projects(subject: Subject) -> Section:
    """Return projects and money by programme and period."""
    amounts = _amounts(subject)
    if amounts.is_empty():
        body = absent("projects", f"no organisation of {subject.code} takes part in a selected project")
        return Section("projects", "Projects and money", body)
    programmes = subject.tables["programme"].select(programme="key", name="name", period="period").unique("programme")
    projects = subject.tables["project"].select("programme", "start", "end", project="key").unique("project")
    joined = amounts.join(projects, on="project", how="left").join(programmes, on="programme", how="left")
    named = joined.with_columns(
        name=pl.coalesce("name", "programme", pl.lit(f"programme {_NOT_STATED}")).str.strip_chars(),
        period=pl.col("period").cast(pl.String).fill_null(_NOT_STATED),
    )
    counted = named.group_by("name", "period").agg(
        projects=pl.col("project").n_unique(),
        organisations=pl.col("member").n_unique(),
        led=pl.col("project").filter("lead").n_unique(),
        rows=pl.len(),
        known=pl.col("amount").count(),
        money=pl.col("amount").sum(),
        first=pl.col("start").dt.year().min(),
        last=pl.col("end").dt.year().max(),
    )
    rows = [
        (
            escape(each["name"]), short(each["period"]), short(_span(each["first"], each["last"])),
            number(each["projects"]), number(each["led"]), number(each["organisations"]),
            number(each["money"] if each["known"] else None), short(f"{each['known']:,} of {each['rows']:,}"),
        )
        for each in counted.sort("projects", "name", "period", descending=[True, False, False]).iter_rows(named=True)
    ]  # fmt: skip
    columns = (
        "Programme", "Period", "Years", "Projects ", "Led ", "Organisations ", "EU money, EUR ", "Amounts known ",
    )  # fmt: skip
    note = paragraph(
        "Money is that of organisations of the region, where their own amount is published; a dash is not a zero."
    )
    return Section("projects", "Projects and money", table(Table("By programme", columns, rows)) + note)


def _span(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return _NOT_STATED
    return f"{first or '?'}–{last or '?'}" if first != last else str(first)


def _amounts(subject: Subject) -> pl.DataFrame:
    """Return organisations of the region by project, with ``amount`` in EUR where it is published."""
    amounts = amounts_of_participations(subject.tables, "eu")
    return subject.rows.join(amounts, on="participation", how="left", nulls_equal=False)


def describe_organisations(subject: Subject) -> Section:
    """Return the organisations with most projects."""
    title = "Organisations"
    amounts = _amounts(subject)
    if amounts.is_empty():
        why = f"none of {subject.code} takes part in a selected project"
        return Section("organisations", title, absent("organisations", why))
    counted = amounts.group_by("member").agg(
        projects=pl.col("project").n_unique(),
        led=pl.col("project").filter("lead").n_unique(),
        known=pl.col("amount").count(),
        money=pl.col("amount").sum(),
    )
    own = subject.tables["organisation"].sort("key", "name").unique("key", keep="first").select(
        member="key", name="name", town="town", type="type", website="website"
    )  # fmt: skip
    stated = subject.selected["participation"].group_by(member="organisation").agg(stated=pl.col("name").min())
    named = counted.join(own, on="member", how="left").join(stated, on="member", how="left")
    ranked = named.with_columns(name=pl.coalesce("name", "stated", "member")).sort(
        "projects", "led", "name", "member", descending=[True, True, False, False]
    )
    rows = [
        (
            link(each["name"], each["website"]), escape(each["town"] or "–"),
            escape((each["type"] or "–").replace("-", " ")), number(each["projects"]), number(each["led"]),
            number(each["money"] if each["known"] else None),
        )
        for each in ranked.head(_ORGANISATIONS).iter_rows(named=True)
    ]  # fmt: skip
    caption = f"The {len(rows)} organisations with most projects, of {ranked.height:,}"
    columns = ("Organisation", "Town", "Type", "Projects ", "Led ", "EU money, EUR ")
    return Section("organisations", title, table(Table(caption, columns, rows)))


def describe_facilities(subject: Subject) -> list[Section]:
    """Return clusters and infrastructures that are on record in the region."""
    clusters = subject.within("cluster").sort("name", "key")
    facilities = subject.within("infrastructure").sort("name", "key")
    return [
        Section("clusters", "Clusters", _clusters(subject, clusters)),
        Section("infrastructures", "Infrastructures", _infrastructures(subject, facilities)),
    ]


def _clusters(subject: Subject, clusters: pl.DataFrame) -> str:
    if clusters.is_empty():
        return absent("clusters", _located(subject, "cluster"))
    known = subject.tables["membership"].group_by("cluster").agg(members=pl.col("organisation").n_unique())
    joined = clusters.join(known, left_on="key", right_on="cluster", how="left", maintain_order="left")
    rows = [
        (
            link(each["name"], each["website"]), escape(each["town"] or "–"), number(each["member_count"]),
            number(each["members"]), escape("" if each["founded"] is None else str(each["founded"])) or "–",
        )
        for each in joined.iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Cluster", "Town", "Members stated ", "Members on record ", "Founded ")
    return table(Table(f"{len(rows)} on record", columns, rows))


def _infrastructures(subject: Subject, facilities: pl.DataFrame) -> str:
    if facilities.is_empty():
        return absent("infrastructures", _located(subject, "infrastructure"))
    rows = [
        (
            link(_full_name(each), each["website"]),
            escape(each["town"] or "–"), *(escape((each[name] or "–").replace("-", " ")) for name in _KNOWN),
        )
        for each in facilities.iter_rows(named=True)
    ]  # fmt: skip
    columns = ("Infrastructure", "Town", "Type", "Status", "Access")
    return table(Table(f"{len(rows)} on record", columns, rows))


_KNOWN = ("type", "status", "access_mode")


def _located(subject: Subject, kind: str) -> str:
    found = subject.tables[kind]
    located = found["region"].count()
    return (
        f"none of the {found.height:,} {kind}s of this release is placed in {subject.code}; {located:,} have a region"
    )


def _full_name(row: dict[str, str | None]) -> str:
    return f"{row['name']} ({row['acronym']})" if row["acronym"] else str(row["name"])
