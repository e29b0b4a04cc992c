"""Text made alike for matching, without moving a single character: the place of a match is the place in the page."""

import unicodedata
from functools import lru_cache

__all__ = ["bare", "fold"]

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
)
_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\u02b9\uff07`"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"

# Letters that Unicode does not take apart although readers leave the stroke out.
_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d", "ς": "σ"}


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _signs() -> dict[int, str]:
    table: dict[int, str] = {}
    for signs, plain in ((_SPACES, " "), (_DASHES, "-"), (_APOSTROPHES, "'"), (_QUOTES, '"')):
        table.update(dict.fromkeys(map(ord, signs), plain))
    table[ord("ς")] = "σ"
    return table


def _base_letters() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _STROKES.items()}
    for code in (*range(0x00C0, 0x0250), *range(0x0370, 0x0530), *range(0x1E00, 0x2000)):
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        if base != char and base.isalpha():
            table.setdefault(code, base)
    table.update({ord(sign): " " for sign in "-\n\r\t\u2028\u2029"})
    return table


_SIGNS = _signs()
_BARE = _base_letters()


def fold(text: str) -> str:
    r"""Write spaces, dashes, apostrophes and quotation marks in one form each, and letters small.

    Letters whose small form has another length (``İ``) stay, so every offset of the result is one of the text.

    Args:
        text: Any text.

    Returns:
        A text of the same length.

    Examples:
        >>> fold("KMO\u2019s \u2013 2\u202f521\u00a0964 €")
        "kmo's - 2 521 964 €"
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(map(_lower, text))
    return lower.translate(_SIGNS)


@lru_cache(maxsize=2)
def bare(folded: str) -> str:
    """Leave out accents and strokes, and write hyphens and line ends as spaces: what names are looked up in.

    Capitals often lose their accents, and so do pages that passed through old systems (``Skane``); a name that is
    broken over two lines or written with a hyphen is still the name.

    Args:
        folded: What :func:`fold` returned.

    Returns:
        A text of the same length.

    Examples:
        >>> bare(fold("Friuli-Venezia Giulia, Skåne, Θεσσαλία"))
        'friuli venezia giulia, skane, θεσσαλια'
    """
    return folded.translate(_BARE)
