"""Shapes of short project names: ``TraCS3``, ``CO.N.S.E.N.SO``, ``INNO INFRA SHARE``, ``HYBRIPROTECH +``."""

import re

__all__ = ["NAME", "QUOTED", "is_capitalised", "is_coined", "is_striking", "plain_name", "run_of_names"]

NAME = re.compile(r"(?:[^\W_]\w*(?:(?:[@>+&#!:.*’'_-]|//)+[^\W_]\w*)*[+!]?)")
"""One word of a short name, with the signs that may stand inside."""

QUOTED = re.compile(r"[„“\"”«»‘’'‚‹>]{1,2}[ \u00a0]?([^„“\"”«»‚‹›\n]{2,250}?)[ \u00a0]?[“\"”»«’'›‘]{1,2}(?!\w)")
"""Words in quotation marks of any kind."""

_GAP = re.compile(r"[ \u00a0](?:[&+][ \u00a0](?=[A-Z]))?")
_PLUS = re.compile(r"[ \u00a0](?:\+{1,2}|\d{1,2}(?:\.0)?)(?![\w,.]|[ \u00a0]\d)")
_STRIKING = re.compile(
    r"[^\W\d_].*\d|\d.*[^\W\d_]|[^\W\d_A-ZÀ-ÞΑ-ΩА-Я][A-ZÀ-ÞΑ-ΩА-Я]|[A-ZÀ-Þ]{3}[a-z-]|[@>#_!]|\w\+|[^\W\d_]\.[A-Z]"
)
_ROMAN = re.compile(r"[IVX]+|[IVX]+-?[A-Z]")
_LONGEST = 6


def is_striking(word: str) -> bool:
    """Tell whether a word looks like nothing but a coined name.

    Examples:
        >>> [is_striking(word) for word in ("TraCS3", "SHARE", "Smart>Net", "Inno-drop", "Innovation", "V-A", "2014")]
        [True, True, True, False, False, False, False]
    """
    letters = sum(map(str.isalpha, word))
    if letters < 2 or _ROMAN.fullmatch(word):
        return False
    capitals = sum(map(str.isupper, word))
    return (
        (capitals == letters and letters >= 3)
        or (bool(_STRIKING.search(word)) and capitals > 0)
        or (capitals == letters == 2 and "-" in word)
    )


def is_coined(word: str) -> bool:
    """Tell whether a word mixes small letters with digits or capitals inside: no common word and no abbreviation does.

    Examples:
        >>> [is_coined(word) for word in ("TraCS3", "RECiPE4Mobility", "SHARE", "KMUs", "AutomotiveNL")]
        [True, True, False, False, True]
    """
    small = any(map(str.islower, word))
    inner = sum(map(str.isupper, word)) >= 2 or any(map(str.isdigit, word))
    return small and inner and len(word) >= 5 and word[0].isupper() and not (word[:-1].isupper() and word[-1] in "si")


def is_capitalised(word: str) -> bool:
    """Tell whether a word begins with a capital letter or a digit."""
    return word[0].isupper() or word[0].isdigit()


def plain_name(name: str) -> str:
    """Return the letters and digits of a name, small: what two spellings of it share.

    Examples:
        >>> plain_name("S3-4AlpClusters") == plain_name("S3 4alpclusters")
        True
    """
    return "".join(char for char in name.lower() if char.isalnum())


def run_of_names(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span of the words of a short name that begins at a place, up to the first small word.

    A run of capitalised words counts as far as its last striking word; where no word is striking, only the
    first counts.

    Examples:
        >>> text = "INNO INFRA SHARE is approved"
        >>> text[slice(*run_of_names(text, 0, len(text)))]
        'INNO INFRA SHARE'
    """
    words: list[tuple[int, int]] = []
    at = start
    while len(words) < _LONGEST:
        match = NAME.match(text, at, stop)
        if match is None or not is_capitalised(match[0]):
            break
        words.append(match.span())
        gap = _GAP.match(text, match.end(), stop)
        if gap is None:
            break
        at = gap.end()
    if not words:
        return start, start
    striking = [index for index, (left, right) in enumerate(words) if is_striking(text[left:right])]
    last = max(striking) if striking else 0
    if striking and last + 1 < len(words) and last == 0 and _is_lone(text, words):
        last = len(words) - 1 if len(words) == 2 else last
    if last + 2 < len(words) and text[slice(*words[last + 1])] in {"2", "4"}:
        last += 2  # `FoodChains 4 EU`: for Europe
    end = words[last][1]
    plus = _PLUS.match(text, end, stop)
    return words[0][0], plus.end() if plus else end


def _is_lone(text: str, words: list[tuple[int, int]]) -> bool:
    """Tell whether a second word belongs to a striking first one: it is capitalised and short (``Transcolab Plus``)."""
    left, right = words[1]
    return text[left:right] in {"Plus", "Next", "Pro", "Net", "Lab", "Up", "Go", "Hub", "II", "III", "IV"}
