"""Proposals for the notation of numbers and days, from the cells."""

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from ecosystem_graph.sources.calendar import parse_days
from ecosystem_graph.sources.number import CURRENCY_MARKS, Notation, currency_mark, parse_number
from ecosystem_graph.sources.table.heading import AMOUNTS, plain_text
from ecosystem_graph.sources.table.look import Look, quoted, sample

__all__ = ["date_lines", "money_columns", "number_lines", "scale_of"]

_FORMATS = (
    "dd.mm.yyyy", "dd/mm/yyyy", "dd-mm-yyyy", "yyyy-mm-dd", "yyyy/mm/dd", "yyyy.mm.dd", "yyyy. mm. dd.", "dd.mm.yy",
    "dd/mm/yy",
    "dd.mm.yyyy*", "dd/mm/yyyy*", "iso", "yyyymmdd", "mm/dd/yyyy", "mm/yyyy", "mm.yyyy", "month yyyy", "dd month yyyy",
    "d. month yyyy", "yyyy-mm", "yyyy", "excel",
)  # fmt: skip
_NOTATIONS = (
    Notation(",", "."), Notation(".", ","), Notation(",", " "), Notation(".", " "), Notation(".", "'’"),
    Notation(",", ""),
    Notation(".", ""),
)  # fmt: skip
_CURRENCY_COLUMN = r"currency|wahrung|waehrung|devise|moneda|valuta|waluta|mena\b|penznem|валута|νομισμα"
_CURRENCY_CODE = r"\b(EUR|PLN|CZK|HUF|RON|BGN|HRK|SEK|DKK|GBP|NOK|CHF)\b"
_SCALES = {
    1_000_000: r"\bmi[ol]n?\.|\bmio\b|\bmln\b|million|milion|miljo|milj\.|meur\b|\bm€|млн|εκατ",
    1_000: r"\btsd\b|\btys\b|\btis\.|\btkr\b|\btdkk\b|\bkeur\b|\bk€|thousand|tausend|milliers|\bmiles\b|migliaia|"
           r"milhares|tisic|tuhat|tukst|tusen|\b1[ .]?000 (?:eur|€|kr)|хил\.|χιλ|\bezer\b|mii lei",
}  # fmt: skip
_WORDS_TOO = frozenset({"fr", "kn", "ls", "lt", "lv", "tl", "ft", "lei"})
"""Currency marks that are words, too, so that they count in brackets only."""
_FEW = 0.05


def number_lines(look: Look) -> Iterator[str]:
    """Yield the section ``[numbers]``: the notations and the currency that the amounts fit."""
    columns = list(money_columns(look).values())
    if not columns:
        return
    cells = pl.concat([sample(look.cells[column]) for column in columns]).to_frame("raw")
    yield from ["", "[numbers]"]
    fitting = [each for each in _NOTATIONS if _share(cells, parse_number(pl.col("raw"), each)) >= 1 - _FEW]
    # 0,523 is no group of thousands.
    fitting = [each for each in fitting if not _begins_with_zero(cells, each)]
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


def _begins_with_zero(cells: pl.DataFrame, notation: Notation) -> bool:
    pattern = f"(?:^|[^0-9])0[{re.escape(notation.group)}][0-9]{{3}}"
    return bool(notation.group) and bool(cells["raw"].str.contains(pattern).any())


def _has_group(cells: pl.DataFrame, notation: Notation) -> bool:
    if not notation.group:
        return False
    pattern = f"[0-9][{re.escape(notation.group)}][0-9]"
    return bool(cells["raw"].str.replace_all("[\u00a0\u202f\u2009]", " ").str.contains(pattern).any())


def money_columns(look: Look) -> dict[str, str]:
    """Return the columns with amounts by kind, those that were paid as ``eu paid``."""
    kinds = (*AMOUNTS, *(f"{kind} paid" for kind in AMOUNTS))
    return {kind: look.fields[kind] for kind in kinds if kind in look.fields}


def scale_of(column: str) -> tuple[int, str | None]:
    """Return what one stands for in the amounts of a column, by its name, and the currency that it says.

    Examples:
        >>> scale_of("Wartość ogółem (w tys. zł)"), scale_of("Total cost (EUR)"), scale_of("Samlet budget (mio. kr.)")
        ((1000, 'PLN'), (1, 'EUR'), (1000000, None))
    """
    text = plain_text(column)
    scale = next((number for number, words in _SCALES.items() if re.search(words, text)), 1)
    codes = set(re.findall(_CURRENCY_CODE, column.upper()))
    words = {word.strip(".") for word in re.findall(r"[€£]|[^\W\d_]+\.?", column.lower())}
    codes |= {code for mark, code in CURRENCY_MARKS.items() if mark in words and mark not in _WORDS_TOO}
    bracketed = {found.strip(" .").lower() for found in re.findall(r"[(\[]([^)\]]*)[)\]]", column)}
    codes |= {CURRENCY_MARKS[mark] for mark in _WORDS_TOO if bracketed & {mark, f"in {mark}", f"în {mark}"}}
    return scale, codes.pop() if len(codes) == 1 else None


def _currency(look: Look, cells: pl.DataFrame, columns: list[str], notation: Notation) -> Iterator[str]:
    marks = set(cells.select(currency_mark(pl.col("raw"), notation)).to_series())
    column = next((each for each in look.columns if re.search(_CURRENCY_COLUMN, plain_text(each))), None)
    named = {currency for each in columns if (currency := scale_of(each)[1])}
    named = named or {currency for each in [look.above] if (currency := scale_of(each)[1])}
    if column and column not in columns:
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
