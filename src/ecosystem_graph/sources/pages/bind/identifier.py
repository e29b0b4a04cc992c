"""Number, call, status, priority, objectives, rates, topics and address of a project."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import between, label_of, line_at, sentence_at
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.numeral import parse_roman

__all__ = ["bind"]

_CALL_NUMBER = re.compile(
    r"(?<![\w.])(?:(\d{1,2})(?:st|nd|rd|th|\.|:e|:a|er|[eè]me|º|ª|°|-[^\W\d_]{1,3}|[^\W\d_]{1,3}(?= ))|"
    r"([ivx]{1,4})\.?)(?: [^\W\d_]+){0,3} $"
)
_NUMBER_AFTER = re.compile(r" ?(?:no\.?|nr\.?|n°|#|č\.)? ?(\d{1,2})(?![\d./%])")
_RATE = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|percent|prozent|pour cent|per cento|por ciento|százalék\w*|procent\w*)"
)
_CODE_VALUE = re.compile(r"\s*[:\-–]?\s*((?:[A-Z]{1,4}[ -]?)?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?)(?![\w,]|\.\d)")
_BRACKET_CODE = re.compile(r"\s*:\s*\(?(\d{1,2}[a-z]?)\)? ")
_TEXT_VALUE = re.compile(r"[^:\n]{0,24}:\s*([^\n]{8,400}?)\s*(?=\n|$)")
_NEWS = re.compile(r"event|news|article|actual|aktuel|blog|press")
_NUMBERED = re.compile(r"\((?:project |projekt |projekta )?(?:nr|no|n°|nº|č|št|br|№|ref|id)\.?:? ?$")
_COFINANCED = re.compile(
    r" ?(?:[^\W\d_]+ ){0,2}(?:[(]?(?:co|ko|mit|med|wsp[oó]ł|spolu|so|su|kaas|l[iī]dz|t[aá]rs|съ|συγ|"
    r"osa)-?[^\W\d_]*(?:fin|фин|χρημ|rahoit|rahast)|(?:from|aus|du|del|dal|do|z|iz|od|от|από|fr[aå]n?|"
    r"van|uit) [^\W\d_ ]* ?(?:erdf|efre|feder|fesr|efro|efrr|ετπα|ефрр|esrr))"
)
_FULL = 100


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the facts named above, each property of a project once, topics as often as they stand there."""
    cues: dict[str, list[Annotation]] = {}
    for cue in found.of("lexicon.cue"):
        cues.setdefault(str(cue.value), []).append(cue)
    seen: set[tuple[int, str]] = set()
    for name, value, start, end, rule in (
        *_ids(document, found, cues),
        *_calls(document, found, cues),
        *_status(document, cues),
        *_labelled(document, cues),
        *_rates(document, cues),
        *_addresses(document, found, cues),
    ):
        block = block_at(blocks, start)
        if block and block.project and (block.project, name) not in seen:
            seen.add((block.project, name))
            yield Fact(block.project, name, value, start, end, rule, 1.0)
    for each in found.of("topic_code"):
        block = block_at(blocks, each.start)
        if block and block.project:
            yield Fact(block.project, "topicCode", each.value, each.start, each.end, each.rule, 1.0)


_Stated = Iterator[tuple[str, str | int, int, int, str]]


def _ids(document: Document, found: Annotations, cues: dict[str, list[Annotation]]) -> _Stated:
    first_line = line_at(document, 0)[1]
    for each in found.of("identifier"):
        start, _ = label_of(document, each.start)
        before = between(cues.get("id", []), start, each.start)
        gap = document.folded[before[-1].end : each.start] if before else "-" * 9
        is_numbered = (
            _NUMBERED.search(document.folded, max(0, each.start - 8), each.start)
            and document.text[: each.start].count("\n") < 3
        )
        if is_numbered or (before and not gap.strip(" :.#\n)n°ºr")):
            yield "id", document.text[each.start : each.end], each.start, each.end, "id.label"
        elif each.start == 0 and re.match(r" [-–] ", document.text[each.end : each.end + 3]) and each.end < first_line:
            yield "id", document.text[each.start : each.end], each.start, each.end, "id.heading"


def _calls(document: Document, found: Annotations, cues: dict[str, list[Annotation]]) -> _Stated:
    for each in found.of("call_code"):
        yield "call", document.text[each.start : each.end], each.start, each.end, "call.code"
    text = bare(document.folded)
    for cue in cues.get("call", []):
        before = _CALL_NUMBER.search(text, max(sentence_at(document, cue.start)[0], cue.start - 44), cue.start)
        number = (int(before[1]) if before[1] else parse_roman(before[2])) if before else None
        if before and number and number < 30 and not re.match(r"\d{1,2}\.? ?(?:projekt|project)", before[0]):
            group = 1 if before[1] else 2
            yield "call", number, before.start(group), max(before.end(group), before.start(group) + 1), "call.number"
        after = _NUMBER_AFTER.match(document.folded, cue.end)
        if after:
            yield "call", int(after[1]), after.start(1), after.end(1), "call.number-after"


