"""Web addresses: only those that are IRIs may become IRIs of the graph."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.rule import WEBSITE

__all__ = ["is_web_address", "null_invalid_websites"]

_COLUMNS = ("website", "url", "iri", "gazetteer")

# RFC 3987, section 2.2.
_UNRESERVED = (
    r"A-Za-z0-9._~\-\x{A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF}\x{10000}-\x{1FFFD}\x{20000}-\x{2FFFD}"
    r"\x{30000}-\x{3FFFD}\x{40000}-\x{4FFFD}\x{50000}-\x{5FFFD}\x{60000}-\x{6FFFD}\x{70000}-\x{7FFFD}"
    r"\x{80000}-\x{8FFFD}\x{90000}-\x{9FFFD}\x{A0000}-\x{AFFFD}\x{B0000}-\x{BFFFD}\x{C0000}-\x{CFFFD}"
    r"\x{D0000}-\x{DFFFD}\x{E1000}-\x{EFFFD}"
)
_DELIMITERS = r"!$&'()*+,;="
_INVISIBLE = r"\p{Z}\p{Cf}"


def _part(marks: str) -> str:
    """Return a class of one character that is allowed beside some marks, or an encoded byte."""
    return f"(?:[[{_UNRESERVED}{_DELIMITERS}{marks}]--[{_INVISIBLE}]]|%[0-9A-Fa-f]{{2}})"


_AFTER_PATH = f"{_part(':@/?')}*"
_WEB_ADDRESS = (
    f"^(?i:https?)://{_part('')}+(?::[0-9]{{1,5}})?(?:/{_part(':@/')}*)?(?:\\?{_AFTER_PATH})?(?:#{_AFTER_PATH})?$"
)


def is_web_address(column: str) -> pl.Expr:
    """Return whether each value is an absolute http(s) IRI with a host name, after RFC 3987; null for null.

    Narrower than the RFC on purpose: no user names, no IP literals, no private characters, nothing invisible.
    """
    return pl.col(column).str.contains(_WEB_ADDRESS)


def null_invalid_websites(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables with null in place of web addresses that are not IRIs, and the findings."""
    checked, findings = dict(tables), []
    for name, column in ((name, column) for name in tables for column in _COLUMNS if column in tables[name].columns):
        table = checked[name]
        invalid = table.filter(~is_web_address(column))
        if invalid.height:
            checked[name] = table.with_columns(pl.when(is_web_address(column)).then(pl.col(column)).alias(column))
            findings.append(WEBSITE.findings(invalid, f"{name}.{column}", column))
    return checked, findings
