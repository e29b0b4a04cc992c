"""Names of persons by given names, titles, labels of contacts, and e-mail addresses beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ecosystem_graph.sources.pages.annotate.organisation_mark import word_start
from ecosystem_graph.sources.pages.annotate.small_word import small_words
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare, fold
from ecosystem_graph.sources.pages.gazetteer import LEXICONS, Gazetteer, compile_entries, read_entries

__all__ = ["find_names"]

_WORD = re.compile(r"[^\W\d_](?:[\w'’]|[.-](?=[^\W\d_]))*\.?")
_PARTICLES = small_words("name_particle")
_GAP = re.compile(r"[ \u00a0]{1,2}")
_CUE_GAP = re.compile(r"[\s:,.•*|–-]{0,6}$")
_TITLE_GAP = re.compile(r"[ \u00a0]?$")
_NOT_A_PERSON = frozenset({"curie", "skłodowska", "sklodowska", "romagna", "monnet", "iulia", "polo", "vinci", "benz"})
_SAINTS = small_words("before_place")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩА-Я"
_CITED = re.compile(
    rf"(?<!\w)([{_CAPITAL}][^\W\d_A-Z]{{1,20}},? (?:[{_CAPITAL}]\.[ -]?){{1,3}})(?=[,;"
    rf"]|\s*\(\d{{4}}|et al| and [^\W\d_]{{2,20}} [^\W\d_]\.)"
)
_LONGEST_NAME = 5
_NEAR = 200


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a page and what the lexicons say about them.

    Attributes:
        text: The page.
        spans: Start and end of each word.
        organisation: Starts of words that belong to names of organisations.
        legal: Starts of legal forms.
        titles: Spans of titles and offices.
        labels: Spans of labels of contacts.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    organisation: frozenset[int]
    legal: frozenset[int]
    titles: tuple[tuple[int, int], ...]
    labels: tuple[tuple[int, int], ...]

    def word(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of some words, without the full stop that ends a sentence."""
        end = self.spans[last][1]
        return self.spans[first][0], end - (self.text[end - 1] == "." and len(self.word(last)) > 2)

    def joined(self, index: int) -> bool:
        """Tell whether nothing but a space stands between a word and the next."""
        return index + 1 < len(self.spans) and bool(
            _GAP.fullmatch(self.text, self.spans[index][1], self.spans[index + 1][0])
        )


