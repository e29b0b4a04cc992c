"""Which projects a network is made of: conditions and a period, checked against what the release holds."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.choice import check_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ecosystem_graph.network.recipe import Recipe

__all__ = [
    "FILTERS",
    "Selection",
    "describe_other_editions",
    "overlapping_years",
    "period_years",
    "select_participations",
]

_SHOWN = 8
_PERIOD = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Selection:
    """Participations of the selected projects.

    Attributes:
        participations: Rows of the participation table; every partner of each selected project, so that the size of a
            consortium, and with it the weight of a tie, stays what it was.
        recipe: Facts for the network's recipe: filters, period, projects without dates that the period left out.
    """

    participations: pl.DataFrame
    recipe: Recipe


def select_participations(
    tables: Mapping[str, pl.DataFrame], where: Iterable[str] = (), period: str | None = None
) -> Selection:
    """Select projects by conditions and keep all their participations.

    ``programme=`` takes a key, a whole name or a part of the name; ``project=`` a key or an acronym; ``region=`` a NUTS
    code of any level, as stated or in the edition of the release, and ``country=`` an ISO alpha-2 code, each of at
    least one partner; ``topic=`` a code of any scheme, or ``scheme:code``. Case does not matter.
    Conditions on the same filter widen the selection (or), different filters narrow it (and).

    Args:
        tables: Consolidated tables ``project``, ``programme`` and ``participation``, and what filters look up:
            ``topic``, ``harmonised`` and ``change``.
        where: Conditions ``filter=value``.
        period: ``2014..2020`` or ``2016``: projects that ran on at least one day of these years. A project with one
            date counts as that day; projects without dates are left out and counted.

    Returns:
        The participations, and what to note in the recipe.

    Raises:
        QueryParameterError: A condition or the period is malformed, or a filter is unknown.
        NotFoundError: A value is not in the release, or no project meets all conditions; the message names what exists.
    """
    chosen = _projects_with_partners(tables)
    counts: dict[str, int] = {}
    for name, values in _parse_conditions(where).items():
        matching = pl.concat([FILTERS[name](tables, value) for value in values]).unique()
        chosen = chosen.filter(chosen["key"].is_in(matching.implode()))
        counts |= {f"{name}={' or '.join(values)}": len(matching)}
    if chosen.is_empty():
        found = ", ".join(f"{condition} ({count} projects)" for condition, count in counts.items())
        raise NotFoundError(f"no project with partners meets all conditions: {found}")
    recipe: Recipe = {"filters": " and ".join(counts) or "none", "period": period or "all"}
    if period:
        chosen, recipe["projects_without_dates"] = _running_in(chosen, period)
    participations = tables["participation"]
    return Selection(participations.filter(participations["project"].is_in(chosen["key"].implode())), recipe)


def period_years(tables: Mapping[str, pl.DataFrame]) -> tuple[int, int] | None:
    """Return the first and the last year in which a project with partners ran, or None when none has dates."""
    dated = _dated(_projects_with_partners(tables))
    if dated.is_empty():
        return None
    first, last = dated["start"].dt.year().min(), dated["end"].dt.year().max()
    return int(str(first)), int(str(last))


def overlapping_years(column: pl.Expr, period: str) -> pl.Expr:
    """Tell whether years like ``2014-2020`` have one in common with a period; null counts as not.

    Args:
        column: Two years, the first and the last.
        period: ``2014..2020`` or ``2016``.

    Raises:
        QueryParameterError: The period is malformed.
    """
    first, last = _parse_period(period)
    years = column.cast(pl.String).str.extract_all(r"\d{4}").list
    ends = years.first().cast(pl.Int64), years.last().cast(pl.Int64)
    return ((ends[0] <= last.year) & (ends[1] >= first.year)).fill_null(value=False)


def _projects_with_partners(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    if tables["participation"].is_empty():
        raise NotFoundError("the release holds no participation, so there is no network")
    keys = tables["participation"].select(key="project").unique()
    return keys.join(tables["project"].select("key", "start", "end"), on="key", how="left")


def _parse_conditions(where: Iterable[str]) -> dict[str, list[str]]:
    conditions: defaultdict[str, list[str]] = defaultdict(list)
    for condition in where:
        name, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not value:
            raise QueryParameterError(f"condition {condition!r}: expected filter=value, for example country=AT")
        check_choice("filter", name, sorted(FILTERS))
        if value not in conditions[name]:
            conditions[name].append(value)
    return dict(conditions)


def _match_programme(tables: Mapping[str, pl.DataFrame], value: str) -> pl.Series:
    programmes = tables["programme"].select("key", pl.col("name").str.strip_chars())
    wanted = value.casefold()
    names = dict(programmes.iter_rows())
    keys = [key for key, name in names.items() if wanted in (key.casefold(), name.casefold())] or [
        key for key, name in names.items() if wanted in name.casefold()
    ]
    if not keys:
        raise _not_found("programme", value, names.values())
    return tables["project"].filter(pl.col("programme").is_in(keys))["key"]


def _match_project(tables: Mapping[str, pl.DataFrame], value: str) -> pl.Series:
    projects = tables["project"].select("key", pl.col("acronym").fill_null(""))
    wanted = value.casefold()
    keys = [key for key, acronym in projects.iter_rows() if wanted in (key.casefold(), acronym.strip().casefold())]
    if not keys:
        raise _not_found("project acronym", value, filter(None, projects["acronym"]))
    return pl.Series("key", keys, dtype=pl.String)


def _match_region(tables: Mapping[str, pl.DataFrame], value: str) -> pl.Series:
    participations, code = tables["participation"].drop_nulls("region"), value.upper()
    region, edition = pl.col("region").cast(pl.String), pl.col("region_edition").cast(pl.String)
    stated = participations.select("project", region=region, edition=edition)
    within = stated.filter(pl.col("region").str.starts_with(code))
    if "harmonised" in tables:
        moved = tables["harmonised"].filter(pl.col("target").str.starts_with(code)).select("region", "edition")
        also = stated.join(moved.unique(), on=["region", "edition"], how="semi", nulls_equal=True)
        within = pl.concat([within, also])
    if within.is_empty():
        raise _not_found("region", code, stated["region"], nearby=code[:2], hint=describe_other_editions(tables, code))
    return within["project"].alias("key")


def describe_other_editions(tables: Mapping[str, pl.DataFrame], code: str) -> str:
    """Return a sentence on which regions a code of another edition became, empty where the release does not know.

    Args:
        tables: Consolidated tables with ``change``.
        code: Region code.
    """
    changes = tables["change"].filter(pl.col("source") == code)
    if changes.is_empty():
        return ""
    became = (
        changes.sort("target_edition", "target")
        .select("source_edition", "target", "target_edition")
        .unique(maintain_order=True)
    )
    newest = became.filter(pl.col("target_edition") == pl.col("target_edition").max())
    edition, now = newest["source_edition"][0], newest["target_edition"][0]
    return f"{code} is a code of NUTS {edition}; in NUTS {now} it is {', '.join(newest['target'].unique().sort())}."


def _match_topic(tables: Mapping[str, pl.DataFrame], value: str) -> pl.Series:
    topics = tables["topic"].filter(pl.col("subject_class") == "project").select("subject", "scheme", "code")
    both = pl.concat_str("scheme", "code", separator=":").str.to_lowercase()
    wanted = value.lower()
    matching = topics.filter((pl.col("code").str.to_lowercase() == wanted) | (both == wanted))
    if matching.is_empty():
        raise _not_found("topic", value, topics.select(pl.concat_str("scheme", "code", separator=":")).to_series())
    return matching["subject"].alias("key")


def _match_country(tables: Mapping[str, pl.DataFrame], value: str) -> pl.Series:
    participations = tables["participation"].drop_nulls("country")
    there = participations.filter(pl.col("country") == value.upper())
    if there.is_empty():
        hint = "Countries are ISO 3166-1 alpha-2 codes: GB, not UK; GR, not EL."
        raise _not_found("country", value.upper(), participations["country"], hint=hint)
    return there["project"].alias("key")


FILTERS: Mapping[str, Callable[[Mapping[str, pl.DataFrame], str], pl.Series]] = {
    "programme": _match_programme,
    "project": _match_project,
    "region": _match_region,
    "country": _match_country,
    "topic": _match_topic,
}
"""Functions from consolidated tables and a value to the keys of matching projects, by name of the filter."""


def _not_found(kind: str, value: str, options: Iterable[str], *, nearby: str = "", hint: str = "") -> NotFoundError:
    existing = sorted(set(options))
    neighbours = [option for option in existing if nearby and option.startswith(nearby)]
    alike = difflib.get_close_matches(value, existing, n=_SHOWN, cutoff=0.5)
    shown = neighbours[:_SHOWN] or alike or existing[:_SHOWN]
    more = f" … ({len(existing)} in all)" if len(existing) > len(shown) else ""
    return NotFoundError(f"no {kind} {value!r}; there is {', '.join(shown) or 'none'}{more}", hint=hint)


def _running_in(projects: pl.DataFrame, period: str) -> tuple[pl.DataFrame, int]:
    first, last = _parse_period(period)
    dated = _dated(projects)
    running = dated.filter(pl.col("start") <= last, pl.col("end") >= first)
    if running.is_empty():
        raise NotFoundError(f"no project ran in {period}; {_describe_span(dated, projects.height)}")
    return running, projects.height - dated.height


def _dated(projects: pl.DataFrame) -> pl.DataFrame:
    return projects.select(
        "key", start=pl.coalesce("start", "end").cast(pl.Date), end=pl.coalesce("end", "start").cast(pl.Date)
    ).drop_nulls()


def _describe_span(dated: pl.DataFrame, selected: int) -> str:
    if dated.is_empty():
        return f"none of the {selected} selected projects has dates"
    first, last = (day.isoformat() for day in (min(dated["start"].to_list()), max(dated["end"].to_list())))
    return f"of the {selected} selected projects {dated.height} have dates, from {first} to {last}"


def _parse_period(period: str) -> tuple[date, date]:
    match = _PERIOD.fullmatch(period.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise QueryParameterError(f"period {period!r}: expected years, the earlier first: 2014..2020, or 2016 alone")
    return date(first, 1, 1), date(last, 12, 31)
