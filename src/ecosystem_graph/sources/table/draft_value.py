"""Proposals for the notation of numbers and days, from the cells."""

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from ecosystem_graph.sources.calendar import parse_days
from ecosystem_graph.sources.number import Notation, currency_mark, parse_number
from ecosystem_graph.sources.table.heading import plain_text
from ecosystem_graph.sources.table.look import AMOUNTS, Look, quoted, sample

__all__ = ["date_lines", "number_lines"]

_FORMATS = (
    "dd.mm.yyyy", "dd/mm/yyyy", "dd-mm-yyyy", "yyyy-mm-dd", "yyyy/mm/dd", "yyyy.mm.dd", "yyyy. mm. dd.", "dd.mm.yy",
    "dd/mm/yy",
    "mm/dd/yyyy", "mm/yyyy", "mm.yyyy", "month yyyy", "dd month yyyy", "d. month yyyy", "yyyy-mm", "yyyy", "excel",
)  # fmt: skip
_NOTATIONS = (
    Notation(",", "."), Notation(".", ","), Notation(",", " "), Notation(".", " "), Notation(".", "'’"),
    Notation(",", ""),
    Notation(".", ""),
)  # fmt: skip
_CURRENCY_COLUMN = r"currency|wahrung|waehrung|devise|moneda|valuta|waluta|mena\b|penznem|валута|νομισμα"
_CURRENCY_CODE = r"\b(EUR|PLN|CZK|HUF|RON|BGN|HRK|SEK|DKK|GBP|NOK|CHF)\b"
_FEW = 0.05


def number_lines(look: Look) -> Iterator[str]:
    """Yield the section ``[numbers]``: the notations and the currency that the amounts fit."""
    columns = [look.fields[field] for field in AMOUNTS if field in look.fields]
    if not columns:
        return
    cells = pl.concat([sample(look.cells[column]) for column in columns]).to_frame("raw")
    yield from ["", "[numbers]"]
    fitting = [each for each in _NOTATIONS if _share(cells, parse_number(pl.col("raw"), each)) >= 1 - _FEW]
    if look.typed and _share(cells, parse_number(pl.col("raw"), Notation())) >= 1 - _FEW:
        fitting = [Notation()]
    used = _used(fitting, cells)
    if not used:
        yield "# TODO: the amounts follow no notation that is known here; some cells: " + "; ".join(
            cells["raw"].head(3)
        )
        used = [Notation()]
    yield f"decimal = {quoted(used[0].decimal)}"
    if used[0].group:
        yield f"group = {quoted(used[0].group)}"
    if len(used) > 1:
        other = used[1]
        yield f"# CHECK: decimal = {quoted(other.decimal)}, group = {quoted(other.group)} would fit as well"
    yield from _currency(look, cells, columns, used[0])


def _used(fitting: list[Notation], cells: pl.DataFrame) -> list[Notation]:
    """Return the notations that give different numbers, each with no more signs than the cells have."""
    kept: list[Notation] = []
    results: list[list[float | None]] = []
    for notation in sorted(fitting, key=lambda each: not _has_group(cells, each)):
        numbers = cells.select(parse_number(pl.col("raw"), notation).cast(pl.Float64)).to_series().to_list()
        if numbers not in results:
            results.append(numbers)
            kept.append(notation if _has_group(cells, notation) else replace(notation, group=""))
    return kept


def _has_group(cells: pl.DataFrame, notation: Notation) -> bool:
    if not notation.group:
        return False
    pattern = f"[0-9][{re.escape(notation.group)}][0-9]"
    return bool(cells["raw"].str.replace_all("[\u00a0\u202f\u2009]", " ").str.contains(pattern).any())


def _currency(look: Look, cells: pl.DataFrame, columns: list[str], notation: Notation) -> Iterator[str]:
    marks = set(cells.select(currency_mark(pl.col("raw"), notation)).to_series())
    column = next((each for each in look.columns if re.search(_CURRENCY_COLUMN, plain_text(each))), None)
    named = {code for each in columns for code in re.findall(_CURRENCY_CODE, each.upper())}
    named |= {"EUR"} if any("€" in each for each in columns) else set()
    if column:
        yield f"currency = {{ column = {quoted(column)} }}"
    elif None not in marks:
        yield "# The currency stands beside each amount."
    elif len(named | (marks - {None})) == 1:
        yield f"currency = {quoted(next(iter(named or marks - {None})))}"
    else:
        yield '# currency = "EUR"  # TODO: nothing in the file says the currency; without it no amount is read'


def date_lines(look: Look) -> Iterator[str]:
    """Yield the section ``[dates]``: the formats that the days fit, those that most of them fit first."""
    columns = [look.fields[field] for field in ("start", "end") if field in look.fields]
    if not columns:
        return
    cells = pl.concat([sample(look.cells[column]) for column in columns]).unique(maintain_order=True).to_frame("raw")
    found, left = [], cells
    shares = {each: _share(cells, parse_days(pl.col("raw"), [each]).struct.field("first")) for each in _FORMATS}
    for form in sorted(_FORMATS, key=lambda each: -shares[each]):
        fits = parse_days(pl.col("raw"), [form]).struct.field("first").is_not_null()
        if left.filter(fits).height:
            found.append(form)
            left = left.filter(~fits)
    if look.typed:
        found = [each for each in found if each != "yyyy-mm-dd"]
    yield from ["", "[dates]", f"formats = [{', '.join(map(quoted, found))}]"]
    if look.typed:
        yield "# Days that the workbook keeps as days need no format."
    if "dd/mm/yyyy" in found and shares["mm/dd/yyyy"] == shares["dd/mm/yyyy"]:
        yield '# CHECK: "mm/dd/yyyy" would fit as well'
    unread = left.filter(~pl.col("raw").str.contains(r"^\d{4}-\d\d-\d\d[T ]")) if look.typed else left
    if unread.height:
        yield "# TODO: some cells follow no format that is known here: " + "; ".join(unread["raw"].head(3))


def _share(cells: pl.DataFrame, parsed: pl.Expr) -> float:
    return cells.select(parsed.is_not_null().mean()).item() or 0.0
