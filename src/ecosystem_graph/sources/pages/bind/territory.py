"""Countries and regions that take part; those of events, programmes, addresses of others and names of bodies do not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import around, between, line_at, sentence_at
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare

__all__ = ["bind"]

_EVENT = re.compile(
    r"\b(?:held|hosted|took place|meeting|conference|event|venue|location|visit(?:ed|s)?|workshop|fand|"
    r"findet|treffen|konferenz|tagung|besuch\w*|"
    r"veranstalt\w*|conf[eé]rence|r[eé]union|s'est tenue?|incontr\w+|convegno|evento|riunion\w+|"
    r"svolt\w+|tenut\w+|reuni[oó]n|jornada|encuentro|celebr\w+|encontro|reuni[aã]o|realizou|"
    r"bijeenkomst|vergadering|møde[nrst]*|møte[nrt]*|möte[nrt]*|konferens\w*|tapaaminen|kokous\w*|"
    r"konferenss\w*|koosolek\w*|kohtumi\w*|konverents\w*|sanāksm\w*|konferenc\w*|susitikim\w*|"
    r"spotkani\w*|"
    r"setk[aá]n[ií]\w*|stretnuti\w*|sre[cč]anj\w*|sastan\w*|susret\w*|среща\w*|конференци\w*|"
    r"tal[aá]lkoz\w*|rendezv[eé]ny\w*|helysz[ií]n\w*|[iî]nt[aâ]lnir\w*|reuniun\w*|συνάντηση\w*|"
    r"συνέδριο\w*|laqgħa\w*|cruinni[uú]\w*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?:\s*[,;/•|&]\s*(?:(?:and|und|et|e|y|i|og|och|en|ja|un|ir|oraz|a|in|és|si|și|και|и|u|agus|an|na|"
    r"the|the|de|la|le|les|der|die|den|l'|il|lo|z|ze|iz|из|από)\s+){0,3}|\s+(?:and|und|et|e|ed|y|i|og|"
    r"och|en|ja|un|ir|oraz|a|in|és|si|și|και|и|u|agus|as well as|sowie)\s+(?:(?:the|from|an|na|de|la|le|"
    r"les|l'|der|die|den|aus|da|di|z|ze|from)\s+){0,2}(?:l'|dall'|dell')?(?:di\s+|de\s+)?)$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[/]\s*(?:(?:the|die|den|la|le|les|il|the)\s+)?$", re.IGNORECASE)
_COMMA_AFTER_NAME = re.compile(
    r"(?:, ?| (?=from |aus |från |uit ))(?:(?:from|aus|de|z|from the|dalla|dal|in|från|fra|uit|iz|ze|из|"
    r"от|από)\s+)?(?:the )?$"
)
_FROM = re.compile(
    r"\b(?:from|aus|de|des|du|da|dalla?|dall'|degli|dei|z|ze|iz|od|fra|från|uit|van|из|от|από|no|iš|din|"
    r"az?|ó|mill-?|minn|s|so|in|v|w|u|na|across|en|em)\s+(?:(?:the|der|den|la|le|les|l')\s*)?$",
    re.IGNORECASE,
)
_REPRESENTS = re.compile(
    r"^\s*(?:zastupuj\w*|is represented|vertritt|vertreten|represent\w*|représent\w*|rappresent\w*|"
    r"képvisel\w*|atstov\w*|pārstāv\w*|esinda\w*|edusta\w*|repre[zs]ent\w*|предст\w*|zastop\w*|"
    r"reprezent\w*)",
    re.IGNORECASE,
)
_LEAST_LIST = 2
_SMALL_BEFORE = re.compile(r"[a-zà-ÿ]['’ ]$")
_AREA_LABEL = re.compile(
    r"(?:area|region\w*|zona|gebiet\w*|cooperacion|cooperazione|rexion\w*|kraj\w*|obszar\w*|oblast\w*|"
    r"ter[uü]let\w*|περιοχ\w+|regij\w*|alue\w*)[^:]{0,30}: ?(?:\d+\. ?)?$"
)
_LONGEST_LIST = 40
_NAMING_PROGRAMME = re.compile(  # `Interreg V-A Latvijos ir Lietuvos …`: names and small words only up to the country
    r"(?:Interreg|INTERREG|Интеррег|ИНТЕРРЕГ)(?:[ \u00a0-]+(?:[IV]{1,3}|IPA|NEXT|CBC|[ABC])(?:[ -]?[ABC])?\b)*"
    r"(?:[ \u00a0]*[–—-]?[ \u00a0]*(?:[^\W\d_a-z][\w’'-]*|[^\W\d_]{1,2}(?![^\W_]))){0,6}[ \u00a0–—-]*$"
)
_MACRO = frozenset({"Alpenraum", "Espace alpin", "Spazio alpino", "Alpine Space", "Alpski prostor"})


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield ``country`` and ``region`` of each project, each value once."""
    taken = _sorted([*found.of("programme"), *found.of("personal_data"), *found.of("url"), *found.of("title")])
    countries = [
        each
        for each in found.of("country")
        if not _inside(each, taken) and not _NAMING_PROGRAMME.search(document.text, max(0, each.start - 80), each.start)
    ]
    regions = [each for each in found.of("region") if not _inside(each, taken)]
    among = _among_regions(document, countries, regions)
    countries = [each for each in countries if each not in among]
    regions = sorted([*regions, *among], key=lambda each: each.start)
    counts = found.of("count")
    bodies = _sorted([*found.of("organisation"), *found.of("cluster")])
    bodies = [
        each
        for each in bodies
        if not _is_place(document, each, countries) and not between(counts, each.start, each.end)
    ]
    page = _Page(document, counts, countries, bodies)
    seen: set[tuple[int, str, object]] = set()
    for kind, mentions in (("country", countries), ("region", regions)):
        for index, each in enumerate(mentions):
            block = block_at(blocks, each.start)
            key = (block.project if block else 0, kind, each.value)
            rule = _rule(page, kind, mentions, index) if key[0] and key not in seen else None
            if rule:
                seen.add(key)
                yield Fact(key[0], kind, each.value, each.start, each.end, f"{kind}.{rule}", 1.0)


