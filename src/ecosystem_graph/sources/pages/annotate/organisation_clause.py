"""Organisations by the verbs and nouns of a sentence: who leads a project, and who takes part in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotate.name_shape import is_striking
from ecosystem_graph.sources.pages.annotate.organisation_item import Item
from ecosystem_graph.sources.pages.annotate.organisation_list import Page
from ecosystem_graph.sources.pages.annotate.organisation_word import CONJUNCTIONS, CONNECTORS, Run, find_runs
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.layout import Sentence, split_sentences

__all__ = ["find_stated"]

_COPULA = re.compile(
    r"[ \u00a0,]*(?:\([^()\n]{0,40}\)[ \u00a0]*)?(?:[^\W_][\w-]*[ \u00a0]){0,3}?(?:is|"
    r"was|are|ist|war|sind|est|était|è|era|es|fue|é|foi|este|a fost|jest|był|była|"
    r"je|bol|byl|bil|bila|bio|yra|buvo|ir|bija|on|oli|är|var|er|"
    r"είναι|ήταν|е|беше|volt|a|az|huwa|hija|bhí|is é|wird|wurde|teilen sich|:)[ "
    r"\u00a0]+(?:von[ \u00a0]|durch[ \u00a0])?",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"(?:(?:the|die|der|das|la|le|il|lo|el|o|a|az|l|de|het|den|i|Η|η|το|ο|την|τον)"
    r"['’ \u00a0])?([^\W\d_a-zà-öø-ÿа-яα-ω][^\n,;:.()]{1,110})"
)
_BEFORE_ROLE = re.compile(
    r"(?:[ \u00a0,(–-]+(?:is|was|ist|war|est|è|es|é|este|jest|je|yra|ir|on|är|er|"
    r"είναι|е|as|als|come|como|comme|som|kao|kot|ako|jako|kaip|kā|mint|the|the project's|"
    r"die|der|il|le|la|el|o|de|den|a|an|ein|eine|als|qui est|which is|de leidende|"
    r"en|et|project|projekt\w*|projekti|prosjekt\w*|hankkeen|du|του|έργου|ο|η|also|"
    r"auch|anche|seu|um|un|une|una|het|voor|bola|bol|bio|bila|bude|tu|ta|to|jako|"
    r"jest|liderem|será|sera|wird|will be|ja|och|its|our|az|projektet|foi|fue|was|"
    r"ha sido|byla|byl|była|był|volt|lett|oli|var|buvo|bija)){1,4}[ \u00a0(–-]*$|"
    r"[ \u00a0]*[–(,-][ \u00a0]*(?:[^\W\d_]{1,12}[ \u00a0])?$",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-zà-ÿ][\w-]*(?:[ \u00a0](?:(?:and|of|&)[ \u00a0])?[^\W\d_a-zà-ÿ][\w-]*){0,5}"
_ENUMERATED = re.compile(_NAME)
_ENUMERATION = re.compile(
    rf"{_NAME}(?:(?:[,;][ \u00a0](?:[^\W\d_]{{1,5}}[ \u00a0])?|[ \u00a0][^\W\d_A-Z]{{1,5}}[ \u00a0]){_NAME}){{1,30}}"
)
_LEAST_NAMES = 3
_APPOSITION = re.compile(
    r"([^\W\d_a-zà-ÿ][\w-]*(?:[ \u00a0][^\W\d_a-zà-ÿ][\w-]*){0,4}),[ \u00a0](?:(?:an?|"
    r"the|un|une|una|il|la|le|el|der|die|das|ein|eine|een|en|et|o|uma|um)[ \u00a0])"
    r"?(?=[^\W\d_])"
)


def find_stated(page: Page, found: Annotations) -> Iterator[Annotation]:
    """Yield the organisations that sentences say lead a project or take part in it.

    Args:
        page: The page and what is known about it.
        found: Mentions so far.
    """
    cues = sorted((each.start, each.end, str(each.value)) for each in found.of("lexicon.participation"))
    legal = [(start, end) for start, (_, end) in sorted(page.marks.legal.items())]
    for sentence in split_sentences(page.text, legal):
        first, last = (sentence.start, 0, ""), (sentence.end, 0, "")
        inside = cues[bisect_left(cues, first) : bisect_left(cues, last)]
        roles = list(page.roles[bisect_left(page.roles, first) : bisect_left(page.roles, last)])
        if inside or roles:
            yield from _in_sentence(page, sentence, inside, roles)


def _in_sentence(
    page: Page, sentence: Sentence, cues: list[tuple[int, int, str]], roles: list[tuple[int, int, str]]
) -> Iterator[Annotation]:
    runs = [
        run
        for run in find_runs(page.document, page.marks, sentence.start, sentence.end)
        if not _in_brackets(page.text, sentence, run)
    ]
    apart = list(_appositions(page, sentence))
    runs = [_cut(page.text, run, apart) for run in runs]
    leads = dict(_leads(page, runs, cues, roles, sentence))
    for run, cue in leads.items():
        yield _mention(page, run, "leadPartner", "organisation.lead-clause", cue)
    takes_part = [each for each in cues if each[2] == "takes-part"]
    if takes_part or leads:
        cue = takes_part[0][:2] if takes_part else next(iter(leads.values()))
        more = [*apart, *(_bare_names(page, sentence, takes_part[0][:2]) if takes_part else ())]
        for run in [*runs, *(each for each in more if not any(_overlap(each, run) for run in runs))]:
            if run not in leads and not any(_overlap(run, lead) for lead in leads) and not _is_role(roles, run):
                yield _mention(page, run, "partner", "organisation.clause", cue)


def _in_brackets(text: str, sentence: Sentence, run: Run) -> bool:
    """Tell whether a name stands inside a bracket that opened before it."""
    before = text[sentence.start : run.start]
    return before.count("(") > before.count(")")


def _appositions(page: Page, sentence: Sentence) -> Iterator[Run]:
    """Yield names that a common noun explains (*Polymeris, cluster francese*)."""
    for match in _APPOSITION.finditer(page.text, sentence.start, sentence.end):
        at = match.end()
        noun = at in page.marks.kinds and page.text[at].islower() and match.start(1) not in page.marks.countries
        if noun and not page.marks.names_kind(*match.span(1)) and not page.marks.is_scheme(*match.span(1)):
            yield Run(match.start(1), match.end(1), (page.marks.kinds[at],))


def _cut(text: str, run: Run, apart: list[Run]) -> Run:
    """Cut a name that another one follows, which a conjunction joined to it."""
    for each in apart:
        if run.start < each.start < run.end:
            words = text[run.start : each.start].split()
            if words and words[-1].lower() in CONJUNCTIONS:
                return Run(run.start, run.start + text[run.start : each.start].rstrip().rfind(words[-1]) - 1, run.kinds)
    return run


def _bare_names(page: Page, sentence: Sentence, cue: tuple[int, int]) -> Iterator[Run]:
    """Yield names without a word for a kind that a sentence enumerates behind its cue: three or more, one coined."""
    for match in _ENUMERATION.finditer(page.text, cue[1], sentence.end):
        names = list(_ENUMERATED.finditer(page.text, match.start(), match.end()))
        words = [page.text[slice(*each.span())] for each in names]
        coined = [any(map(is_striking, word.split())) for word in words]
        single = page.document.language == "de" and not all(
            mark or " " in word for mark, word in zip(coined, words, strict=True)
        )
        opened = page.text.count("(", sentence.start, match.start()) > page.text.count(
            ")", sentence.start, match.start()
        )
        if len(names) < _LEAST_NAMES or not any(coined) or single or opened:
            continue
        yield from (Run(each.start(), each.end(), ()) for each in names if _is_free(page, each.start(), each.end()))


def _is_free(page: Page, start: int, end: int) -> bool:
    known = page.marks.country_in(start, end) or page.marks.is_personal(start, end) or page.marks.is_scheme(start, end)
    return not known and end - start > 2


def _leads(
    page: Page, runs: list[Run], cues: list[tuple[int, int, str]], roles: list[tuple[int, int, str]], sentence: Sentence
) -> Iterator[tuple[Run, tuple[int, int]]]:
    for start, end, role in roles:
        if role != "leadPartner":
            continue
        after = _name_after(page, runs, end, sentence.end, copula=True)
        before = None if after else _name_before(page, runs, start, sentence.start)
        name = after or before
        if name:
            yield name, (start, end)
    for start, end, value in cues:
        if value == "lead-by":
            name = _name_after(page, runs, end, sentence.end, copula=False)
            if name:
                yield name, (start, end)
        elif value == "leads":
            left = [run for run in runs if 0 <= start - run.end <= 40]
            if left:
                yield left[-1], (start, end)


def _name_after(page: Page, runs: list[Run], end: int, stop: int, *, copula: bool) -> Run | None:
    """Return the name right behind a cue: a run of words that names a kind, or capitalised words."""
    at = end + len(page.text[end:stop]) - len(page.text[end:stop].lstrip(" \u00a0"))
    if copula:
        match = _COPULA.match(page.text, end, stop)
        if match is None:
            return None
        at = match.end()
    near = [run for run in runs if at - 1 <= run.start <= at + 12 and not re.search(r"[,;]", page.text[at : run.start])]
    if near:
        return _extended(page, near[0], at)
    match = _CAPITALISED.match(page.text, at, stop)
    if not match or page.marks.is_personal(match.start(1), match.end(1)):
        return None
    words = match[1].split()
    kept: list[str] = []
    for index, word in enumerate(words):
        joins = word in CONNECTORS and word not in CONJUNCTIONS and words[index + 1 : index + 2]
        if not (word[0].isupper() or word[0].isdigit() or word in {"-", "–", "&"} or (joins and joins[0][0].isupper())):
            break
        kept.append(word)
    name = " ".join(kept)
    start = match.start(1)
    bracket = re.match(r"[ \u00a0]\([^()\n]{2,60}\)", page.text[start + len(name) : stop])
    extra = (
        bracket.end()
        if bracket and not page.marks.country_in(start + len(name), start + len(name) + bracket.end())
        else 0
    )
    return Run(start, start + len(name) + extra, ()) if len(name) > 1 and start not in page.marks.countries else None


def _extended(page: Page, run: Run, at: int) -> Run:
    """Add capitalised words left of a run, up to the cue, and a bracket that holds no country right of it."""
    between = page.text[at : run.start]
    words = list(re.finditer(r"\S+", between))
    start = run.start
    for word in reversed(words):
        if not word[0][0].isupper():
            break
        start = at + word.start()
    bracket = re.match(r"[ \u00a0]\([^()\n]{2,60}\)", page.text[run.end : run.end + 70])
    extra = bracket.end() if bracket and not page.marks.country_in(run.end, run.end + bracket.end()) else 0
    return Run(start, run.end + extra, run.kinds)


def _name_before(page: Page, runs: list[Run], start: int, stop: int) -> Run | None:
    """Return the name left of a role that is its predicate: ``X is the lead partner``, ``X (lead)``."""
    for run in reversed(runs):
        if run.end <= start and _BEFORE_ROLE.fullmatch(_without_brackets(page.text[run.end : start])):
            return run
    head = re.match(
        r"(?:[^\W\d_a-zà-ÿ][^\s,;:()]*[ \u00a0]?(?:of[ \u00a0]|de[ \u00a0]|für[ \u00a0])?){1,9}",
        page.text[stop:start].lstrip(),
    )
    if head and len(head[0]) > 3:
        left = start - len(page.text[stop:start].lstrip())
        end = left + len(head[0].rstrip())
        if _BEFORE_ROLE.fullmatch(_without_brackets(page.text[end:start])) and not page.marks.is_personal(left, end):
            return Run(left, end, ())
    return None


def _without_brackets(text: str) -> str:
    """Leave out a bracket between a name and what is said of it (``Aster (Italy) is the …``)."""
    return re.sub(r"[ \u00a0]*\([^()]*\)", "", text)


def _mention(page: Page, run: Run, role: str, rule: str, cue: tuple[int, int]) -> Annotation:
    country = _country_of(page, run)
    return page.name(Item(run.start, run.end, country), role, rule, cue)


def _country_of(page: Page, run: Run) -> str | None:
    """Return the country that stands in brackets behind a name, or behind a comma and *from*, or within it."""
    behind = re.match(
        r"[ \u00a0]?(?:\((?:[^\W\d_]{1,5}[ \u00a0])?|,?[ \u00a0](?:from|aus|de|da|z|"
        r"ze|din|iz|fra|från|uit|από|от)[ \u00a0](?:[^\W\d_]{1,4}[ \u00a0])?|[ \u00a0]?/)",
        page.text[run.end :],
    )
    if behind and run.end + behind.end() in page.marks.countries:
        return page.marks.countries[run.end + behind.end()][0]
    inside = page.marks.country_in(run.start, run.end)
    return inside[0] if inside else None


def _overlap(one: Run, other: Run) -> bool:
    return one.start < other.end and other.start < one.end


def _is_role(roles: list[tuple[int, int, str]], run: Run) -> bool:
    return any(start <= run.start and run.end <= end for start, end, _ in roles)
