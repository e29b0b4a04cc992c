"""Contact data of persons in free text: found and replaced, so that it reaches no graph, dump or log."""

import re
from collections.abc import Iterator

import polars as pl

__all__ = ["EMAIL_MARK", "PHONE_MARK", "find_email_addresses", "mask_column", "mask_personal_data"]

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
