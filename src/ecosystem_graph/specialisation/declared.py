"""What strategies declare, beside what participation reveals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.actor import describe_regions
from ecosystem_graph.network.filters import overlapping_years
from ecosystem_graph.resolve.edition import convert_codes, link_shares, main_counterpart
from ecosystem_graph.specialisation.domain import bridge_schemes, label_domains, shorten_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.specialisation.analysis import Specialisation

    Tables = Mapping[str, pl.DataFrame]

__all__ = ["compare_declared", "find_declared", "measure_agreement"]

_COLUMNS = ("region", "domain", "reason")


def find_declared(analysis: Specialisation) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return which domains regions declare in priorities of their strategies, and what cannot be compared.

    A strategy for a wider region (a country, a NUTS 1 region) holds for each region analysed within it. Codes of other
    schemes are brought to the analysed one by the shipped mapping sets. With a period, strategies of programming
    periods that overlap it count.

    Returns:
        ``region``, ``domain``, ``strategy`` (key), ``declared_for`` (region of the strategy); and ``region``,
        ``domain`` (scheme and code as declared, or null), ``reason`` of what is left out. Sorted.

    Raises:
        NotFoundError: No strategy with a domain is on record.
    """
    stated = _stated(analysis)
    placed, unplaced = _place(analysis, stated)
    known, unknown = _translate(analysis, placed)
    codes = analysis.volume.domains["key"].implode()
    measured = known.filter(pl.col("domain").is_in(codes))
    unmeasured = known.filter(~pl.col("domain").is_in(codes)).with_columns(
        reason=pl.lit("no such domain is among those measured")
    )
    rest = pl.concat([each.select(_COLUMNS) for each in (unplaced, unknown, unmeasured)]).unique()
    columns = ["region", "domain", "strategy", "declared_for"]
    return measured.select(columns).unique().sort(columns), rest.sort(_COLUMNS, nulls_last=True)


def compare_declared(analysis: Specialisation) -> pl.DataFrame:
    """Return each domain that a region with a strategy declares or is specialised in, and what cannot be compared.

    Returns:
        ``region``, ``region_label``, ``domain``, ``domain_label``, ``status`` (``both``, ``declared only``,
        ``revealed only`` or ``not compared``), ``advantage``, ``participations``, ``reason`` (why not compared).
        Regions without a strategy on record have no row: what they declare is not known.
    """
    declared, rest = find_declared(analysis)
    pairs = declared.select("region", "domain", declared=pl.lit(value=True)).unique()
    with_strategy = pl.concat([pairs["region"], rest["region"]]).unique()
    cells = _cells(analysis).filter(pl.col("region").is_in(with_strategy.implode()))
    joined = cells.join(pairs, on=["region", "domain"], how="left").with_columns(
        pl.col("declared").fill_null(value=False)
    )
    status = (
        pl.when(pl.col("declared") & pl.col("revealed")).then(pl.lit("both"))
        .when("declared").then(pl.lit("declared only"))
        .when("revealed").then(pl.lit("revealed only"))
    )  # fmt: skip
    found = joined.with_columns(status=status, reason=pl.lit(None, pl.String)).drop_nulls("status")
    columns = ["region", "region_label", "domain", "domain_label", "status", "advantage", "participations", "reason"]
    order = ["region", "status", "advantage", "domain"]
    return pl.concat([found.select(columns), _not_compared(analysis, rest).select(columns)]).sort(
        order, descending=[False, False, True, False], nulls_last=True
    )


def measure_agreement(analysis: Specialisation) -> pl.DataFrame:
    """Return how far declared and revealed domains of each region agree.

    Precision is the share of the declared domains that are revealed, recall the share of the revealed domains that are
    declared, both of what can be compared. Of a region whose declared domains cannot be compared neither is known.

    Returns:
        ``region``, ``region_label``, ``declared``, ``revealed``, ``both``, ``not_compared`` (numbers of domains),
        ``precision``, ``recall``, ``jaccard`` (shares; null where there is nothing to divide by).

    Source:
        van Rijsbergen (1979), Information Retrieval, chapter 7; Jaccard (1912), New Phytologist 11, 37-50.
    """
    rows = compare_declared(analysis)
    number = {
        name: (pl.col("status") == name).sum().cast(pl.Int64) for name in ("both", "declared only", "revealed only")
    }
    counted = rows.group_by("region", "region_label").agg(
        declared=number["both"] + number["declared only"], revealed=number["both"] + number["revealed only"],
        both=number["both"], not_compared=(pl.col("status") == "not compared").sum().cast(pl.Int64),
    )  # fmt: skip
    either = pl.col("declared") + pl.col("revealed") - pl.col("both")
    shares = {"precision": pl.col("declared"), "recall": pl.col("revealed"), "jaccard": either}
    return counted.with_columns(
        pl.when(whole > 0, pl.col("declared") > 0).then(pl.col("both") / whole).alias(name)
        for name, whole in shares.items()
    ).sort("region")


