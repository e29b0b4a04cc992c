"""Values of rules, for all rows of a sheet at once."""

from collections.abc import Callable

import polars as pl

from ecosystem_graph.records.key import digest_rows
from ecosystem_graph.sources.table.definition import Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import one_line

__all__ = [
    "ITEM",
    "by_value",
    "coded",
    "digests",
    "field_name",
    "has_letters",
    "item_lists",
    "local_code",
    "published",
    "split_items",
    "translate",
]

ITEM = "@item "
"""What the names of columns begin with that hold the items of lists, one a row."""

_SEPARATOR = "\x1e"
_LETTER = r"[\p{L}\p{N}]"


def field_name(rule: Rule) -> str:
    """Return the columns of a rule as an issue names them: as published."""
    return ", ".join(each.partition(" of ")[2] if each.startswith(ITEM) else each for each in rule.columns)


def published(rule: Rule) -> pl.Expr:
    """Return the text that a rule takes from each row; null where there is none.

    White space at both ends is removed. A cell that the pattern does not match gives null.
    """
    if rule.value is not None:
        return pl.lit(rule.value)
    cells = [pl.col(one_line(column)).str.strip_chars() for column in rule.columns]
    text = cells[0] if len(cells) == 1 else pl.concat_str(cells, separator=rule.join, ignore_nulls=True)
    if rule.pattern is not None:
        text = _match(text, rule.pattern)
    if rule.pad:
        text = pl.when(text.str.contains(r"^[0-9]+$")).then(text.str.zfill(rule.pad)).otherwise(text)
    if rule.absent:
        text = pl.when(~text.str.to_lowercase().is_in([word.lower() for word in rule.absent])).then(text)
    text = pl.when(text != "").then(text)
    return pl.lit(rule.prefix) + text if rule.prefix else text


def item_lists(rule: Rule) -> pl.Expr:
    """Return the items of each cell as a list of texts; one item where the rule does not split."""
    text = published(rule)
    if not rule.split:
        return pl.concat_list(text)
    return split_items(text, rule).list.eval(pl.element().filter(pl.element().str.contains(_LETTER)))


def split_items(text: pl.Expr, rule: Rule) -> pl.Expr:
    """Return the parts of a text between the separators of a rule, empty ones included, so that lists keep step."""
    item = pl.element().str.strip_chars()
    if rule.item is not None:
        item = _match(item, rule.item)
    return text.str.replace_all(rule.split, _SEPARATOR).str.split(_SEPARATOR).list.eval(item)


def _match(text: pl.Expr, pattern: str) -> pl.Expr:
    """Return the first group of a pattern, or the whole match where it has no group; null where nothing matches."""
    return text.str.extract(pattern if _has_group(pattern) else f"({pattern})", 1).str.strip_chars()


def coded(rows: pl.DataFrame, rule: Rule, findings: Findings, raw: str) -> pl.Series:
    """Return the codes of a column of published values.

    Args:
        rows: Rows with the column and `PLACE`.
        rule: Its codes, and what becomes of other values.
        findings: Told of values without code, where the rule says so.
        raw: Name of the column.
    """
    if not rule.codes:
        return rows[raw]
    codes = rule.codes
    column = translate(rows[raw], lambda text: codes.get(" ".join(text.split()).casefold()))
    lost = rows.filter(column.is_null() & rows[raw].is_not_null())
    if rule.otherwise == "keep":
        return column.fill_null(rows[raw])
    if rule.otherwise == "report":
        findings.add_rows("EG-TAB-012", lost, field=field_name(rule), found=raw)
    return column


def translate(column: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Return a column whose values a function has changed; it is called once for each distinct value."""
    values = column.drop_nulls().unique().to_list()
    changed = {value: function(value) for value in values}
    return column.replace_strict(changed, default=None, return_dtype=pl.String)


def digests(rows: pl.DataFrame, parts: list[pl.Expr]) -> pl.Series:
    """Return a short key for each row, made of some texts of it; see `digest_rows`."""
    names = [f"@{position}" for position in range(len(parts))]
    named = rows.with_columns(part.alias(name) for name, part in zip(names, parts, strict=True)).select(names)
    if named.width > 1:
        return digest_rows(named).alias("@digest")
    values = named.to_series().rename("raw")
    distinct = values.unique()
    keys = distinct.to_frame().with_columns(digest_rows(distinct.to_frame()).alias("@digest"))
    return values.to_frame().join(keys, on="raw", how="left", nulls_equal=True, maintain_order="left")["@digest"]


def by_value(column: pl.Series, **expressions: pl.Expr) -> pl.DataFrame:
    """Return columns computed from a column ``raw``; each distinct value is computed once.

    Examples:
        >>> by_value(pl.Series(["a", "b", "a"]), twice=pl.col("raw") + pl.col("raw"))["twice"].to_list()
        ['aa', 'bb', 'aa']
    """
    distinct = column.alias("raw").unique().to_frame().with_columns(**expressions)
    return column.alias("raw").to_frame().join(distinct, on="raw", how="left", nulls_equal=True, maintain_order="left")


def local_code(text: pl.Expr) -> pl.Expr:
    """Return an identifier as it is put in a key: white space inside becomes one blank."""
    return text.str.replace_all(r"\s+", " ")


def has_letters(text: pl.Expr) -> pl.Expr:
    """Tell whether a text has a letter or a digit: a full stop alone is no text."""
    return text.str.contains(_LETTER)


def _has_group(pattern: str) -> bool:
    bare = pattern.replace("\\\\", "").replace("\\(", "")
    return any(bare[position : position + 2] != "(?" or bare[position : position + 4] == "(?P<"
               for position, sign in enumerate(bare) if sign == "(")  # fmt: skip
