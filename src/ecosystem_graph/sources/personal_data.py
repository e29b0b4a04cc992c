"""Contact data of persons in free text: found and replaced, so that it reaches no graph, dump or log."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.records.key import digest
from ecosystem_graph.records.schema import describe_columns

__all__ = [
    "EMAIL_MARK", "PHONE_MARK", "find_email_addresses", "mask_column", "mask_issues", "mask_personal_data",
    "mask_records",
]  # fmt: skip

EMAIL_MARK = "[e-mail removed]"
PHONE_MARK = "[phone number removed]"

# Starts only where a word starts: otherwise a long text without an address would be searched anew from each letter.
_LOCAL = r"(?<![\w.+%'~-])[\w.+%'~-]*[\w+%~-]"
# The last part is letters only, so that `page@v1.2` in a web address stays; `@ www.` is a site, not a mail host.
_DOMAIN = r"(?!www\.)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}"
_AT = r"[@＠]|&#0*64;|&commat;|%40"
_SPELT_AT = r"[(\[{<]\s*(?:at|ät|@|arroba|chiocciola|małpa)\s*[)\]}>]"
_SPELT_DOT = r"(?:\s*[(\[{<]\s*(?:dot|punkt|point|punto|ponto|kropka|\.)\s*[)\]}>]\s*|\.)"
_HOST = rf"[^\W_][\w-]*(?:{_SPELT_DOT}[\w-]+)*{_SPELT_DOT}[^\W\d_]{{2,}}"
_EMAIL = re.compile(
    rf"{_LOCAL}(?:(?:{_AT})|\s[@＠]\s){_DOMAIN}|{_LOCAL}\s*{_SPELT_AT}\s*{_HOST}",
    re.IGNORECASE,
)
_MAY_HOLD_EMAIL = re.compile(rf"{_AT}|{_SPELT_AT}", re.IGNORECASE)
_CUE = (
    r"(?:tel(?:ephone|efon|éfono|efono|éphone|efone|efax|efonnummer)?|tél(?:éphone)?|phone|fax|mobile|mobil|handy|gsm|tlf|puh|"
    r"тел(?:ефон)?|τηλ)\b\.?\s*(?:(?:no|nr|number)\b\.?)?\s*[:.]?\s*"
)
# Numbers without such a word before them are left alone: most are amounts, years and programme codes.
_PHONE = re.compile(rf"(?P<cue>(?<!\w){_CUE})[+(]*\d(?:[\s()/.\u2011\u2013-]{{0,3}}\d){{5,}}", re.IGNORECASE)
# What a cell must hold to be worth a closer look: looser and much faster than the patterns above.
_SUSPECT = (
    _AT,
    rf"(?i){_SPELT_AT}",
    r"(?i)(?:tel|tél|phone|fax|mobil|handy|gsm|tlf|puh|тел|τηλ)[^0-9]{0,40}[0-9]",
)


_MAY_HOLD = re.compile("|".join(pattern.replace("(?i)", "") for pattern in _SUSPECT), re.IGNORECASE)


def find_email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each e-mail address, disguised ones among them.

    Examples:
        >>> list(find_email_addresses("Write to a.b@example.eu"))
        [(9, 23)]
    """
    if _MAY_HOLD_EMAIL.search(text):
        for match in _EMAIL.finditer(text):
            yield match.span()


def mask_personal_data(text: str) -> tuple[str, int]:
    """Replace e-mail addresses and announced telephone numbers by a mark.

    E-mail addresses may be disguised (``name (at) host [dot] eu``). Telephone numbers are replaced only after a word
    such as ``Tel.``, ``phone`` or ``fax``, which stays.

    Args:
        text: Any text.

    Returns:
        The text, unchanged where nothing was found, and the number of replacements.

    Examples:
        >>> mask_personal_data("Write to a.b@example.eu or call Tel. +43 1 234 56 78 before 2019.")
        ('Write to [e-mail removed] or call Tel. [phone number removed] before 2019.', 2)
        >>> mask_personal_data("Budget 1,234,567.00; mobile 4 teams @ 3 places")
        ('Budget 1,234,567.00; mobile 4 teams @ 3 places', 0)
    """
    masked, emails = _EMAIL.subn(EMAIL_MARK, text)
    found = emails
    while found:  # an address that begins where another one ends is seen once that is gone
        masked, found = _EMAIL.subn(EMAIL_MARK, masked)
        emails += found
    masked, phones = _PHONE.subn(rf"\g<cue>{PHONE_MARK}", masked)
    return masked, emails + phones


def mask_column(column: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Mask every cell of a column of texts.

    Args:
        column: Texts, nulls allowed.

    Returns:
        The column, and one row per changed cell: ``index`` (position in the column) and ``count`` of replacements.
    """
    suspect = pl.any_horizontal(pl.col("text").str.contains(pattern) for pattern in _SUSPECT)
    suspects = column.to_frame("text").with_row_index("index").filter(suspect)
    hits = [
        (index, masked, count)
        for index, text in suspects.iter_rows()
        for masked, count in [mask_personal_data(text)]
        if count
    ]
    changed = pl.DataFrame(hits, schema={"index": pl.UInt32, "text": pl.String, "count": pl.Int64}, orient="row")
    if hits:
        column = column.scatter(changed["index"], changed["text"])
    return column, changed.select("index", "count")


def mask_records(records: RecordSet, file: str) -> tuple[RecordSet, tuple[Issue, ...]]:
    """Mask what importers let pass: contact data where nobody expects them, a date or a type for instance.

    A key with contact data is replaced by a digest of it, the same wherever it stands, so that rows stay apart and
    references hold.

    Args:
        records: What a file gave.
        file: Its name, for the issues.

    Returns:
        The records, the same ones when nothing was found, and one issue per column with the number of replacements.
    """
    masked: dict[str, pl.DataFrame] = {}
    issues = []
    for name, table in records.items():
        for column in table.select(pl.col(pl.String)).columns if table.height else ():
            cells, changed = mask_column(table[column])
            if not changed.height:
                continue
            if column in _keys(name):
                rows = changed["index"]
                cells = table[column].scatter(rows, [_digest_key(key) for key in table[column].gather(rows)])
            masked[name] = masked.get(name, table).with_columns(cells)
            issues.append(_masked(file, f"{name}.{column}", int(changed["count"].sum())))
    return (RecordSet({**records, **masked}) if masked else records), tuple(issues)


def mask_issues(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Mask what issues show of a source, and replace the key of their record as `mask_records` does."""
    for issue in issues:
        shown = (issue.place, issue.field, issue.found, issue.message)
        if any(_MAY_HOLD.search(text) for text in (*shown, issue.record)):
            place, field, found, message = (mask_personal_data(text)[0] for text in shown)
            record = _digest_key(issue.record) if mask_personal_data(issue.record)[1] else issue.record
            yield replace(issue, place=place, field=field, found=found, message=message, record=record)
        else:
            yield issue


@cache
def _keys(table: str) -> frozenset[str]:
    """Return the columns with keys, as their descriptions tell."""
    return frozenset(name for name, meaning in describe_columns(TABLES[table]).items() if meaning.startswith("Key"))


def _digest_key(key: str) -> str:
    return f"{key.partition('.')[0]}.{digest(key)}"


def _masked(file: str, field: str, count: int) -> Issue:
    message = "Mail addresses or telephone numbers stood where none belong; they were replaced by a mark."
    return Issue("EG-SRC-003", "info", file, "", field, f"{count} replaced", message)
