"""What speaks for and against a pair of projects: programme, period, days, amounts, partners."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import polars as pl

from ecosystem_graph.resolve.day import other_reading
from ecosystem_graph.resolve.fold import folded
from ecosystem_graph.resolve.project.candidate import PAIR, same_space
from ecosystem_graph.resolve.project.programme import code_programmes, lexicon_periods
from ecosystem_graph.resolve.rounding import is_rounding

__all__ = ["Facts", "compare", "gather"]

_KINDS: Final = ("total", "eu")
"""Amounts that every source of projects may state; other kinds are parts of them."""


_HALF_A_CENT: Final = 0.005


class Facts(NamedTuple):
    """What is known about projects, one row per value; ``node`` names the project.

    Attributes:
        programmes: node, code.
        periods: node, period.
        days: node, field (``start`` or ``end``), day, precision.
        amounts: node, kind, value (Float64).
        partners: node, facet (``key`` or ``name``), partner (a hash of the canonical key or the folded name).
        indicators: node, indicator, value.
        identifiers: node, scheme, value.
    """

    programmes: pl.DataFrame
    periods: pl.DataFrame
    days: pl.DataFrame
    amounts: pl.DataFrame
    partners: pl.DataFrame
    indicators: pl.DataFrame
    identifiers: pl.DataFrame


def gather(nodes: pl.DataFrame, tables: Mapping[str, pl.LazyFrame], organisations: pl.DataFrame | None = None) -> Facts:
    """Read what is compared, for some projects only.

    Args:
        nodes: ``key`` (as stated) and ``node`` of the projects wanted.
        tables: Record tables ``project``, ``programme``, ``amount``, ``participation``, ``indicator`` and
            ``identifier``.
        organisations: ``subject`` (stated key) and ``object`` (canonical key) of organisations that were brought
            together before.
    """
    wanted = nodes.lazy()
    columns = ("key", "programme", "start", "start_raw", "end", "end_raw", "date_precision")
    projects = tables["project"].select(columns).join(wanted, on="key").collect(engine="streaming").unique()
    used = projects.lazy().select(key="programme").drop_nulls().unique()
    programmes = tables["programme"].select("key", "name", "period").join(used, on="key", how="semi").collect()
    in_programme = projects.select("node", "programme").drop_nulls().unique()
    codes = code_programmes(programmes)
    stated = programmes.select(programme="key", period="period").drop_nulls()
    periods = pl.concat([stated, codes.join(lexicon_periods(), on="code").select("programme", "period")]).unique()
    return Facts(
        in_programme.join(codes, on="programme").select("node", "code").unique(),
        in_programme.join(periods, on="programme").select("node", "period").unique(),
        _days(projects),
        _amounts(tables["amount"], wanted),
        _partners(tables["participation"], wanted, organisations),
        _indicators(tables["indicator"], wanted),
        _identifiers(tables["identifier"], wanted),
    )


def _days(projects: pl.DataFrame) -> pl.DataFrame:
    """Return every day that may be meant: of a notation with two readings both."""
    precision = pl.col("date_precision").fill_null("day")
    parts = [
        projects.select("node", field=pl.lit(field), day=day, precision=precision)
        for field in ("start", "end")
        for day in (pl.col(field), other_reading(field, f"{field}_raw"))
    ]
    return pl.concat(parts).drop_nulls("day").unique()


def _amounts(table: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.DataFrame:
    of_projects = (pl.col("subject_class") == "project") & pl.col("kind").is_in(_KINDS) & (pl.col("currency") == "EUR")
    stated = table.filter(of_projects).select("kind", "value", key="subject").drop_nulls()
    rows = stated.join(wanted, on="key").select("node", "kind", pl.col("value").cast(pl.Float64))
    return rows.filter(pl.col("value") > 0).collect(engine="streaming").unique()


def _partners(table: pl.LazyFrame, wanted: pl.LazyFrame, organisations: pl.DataFrame | None) -> pl.DataFrame:
    """Return the partners by name and by canonical key: either may tell that two are one."""
    rows = (
        table.select("name", "organisation", key="project")
        .join(wanted, on="key")
        .select("node", "name", "organisation")
    )
    stated = rows.collect(engine="streaming").unique()
    key = pl.col("organisation")
    if organisations is not None:
        known = organisations.select(organisation="subject", known="object")
        stated = stated.join(known, on="organisation", how="left")
        key = pl.coalesce("known", key)
    facets = (("key", key), ("name", folded("name")))
    parts = [stated.select("node", facet=pl.lit(facet), partner=told).drop_nulls() for facet, told in facets]
    return pl.concat([part.select("node", "facet", pl.col("partner").hash(seed=0)).unique() for part in parts])


def _indicators(table: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.DataFrame:
    rows = table.select("indicator", "value", key="project").join(wanted, on="key")
    return rows.select("node", "indicator", "value").collect(engine="streaming").unique()


def _identifiers(table: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.DataFrame:
    of_projects = table.filter(pl.col("subject_class") == "project").select("scheme", "value", key="subject")
    return of_projects.join(wanted, on="key").select("node", "scheme", "value").collect(engine="streaming").unique()


def compare(pairs: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Say what each pair has in common.

    Args:
        pairs: ``one``, ``other``, ``acronym`` and ``title``.
        facts: What is known about the projects.

    Returns:
        The pairs with ``programme`` and ``period`` (equal, unlike, or null where one of the two is unknown), ``start``,
        ``end`` (likewise), ``overlaps`` (likewise), ``total``, ``eu`` (``equal``, ``rounded``, ``unlike`` or null),
        ``partners`` (in common), ``listed`` (of the one that names fewer; null where one names none), ``indicators``
        (equal in name and value) and ``forbidden`` (two identifiers of one scheme).
    """
    return (
        pairs.pipe(_with_equal, facts.programmes, "programme", "code")
        .pipe(_with_equal, facts.periods, "period", "period")
        .pipe(_with_days, facts.days)
        .pipe(_with_amounts, facts.amounts)
        .pipe(_with_partners, facts.partners)
        .pipe(_with_indicators, facts.indicators)
        .pipe(_with_identifiers, facts.identifiers)
        .sort(PAIR)
    )