def find_names(document: Document, addresses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and rule of each name of a person.

    Args:
        document: The page.
        addresses: Spans of e-mail addresses; a name that an address spells is a person's.

    Yields:
        Spans, which may overlap; every later occurrence of a name that was found once is found too.
    """
    words = _read_words(document)
    found = dict.fromkeys((*_by_given_name(words, document.language), *_by_cue(words), *_by_address(words, addresses)))
    yield from found
    yield from _repeated(document.text, [(start, end) for start, end, _ in found])
    for match in _CITED.finditer(document.text):
        if not any(match.start() < start < match.end() for start in words.legal):
            yield match.start(1), match.end(1), "cited"


def _read_words(document: Document) -> _Words:
    by_kind: dict[str, list[tuple[int, int]]] = {}
    for each in _gazetteer().scan(document):
        kind = f"{each.kind}.{each.value}" if each.kind == "lexicon.person_cue" else each.kind
        by_kind.setdefault(kind, []).append((each.start, each.end))
    spans = tuple(match.span() for match in _WORD.finditer(document.text))
    marked = [
        *by_kind.get("lexicon.organisation_kind", ()),
        *by_kind.get("lexicon.name_word", ()),
        *by_kind.get("lexicon.legal_form", ()),
    ]
    return _Words(
        text=document.text,
        spans=spans,
        organisation=frozenset(word_start(document.text, start) for start, _ in marked),
        legal=frozenset(start for start, _ in by_kind.get("lexicon.legal_form", ())),
        titles=tuple(by_kind.get("lexicon.person_cue.title", ())),
        labels=tuple(by_kind.get("lexicon.person_cue.label", ())),
    )


@cache
def _gazetteer() -> Gazetteer:
    files = (
        LEXICONS / "person" / "person_cue.toml",
        *(LEXICONS / f"{name}.toml" for name in ("organisation_kind", "name_word", "legal_form")),
    )
    return compile_entries(entry for path in files for entry in read_entries(path))


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return names that stand for themselves, and those that need a word for a person beside them."""
    sure: set[str] = set()
    weak: set[str] = set()
    for line in (LEXICONS / "person" / "given_name.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            target = weak if line.startswith("?") else sure
            target.update(bare(fold(name)) for name in line.removeprefix("?").split())
    return frozenset(sure - weak), frozenset(weak)


def _by_given_name(words: _Words, language: str) -> Iterator[tuple[int, int, str]]:
    sure, _ = _given_names()
    taken = -1
    for index in range(len(words.spans)):
        word = words.word(index)
        if index <= taken or not word[0].isupper() or not _is_given(word, sure):
            continue
        last = _last_of_name(words, index)
        first = index - 1 if language == "hu" and last == index and _may_be_surname(words, index - 1) else index
        if first == last or _in_organisation(words, first, last):
            continue
        taken = last
        yield *words.span(first, last), "given-name"


def _is_given(word: str, names: frozenset[str]) -> bool:
    plain = bare(fold(word))
    return plain in names or plain.split(" ", 1)[0] in names


def _last_of_name(words: _Words, index: int) -> int:
    """Return the index of the last word of a name that begins at a word: capitalised words and particles."""
    last = here = index
    while words.joined(here) and here + 1 - index < _LONGEST_NAME and not words.word(here).endswith((".", ",")):
        here += 1
        if _may_be_surname(words, here):
            last = here
        elif words.word(here).lower() not in _PARTICLES:
            break
    return last


def _may_be_surname(words: _Words, index: int) -> bool:
    if index < 0 or index >= len(words.spans):
        return False
    word = words.word(index)
    plain = word.rstrip(".")
    if len(plain) == 1:
        return word[0].isupper() and word.endswith(".")
    return word[0].isupper() and words.spans[index][0] not in words.organisation and not any(map(str.isdigit, word))


def _in_organisation(words: _Words, first: int, last: int) -> bool:
    """Tell whether the words around make it the name of an organisation, a street or a place."""
    parts = {words.word(index).lower() for index in range(first, last + 1)}
    if parts & _NOT_A_PERSON or (first and words.word(first - 1).lower() in _SAINTS):
        return True
    if words.joined(last) and words.spans[last + 1][0] in words.organisation:
        return True
    before = first - 1
    while before >= 0 and before >= first - 3 and words.joined(before) and not words.word(before).endswith("."):
        if words.spans[before][0] in words.organisation and not _is_title(words, before):
            return True
        before -= 1
    return False


def _is_title(words: _Words, index: int) -> bool:
    start, end = words.spans[index]
    return any(left <= start and end <= right for left, right in words.titles)


def _by_cue(words: _Words) -> Iterator[tuple[int, int, str]]:
    """Yield names that a title or a label announces, or that an office follows."""
    starts = {start: index for index, (start, _) in enumerate(words.spans)}
    sure, weak = _given_names()
    for cues, strong in ((words.titles, True), (words.labels, False)):
        for left, right in cues:
            for start in _next_words(words.text, right):
                index = starts.get(start)
                if index is None:
                    continue
                last = _last_of_name(words, index)
                named = _is_given(words.word(index), sure | weak)
                title = words.text[left:right].endswith(".") or strong
                if last > index and (named or title) and _is_plain_name(words, index, last, named=named):
                    yield *words.span(index, last), "title" if strong else "label"


def _next_words(text: str, at: int) -> Iterator[int]:
    """Yield where a name may begin after a cue: behind a space, a colon, or at the beginning of the next line."""
    match = re.compile(r"[ \u00a0]?[:.,–-]?\s{0,3}[•*·–-]?[ \t]{0,3}").match(text, at)
    if match:
        yield match.end()


def _is_plain_name(words: _Words, first: int, last: int, *, named: bool) -> bool:
    """Tell whether all words look like those of a person: one capital each, none that organisations are named by."""
    if last - first > 3 or not words.word(first)[0].isupper() or _in_organisation(words, first, last):
        return False
    if any(words.spans[index][0] in words.organisation for index in range(first, last + 1)):
        return False
    return all(
        word[1:].islower() or "-" in word or word.lower() in _PARTICLES or (named and word.istitle())
        for word in (words.word(index) for index in range(first, last + 1))
        if len(word.rstrip(".")) > 1
    )


def _by_address(words: _Words, addresses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield capitalised words near an address whose letters are those of its local part."""
    for start, end in addresses:
        local = bare(fold(re.split(r"@|\(|\[|＠| ", words.text[start:end], maxsplit=1)[0]))
        letters = re.sub(r"[^\w]|[\d_]", "", local)
        near = [
            i
            for i, (a, b) in enumerate(words.spans)
            if start - _NEAR < a and b < end + _NEAR and not (a < end and start < b)
        ]
        for index in near:
            if words.word(index)[0].isupper():
                last = _last_of_name(words, index)
                whole = bare(fold("".join(words.word(i) for i in range(index, last + 1)))).replace(" ", "")
                surname = bare(fold(words.word(last)))
                if last > index and (whole == letters or (len(surname) > 3 and surname in letters)):
                    yield *words.span(index, last), "address"


def _repeated(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield other places of the same names, in any case, and of their surnames alone."""
    names = {text[start:end] for start, end in spans}
    forms = names | {part for name in names for part in (name.split()[-1], name.split()[0]) if len(part) > 2}
    if not forms:
        return
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w|\s\d)", text):
        yield match.start(), match.end(), "again"
    whole = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    for match in re.finditer(rf"(?<!\w)(?:{whole})(?!\w)", text, re.IGNORECASE):
        yield match.start(), match.end(), "again"