def _is_place(document: Document, body: Annotation, countries: Sequence[Annotation]) -> bool:
    """Tell whether what was taken for an organisation is a list of countries."""
    inside = between(countries, body.start, body.end)
    letters = sum(char.isalpha() for char in document.text[body.start : body.end])
    return bool(inside) and letters - sum(each.end - each.start for each in inside) <= 4


def _among_regions(
    document: Document, countries: Sequence[Annotation], regions: Sequence[Annotation]
) -> list[Annotation]:
    """Return the countries that stand in a list of regions, and are taken for one there (Slovenia, Malta)."""
    both = sorted([*countries, *regions], key=lambda each: each.start)
    found = []
    for index, each in enumerate(both):
        if each.kind == "country":
            before = both[max(0, index - 3) : index]
            if len(before) == 3 and all(other.kind == "region" for other in before) and _run(document, both, index) > 4:
                found.append(each)
    return found


def _sorted(mentions: Sequence[Annotation]) -> list[Annotation]:
    return sorted(mentions, key=lambda each: each.start)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with what the rules look at.

    Attributes:
        document: The page.
        counts: What it counts.
        countries: Mentions of countries.
        bodies: Mentions of organisations and clusters.
    """

    document: Document
    counts: Sequence[Annotation]
    countries: Sequence[Annotation]
    bodies: Sequence[Annotation]


def _rule(page: _Page, kind: str, mentions: Sequence[Annotation], index: int) -> str | None:
    """Return the name of the rule by which a place takes part, or None."""
    each = mentions[index]
    if kind == "region":
        return _region_rule(page.document, mentions, index, page.countries, page.bodies)
    if each.rule == "country.code":
        return _code_rule(page.document, mentions, index, page.bodies)
    around_it = around(page.bodies, each.start, each.end)
    longer = [body for body in around_it if body.start < each.start or body.end > each.end + 2]
    if _inside(each, longer) or _is_event(page.document, each):
        return None
    return _line_rule(page, mentions, index) or _body_rule(page, each)


def _line_rule(page: _Page, mentions: Sequence[Annotation], index: int) -> str | None:
    """Return the rule for a country that is alone on its line, in a list, or at the end of a line."""
    each, text = mentions[index], page.document.text
    start, end = line_at(page.document, each.start)
    before, is_last = text[start : each.start], not text[each.end : end].strip(" .,;|\t")
    if not before.strip(" •-–*\t|") and is_last:
        return "alone"
    if _run(page.document, mentions, index) >= _LEAST_LIST:
        return "list"
    if _BRACKETED.search(before):
        return "bracket" if _follows_body(page.bodies, each.start) else "bracket-loose"
    return "line-end" if is_last and re.search(r"[•–-]\s+$|, ?$", before) else None


def _body_rule(page: _Page, each: Annotation) -> str | None:
    """Return the rule for a country beside an organisation, a verb or a count."""
    text = page.document.text
    start = line_at(page.document, each.start)[0]
    before = text[start : each.start]
    comma = _COMMA_AFTER_NAME.search(before)
    if comma and _follows_body(page.bodies, start + comma.start()):
        return "after-body"
    following = (body.start for body in around(page.bodies, each.end, each.end + 3))
    if text[each.end : each.end + 2] == " (" and each.end + 2 in following:
        return "before-body"
    if _REPRESENTS.match(text[each.end : each.end + 30]):
        return "represents"
    counted = between(page.counts, sentence_at(page.document, each.start)[0], each.start)
    return "from" if counted and _FROM.search(before) else None


def _code_rule(
    document: Document, mentions: Sequence[Annotation], index: int, bodies: Sequence[Annotation]
) -> str | None:
    each = mentions[index]
    codes = [other for other in mentions[max(0, index - 40) : index + 40] if other.rule == "country.code"]
    if _is_event(document, each):
        return None
    counted = re.search(r"\d $", document.text[max(0, each.start - 3) : each.start])
    if (
        counted
        and sum(bool(re.search(r"\d $", document.text[max(0, other.start - 3) : other.start])) for other in codes) > 1
    ):
        return "counted-code"
    if document.text[each.start - 1 : each.start] == "(":
        line = line_at(document, each.start)
        alone = not document.text[each.end + 1 : line[1]].strip(" .,;")
        return "code" if (alone and len(codes) > 1) or (len(codes) > 2 and _follows_body(bodies, each.start)) else None
    return None


def _region_rule(
    document: Document,
    mentions: Sequence[Annotation],
    index: int,
    countries: Sequence[Annotation],
    bodies: Sequence[Annotation],
) -> str | None:
    each, text = mentions[index], document.text
    longer = [body for body in around(bodies, each.start, each.end) if body.end - body.start > each.end - each.start]
    if _inside(each, longer) or _is_event(document, each):
        return None
    if each.value in _MACRO:
        return "macro" if _SMALL_BEFORE.search(text, max(0, each.start - 3), each.start) else None
    if _is_part_of_name(document, each):
        return None
    behind = [other for other in around(countries, each.end, each.end + 4) if each.end < other.start <= each.end + 3]
    if behind and text[each.end : behind[0].start].strip() == "(":
        return "bracket"
    if _run(document, mentions, index) > _LEAST_LIST:
        return "list"
    return _region_in_line(document, each, countries)


def _region_in_line(document: Document, each: Annotation, countries: Sequence[Annotation]) -> str | None:
    """Return the rule for a region after a label, or beside a country outside addresses."""
    start, end = line_at(document, each.start)
    if _AREA_LABEL.search(bare(document.folded), start, each.start):
        return "label"
    near = around(countries, each.start - 6, each.end + 6)
    beside = [other for other in near if 0 < other.start - each.end <= 5 or 0 < each.start - other.end <= 5]
    is_address = re.search(r"\d{4}", document.text[start:end])
    return "list" if beside and not is_address and _SEPARATOR.search(_gap(document, each, beside[0])) else None


def _is_part_of_name(document: Document, each: Annotation) -> bool:
    """Tell whether a region only names a body: Regione Veneto, Vidzeme Planning Region, or an item of a list."""
    text, start = document.text, line_at(document, each.start)[0]
    before = text[start : each.start]
    is_item = not before.strip(" •-–*\t|") and "(" in text[each.end : each.end + 2]
    follows = re.match(r" [A-Z][a-z]", text[each.end : each.end + 3])
    return bool(follows or is_item or re.search(r"[A-ZÀ-Ý][\w'’-]+ $", before))


def _run(document: Document, mentions: Sequence[Annotation], index: int) -> int:
    """Return how many mentions stand in one enumeration with this one."""
    first = last = index
    while (
        first > index - _LONGEST_LIST
        and first
        and _SEPARATOR.fullmatch(_gap(document, mentions[first - 1], mentions[first]))
    ):
        first -= 1
    while (
        last - index < _LONGEST_LIST
        and last + 1 < len(mentions)
        and _SEPARATOR.fullmatch(_gap(document, mentions[last], mentions[last + 1]))
    ):
        last += 1
    return last - first + 1


def _gap(document: Document, one: Annotation, other: Annotation) -> str:
    first, second = sorted((one, other), key=lambda each: each.start)
    return document.text[first.end : second.start] if second.start - first.end < 40 else "\n\n"


def _inside(each: Annotation, others: Sequence[Annotation]) -> bool:
    return any(other.start <= each.start and each.end <= other.end for other in around(others, each.start, each.end))


def _follows_body(bodies: Sequence[Annotation], start: int) -> bool:
    return any(
        0 <= start - body.end <= 4 or body.start < start <= body.end for body in around(bodies, start - 5, start)
    )


def _is_event(document: Document, each: Annotation) -> bool:
    start, _ = sentence_at(document, each.start)
    return bool(_EVENT.search(document.text, start, each.start))