def _status(document: Document, cues: dict[str, list[Annotation]]) -> _Stated:
    for value, kind in (("completed", "completed"), ("ongoing", "ongoing")):
        for each in cues.get(kind, []):
            start, end = label_of(document, each.start)
            labels = between(cues.get("status", []), start, min(end, each.start))
            is_title = (
                "projekt zako" in document.folded[each.start : each.end]
                and document.text[: each.start].count("\n") == 0
            )
            if (labels and not document.folded[labels[-1].end : each.start].strip(" :\n")) or is_title:
                yield "status", value, each.start, each.end, "status.label"


def _labelled(document: Document, cues: dict[str, list[Annotation]]) -> _Stated:
    """Yield priorities and objectives: a code after the label, or the words after its colon."""
    for name in ("specificObjective", "thematicObjective", "investmentPriority", "priority"):
        for cue in cues.get(name, []):
            if name == "priority" and _is_covered(cue, cues.get("investmentPriority", [])):
                continue
            code = _CODE_VALUE.match(document.text, cue.end) or (
                _BRACKET_CODE.match(document.text, cue.end) if name != "priority" else None
            )
            line_start, line_end = line_at(document, cue.start)
            if name in {"thematicObjective", "investmentPriority"} and (
                bracket := _BRACKET_CODE.match(document.text, cue.end)
            ):
                yield (
                    name,
                    bracket[1],
                    document.text.index("(", cue.end) if "(" in bracket[0] else bracket.start(1),
                    line_end,
                    f"{name}.code",
                )
                continue
            if code and not code[1].startswith("S3"):
                yield name, code[1], code.start(1), code.end(1), f"{name}.code"
                continue
            words = _TEXT_VALUE.match(document.text, cue.end)
            if words and not document.text[line_start : cue.start].strip(" •-–*\t"):
                yield name, words[1], words.start(1), words.end(1), f"{name}.label"


def _rates(document: Document, cues: dict[str, list[Annotation]]) -> _Stated:
    for match in _RATE.finditer(document.folded):
        value = float(match[1].replace(",", "."))
        start = max(sentence_at(document, match.start())[0], match.start() - 40)
        near = between(cues.get("rate_eu", []), start, match.start())
        if 0 < value < _FULL and near and match.start() - near[-1].end <= 8:
            yield "cofinancingRate", _plain(value), match.start(), match.end(), "rate.cue"
        elif 0 < value < _FULL and (
            _COFINANCED.match(document.folded, match.end()) or _is_share_of_eu(document, cues, match)
        ):
            yield "cofinancingRate", _plain(value), match.start(), match.end(), "rate.share"
        elif value < 51 and re.search(
            r"(?:pone|aporta|own contribution|eigenanteil|eigenmittel|national\w*|propi[oa]s?|wkład własny|"
            r"organismo)(?: \w+){0,3} $",
            document.folded[start : match.start()],
        ):
            yield "nationalRate", _plain(value), match.start(), match.end(), "rate.national"


def _is_share_of_eu(document: Document, cues: dict[str, list[Annotation]], match: re.Match[str]) -> bool:
    """Tell whether a share in brackets follows the amount that the Union pays."""
    start, _end = line_at(document, match.start())
    return (
        document.folded[match.start() - 1 : match.start()] == "("
        and document.folded[match.end() : match.end() + 1] == ")"
        and bool(between(cues.get("eu", []), start, match.start()))
    )


def _plain(value: float) -> str | int:
    return int(value) if value == int(value) else str(value)


def _addresses(document: Document, found: Annotations, cues: dict[str, list[Annotation]]) -> _Stated:
    names = {re.sub(r"\W", "", str(each.value).lower()) for each in found.of("acronym")}
    for each in found.of("url"):
        start, _end = label_of(document, each.start)
        plain = re.sub(r"\W", "", str(each.value).lower())
        is_own = any(len(name) > 3 and name in plain for name in names)
        label = [cue for kind in ("website", "moreinfo") for cue in between(cues.get(kind, []), start, each.start)]
        near = [cue for cue in label if each.start - cue.end <= 60]
        if near and near[-1].value == "website" and each.start - near[-1].end <= 8:
            yield "url", each.value if isinstance(each.value, str) else "", each.start, each.end, "url.label"
        elif is_own and (near or each.rule == "url.full") and not _NEWS.search(plain):
            yield "url", str(each.value), each.start, each.end, "url.acronym"


def _is_covered(cue: Annotation, others: Sequence[Annotation]) -> bool:
    return any(other.start <= cue.start and cue.end <= other.end for other in others)
