"""The meaning of single words: lexicon, parts of compounds, and the stem that related languages share."""

import re
from typing import NamedTuple

from ecosystem_graph.resolve.linkage.lexicon import Entry, Lexicon, fold

__all__ = ["Meaning", "interpret_word", "stem"]

_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 4
_SHORTEST_END = 3
_SHORTEST_REST = 6
_LONGEST_ENDING = 5
_LONGEST_STRICT = 4
"""Beginnings up to here begin other words, too: ``bog|dan`` is no book, ``vej|le`` no road."""
_LINKS = ("", "s", "es", "n", "en", "e", "er", "i")
_ROMAN = re.compile(r"(?=[ivx]{2,6}$)x{0,3}(ix|iv|v?i{0,3})")
_SPELLINGS = (
    ("sch", "s"), ("tsch", "c"), ("ph", "f"), ("th", "t"), ("ch", "k"), ("sh", "s"), ("ck", "k"), ("cz", "c"),
    ("ae", "e"), ("oe", "e"), ("ue", "u"), ("ou", "u"), ("qu", "k"), ("x", "ks"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("ce", "se"), ("ci", "si"), ("z", "s"), ("c", "k"), ("ii", "i"), ("aa", "a"), ("ee", "e"), ("oo", "o"),
)  # fmt: skip
"""Spellings that differ between languages for what was one word, applied in this order."""
_ENDING = re.compile(
    r"(?<=...)(?:iskais|iskikh|iskai|iskii|iskoi|iska|iske|iski|iskih|isken|iskem|isker|iskes|isk|ikal|ikalu|ikai|ikum|ik[aeou]s?|aliski|"
    r"alnei|alni|alna|alne|ales?|alis|ations?|asioni?|asione|asionen|asionu|akao|akoes|asios?|atsiia|atsiooni?|asija|asii|"
    r"ies|ien|ias|ios|iei|iou|ion|iia|ia|ie|io|iu|ea|es|en|em|er|ei|os|as|us|um|is|in|om|ov|ou|u|a|e|i|o|s|n)$"
)
_DERIVED = re.compile(
    r"[a-z]{0,4}?(?:olog|ogra[fp]h?|isch|isti|iche?s?[kn]|esk|iqu|ical|a[ct]i?on|azion|i[zs]a[ct]|ierung|evtich|[ct]?euti|"
    r"tional|tionn|enn|imento|ament|edad|idad|encia|arst|nitst|nictw|inen|isten|ional|iens|ici[ae]n|alist)[a-z]{0,5}"
)
"""What makes another word of the same meaning out of a beginning: ``pharm|aceutical``, ``mathem|atiques``."""
_ANY = "gbg"
"""Three letters that stand for any beginning of a word."""
_DOUBLE = re.compile(r"(.)\1+")


class Meaning(NamedTuple):
    """One thing that a word says.

    Attributes:
        concept: Concept of the lexicon, stem, or digits.
        group: ``kind``, ``field``, ``demonym``, ``number`` or ``word``.
    """

    concept: str
    group: str


def stem(word: str) -> str:
    """Return what words of one origin have in common across languages.

    Args:
        word: Folded word.

    Returns:
        The word in one spelling for all languages, without its ending.

    Examples:
        >>> {stem(word) for word in ("microscopy", "mikroskopie", "microscopia", "mikroskopija")}
        {'mikroskop'}
    """
    spelt = word
    for variant, common in _SPELLINGS:
        spelt = spelt.replace(variant, common)
    spelt = _DOUBLE.sub(r"\1", spelt)
    short = _ENDING.sub("", spelt)
    return _ENDING.sub("", short) if len(short) > 6 else short


def interpret_word(token: str, lexicon: Lexicon, *, is_proper: bool = False) -> tuple[Meaning, ...]:
    """Return what a word of a name says.

    Args:
        token: The word as published, one run of letters and digits.
        lexicon: Where meanings are looked up.
        is_proper: Whether nothing else tells this name from others. Then only inflected forms are read:
            ``Metalimpex`` does not say what ``Metalko`` says. Regions are known by their beginnings all the same.

    Returns:
        One meaning, or one per part of a compound (``Forschungszentrum``: research, centre).
    """
    if "_" in token:
        phrase = lexicon.find_phrase(token)
        return () if phrase is None else (_said(phrase),)
    word = fold(token).replace("_", "")
    if not word:
        return ()
    if word.isdigit() or (token.isupper() and _ROMAN.fullmatch(word)):
        return (Meaning(_number(word), "number"),)
    entry = lexicon.find(word)
    rest = word if entry is None else word[len(entry.word) :]
    found = () if entry is None else _begun(rest, entry, is_proper=is_proper)
    if found and len(rest) < _SHORTEST_REST:
        return found
    return _split(word, lexicon) or found or (Meaning(stem(word), "word"),)


def _begun(rest: str, entry: Entry, *, is_proper: bool) -> tuple[Meaning, ...]:
    """Return what a word says that begins like an entry of the lexicon; nothing where it is another word."""
    if _is_ending(rest):
        return (_said(entry),)
    if len(rest) <= _SHORTEST_REST:
        is_strict = len(entry.word) <= _LONGEST_STRICT or (is_proper and not entry.concept.startswith("region-"))
        return () if is_strict else (_said(entry),)
    # What is left is another word, too long for an ending: Wissenschaftspressekonferenz is no Wissenschaft.
    return (_said(entry), Meaning(stem(rest), "word"))


def _is_ending(rest: str) -> bool:
    """Tell whether letters behind the beginning of a word only inflect it or derive another word from it."""
    return rest == "y" or _ENDING.sub("", _ANY + rest) == _ANY or _DERIVED.fullmatch(rest) is not None


def _number(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


def _said(entry: Entry) -> Meaning:
    return Meaning(entry.concept, entry.group)


def _split(word: str, lexicon: Lexicon) -> tuple[Meaning, ...]:
    """Split a compound where the lexicon explains most of its parts; a known kind at the end is enough."""
    if len(word) < _SHORTEST_COMPOUND:
        return ()
    best: tuple[int, tuple[Meaning, ...]] = (0, ())
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_END + 1):
        right = lexicon.find(word[cut:])
        if right is None or not _covers(right, word[cut:]) or (len(right.word) < _SHORTEST_PART and right.is_prefix):
            continue
        left = _find_linked(word[:cut], lexicon)
        if left is not None:
            best = max(best, (len(left.word) + len(right.word), (_said(left), _said(right))))
        elif right.group == "kind" and len(right.word) > _SHORTEST_PART:
            parts = _split(word[:cut], lexicon) or (Meaning(stem(word[:cut]), "word"),)
            best = max(best, (len(right.word), (*parts, _said(right))))
        elif len(right.word) >= _SHORTEST_REST:
            parts = _split(word[:cut], lexicon)
            best = max(best, (len(right.word) if parts else 0, (*parts, _said(right)) if parts else ()))
    return best[1]


def _find_linked(part: str, lexicon: Lexicon) -> Entry | None:
    """Return the meaning of the first part of a compound, whatever letters link it to the second."""
    for link in _LINKS:
        if part.endswith(link) and len(part) - len(link) >= _SHORTEST_PART:
            entry = lexicon.find(part[: len(part) - len(link)])
            if (
                entry is not None
                and _covers(entry, part)
                and (len(entry.word) >= _SHORTEST_PART or not entry.is_prefix)
            ):
                return entry
    return None


def _covers(entry: Entry, part: str) -> bool:
    """Tell whether an entry explains a part of a word, but for an ending."""
    longest = _LONGEST_ENDING if len(entry.word) >= _SHORTEST_REST else _SHORTEST_END
    return len(part) - len(entry.word) <= longest and len(entry.word) >= _SHORTEST_END