def _stated(analysis: Specialisation) -> pl.DataFrame:
    tables = analysis.tables
    topics = tables["topic"].filter(pl.col("subject_class") == "priority")
    strategies = tables["strategy"].select(strategy="key", place="region", edition="region_edition", period="period")
    if analysis.request.period:
        strategies = strategies.filter(overlapping_years(pl.col("period"), analysis.request.period))
    priorities = tables["priority"].select("strategy", subject="key").join(strategies, on="strategy")
    stated = priorities.join(topics.select("subject", "scheme", "code"), on="subject")
    if stated.is_empty():
        raise NotFoundError(
            f"{strategies.height} strategies are on record, none with a priority that names a domain, so that declared "
            "and revealed domains cannot be compared"
        )
    return stated


def _place(analysis: Specialisation, stated: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bring strategies to regions of the level and edition analysed."""
    tables, edition = analysis.tables, str(analysis.recipe["nuts_edition"])
    codes = stated.select(region="place", edition=pl.col("edition").cast(pl.String)).unique()
    converted = convert_codes(codes, link_shares(tables["change"]), tables["validity"], edition)
    moved = main_counterpart(converted).rename({"region": "place", "target": "declared_for"})
    placed = stated.with_columns(pl.col("edition").cast(pl.String)).join(
        moved, on=["place", "edition"], how="left", nulls_equal=True
    )
    regions = analysis.volume.regions.select(region="key")
    width = 2 + analysis.request.nuts
    coarse = placed.filter(pl.col("declared_for").str.len_chars() <= width)
    within = coarse.join_where(regions, pl.col("region").str.starts_with(pl.col("declared_for")))
    lost = placed.filter(pl.col("declared_for").is_null() | (pl.col("declared_for").str.len_chars() > width))
    unseen = coarse.join(
        within.select("place", "edition").unique(), on=["place", "edition"], how="anti", nulls_equal=True
    )
    why = "the strategy is for part of a region of this level, or for a region of another edition"
    none = f"no region with {analysis.request.min_region} participations or more"
    reasons = [part.with_columns(reason=pl.lit(reason)) for part, reason in ((lost, why), (unseen, none))]
    left = pl.concat(reasons).select(region="place", domain=pl.format("{}:{}", "scheme", "code"), reason="reason")
    return within, left


def _translate(analysis: Specialisation, placed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bring declared codes to the scheme analysed."""
    target, parts = analysis.volume.scheme, []
    for (scheme,), rows in placed.partition_by("scheme", as_dict=True, maintain_order=True).items():
        parts.append(
            rows.join(_bridge(str(scheme), target, rows["code"]), left_on="code", right_on="source", how="left")
        )
    joined = pl.concat(parts) if parts else placed.with_columns(target=pl.lit(None, pl.String))
    known = joined.drop_nulls("target").with_columns(domain="target")
    lost = joined.filter(pl.col("target").is_null()).with_columns(
        domain=pl.format("{}:{}", "scheme", "code"), reason=pl.lit(f"no mapping to {target}")
    )
    return shorten_codes(known, analysis.request.depth), lost


def _bridge(scheme: str, target: str, codes: pl.Series) -> pl.DataFrame:
    if scheme == target:
        return pl.DataFrame({"source": codes, "target": codes}).unique()
    try:
        return bridge_schemes(scheme, target, codes)
    except NotFoundError:
        return pl.DataFrame(schema={"source": pl.String, "target": pl.String})


def _not_compared(analysis: Specialisation, rest: pl.DataFrame) -> pl.DataFrame:
    edition, scheme = str(analysis.recipe["nuts_edition"]), analysis.volume.scheme
    regions = describe_regions(rest["region"].unique(), analysis.tables["region"], edition)
    domains = label_domains(analysis.tables, scheme, rest["domain"].unique())
    labelled = rest.join(regions.select(region="key", region_label="label"), on="region", how="left").join(
        domains.select(domain="key", domain_label="label"), on="domain", how="left"
    )
    return labelled.with_columns(
        status=pl.lit("not compared"), advantage=pl.lit(None, pl.Float64), participations=pl.lit(None, pl.Int64)
    )


def _cells(analysis: Specialisation) -> pl.DataFrame:
    from_analysis = analysis.frame(
        advantage=analysis.advantage, participations=analysis.participations, revealed=analysis.specialised
    )
    return from_analysis.with_columns(pl.col("participations").cast(pl.Int64))