def _with_equal(pairs: pl.DataFrame, labels: pl.DataFrame, name: str, label: str) -> pl.DataFrame:
    known = pl.col("one").is_in(labels["node"].implode()) & pl.col("other").is_in(labels["node"].implode())
    equal = same_space(pairs, labels, label).with_columns(equal=pl.lit(value=True))
    joined = pairs.join(equal, on=PAIR, how="left")
    return joined.with_columns(pl.when(known).then(pl.col("equal").fill_null(value=False)).alias(name)).drop("equal")


def _with_days(pairs: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    both = _side_by_side(pairs, days, "field")
    years = pl.col("day").dt.year() == pl.col("day_other").dt.year()
    months = years & (pl.col("day").dt.month() == pl.col("day_other").dt.month())
    quarters = years & (pl.col("day").dt.quarter() == pl.col("day_other").dt.quarter())
    rough = [pl.col("precision"), pl.col("precision_other")]
    equal = (
        pl.when(pl.any_horizontal(each == "year" for each in rough)).then(years)
        .when(pl.any_horizontal(each == "quarter" for each in rough)).then(quarters)
        .when(pl.any_horizontal(each == "month" for each in rough)).then(months)
        .otherwise(pl.col("day") == pl.col("day_other"))
    )  # fmt: skip
    found = both.group_by(*PAIR, "field").agg(equal=equal.any())
    for field in ("start", "end"):
        of_field = found.filter(pl.col("field") == field).select(*PAIR, pl.col("equal").alias(field))
        pairs = pairs.join(of_field, on=PAIR, how="left")
    return pairs.join(_overlaps(pairs, days), on=PAIR, how="left")


def _overlaps(pairs: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Return whether the spans of both overlap, for pairs of which both have a span."""
    first, last = (
        pl.col("day").filter(pl.col("field") == "start").min(),
        pl.col("day").filter(pl.col("field") == "end").max(),
    )
    spans = days.group_by("node").agg(start=first, end=last, field=pl.lit("span")).drop_nulls()
    both = _side_by_side(pairs, spans, "field")
    overlaps = (pl.col("start_other") <= pl.col("end")) & (pl.col("start") <= pl.col("end_other"))
    return both.select(*PAIR, overlaps=overlaps)


def _side_by_side(pairs: pl.DataFrame, facts: pl.DataFrame, *on: str) -> pl.DataFrame:
    """Return one row per pair and two of its values of one kind; those of the second end in ``_other``."""
    of_one = pairs.select(PAIR).join(facts.rename({"node": "one"}), on="one")
    values = {name: f"{name}_other" for name in facts.columns if name not in {"node", *on}}
    return of_one.join(facts.rename({"node": "other", **values}), on=["other", *on])


def _with_amounts(pairs: pl.DataFrame, amounts: pl.DataFrame) -> pl.DataFrame:
    both = _side_by_side(pairs, amounts, "kind")
    equal = (pl.col("value") - pl.col("value_other")).abs() < _HALF_A_CENT
    rounded = is_rounding("value", "value_other") | is_rounding("value_other", "value")
    told = pl.when(equal.any()).then(pl.lit("equal")).when(rounded.any()).then(pl.lit("rounded"))
    found = both.group_by(*PAIR, "kind").agg(agreement=told.otherwise(pl.lit("unlike")))
    for kind in _KINDS:
        of_kind = found.filter(pl.col("kind") == kind).select(*PAIR, pl.col("agreement").alias(kind))
        pairs = pairs.join(of_kind, on=PAIR, how="left")
    return pairs


def _with_partners(pairs: pl.DataFrame, partners: pl.DataFrame) -> pl.DataFrame:
    of_one = pairs.select(PAIR).join(partners.rename({"node": "one"}), on="one")
    shared = of_one.join(partners.rename({"node": "other"}), on=["other", "facet", "partner"], how="semi")
    most = shared.group_by(*PAIR, "facet").len("partners").group_by(PAIR).agg(pl.col("partners").max())
    counts = partners.filter(pl.col("facet") == "key").group_by("node").len("n")
    joined = (
        pairs.join(most, on=PAIR, how="left")
        .join(counts.rename({"node": "one"}), on="one", how="left")
        .join(counts.rename({"node": "other"}), on="other", how="left", suffix="_other")
    )
    both = pl.col("n").is_not_null() & pl.col("n_other").is_not_null()
    listed = pl.when(both).then(pl.min_horizontal("n", "n_other"))
    return joined.with_columns(
        pl.min_horizontal(pl.col("partners").fill_null(0), listed.fill_null(0)), listed=listed
    ).drop("n", "n_other")


def _with_indicators(pairs: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    of_one = pairs.select(PAIR).join(indicators.rename({"node": "one"}), on="one")
    theirs = indicators.rename({"node": "other"})
    shared = of_one.join(theirs, on=["other", "indicator", "value"], how="semi").group_by(PAIR).len("indicators")
    return pairs.join(shared, on=PAIR, how="left").with_columns(pl.col("indicators").fill_null(0))


def _with_identifiers(pairs: pl.DataFrame, identifiers: pl.DataFrame) -> pl.DataFrame:
    in_scheme = same_space(pairs, identifiers, "scheme")
    in_common = same_space(pairs, identifiers, "scheme", "value")
    unlike = in_scheme.join(in_common, on=PAIR, how="anti").with_columns(forbidden=pl.lit(value=True))
    return pairs.join(unlike, on=PAIR, how="left").with_columns(pl.col("forbidden").fill_null(value=False))
