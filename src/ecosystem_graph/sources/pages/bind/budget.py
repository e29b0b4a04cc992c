"""Which amount is which: total, European share, share of a partner, national share; amounts of programmes are none."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import between, label_of, line_at, sentence_at
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare

__all__ = ["bind"]

_KINDS = {"total", "eu", "partner", "national", "programme", "ceiling"}
_PROPERTIES = {
    "total": "budget.total",
    "eu": "budget.eu",
    "partner": "budget.partnerTotal",
    "national": "budget.nationalCofinancing",
    "partner_eu": "budget.partnerEu",
}
_RANK = {"national": 0, "eu": 1, "partner": 2, "programme": 3, "total": 4, "ceiling": 5}
_SHORT = 5
_ADJACENT = 2
_CLOSE = 6
_CENTS = 10
_MANY = 40
_NEAR = 28
_COFINANCED = re.compile(
    r"^[ ,]*(?:(?:that|which|die|der|que|che|co|ktor\w+|som) )?(?:is |are |wird |werden |sono |son )?[( "
    r"]?(?:co|ko|mit|med|wspol|spolu|so|su|kaas|lidz|tars|bendrai|съ|συγ|osa)-?\w*(?:fin|фин|χρημ|"
    r"rahoit|rahast)\w*"
)
_OF_FUND = re.compile(
    r" ?(?:(?:is|are|ist|sind|est|sont|è|sono|es|son|é|são|este|sunt|jest|są|je|jsou|su|sú|so|yra|sudaro|"
    r"ir|on|ovat|är|er|είναι|е|са|huma|huwa|zijn) )?"
    r"(?:(?:comes?|coming|provided|tagann|ġejjin|ġej|procede\w*|provien\w*|proven\w*|stamm\w*|komm\w*|"
    r"komt|komen|pochodz\w*|pochaz\w*|pocház\w*|pochádz\w*|prihaja\w*|"
    r"dolaz\w*|tulee|tuleb|nāk|gaun\w*|származ\w*|provin\w*|προέρχ\w*|идва\w*|prispeva|tvorí|tvoří) )?"
    r"(?:of|from|de|del|della|dal|dai|do|da|van|uit|vom|von|aus|av|af|från|fra|z|ze|iz|od|от|на|din|από|"
    r"by|ó|ón|mill-?|minn|no|iš|az)? ?"
    r"(?:the|la|le|il|el|den|dem|der|det|het|του|το|τον|o|a)? ?"
)
_BUDGET_WORD = re.compile(
    r"^(?:budget|budsjett|budjet|buget|rozpocet|rozpoct|budzet|proracun|b?buisead|bhuisead|bagit|"
    r"biudzet|eelarve|koltsegvetes|бюджет|буџет|προυπολογ|presupuesto|orcamento|orzamento|pressupost|"
    r"begroting|talousarvio)"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    amount: Annotation
    kind: str
    rule: str
    cue: Annotation | None
    subject: int
    label: str = ""
    starts_line: bool = False


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the budgets of projects; the value is ``(amount, currency)``."""
    readings = [each for each in _readings(document, found, blocks) if each.kind in _PROPERTIES]
    readings = _without_roundings(_shares_of_partners(readings))
    currencies = Counter(
        each.amount.value[1] for each in readings if isinstance(each.amount.value, tuple) and each.amount.value[1]
    )
    usual = str(currencies.most_common(1)[0][0]) if currencies else "EUR"
    seen: set[tuple[int, str, object]] = set()
    for each in readings:
        value = _value(each.amount, usual)
        key = (each.subject, each.kind, value)
        if key not in seen:
            seen.add(key)
            yield Fact(each.subject, _PROPERTIES[each.kind], value, each.amount.start, each.amount.end, each.rule, 1.0)


def _readings(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[_Reading]:
    cues = _without_overlaps([each for each in found.of("lexicon.cue") if each.value in _KINDS])
    funds = sorted([*found.of("fund"), *found.of("programme")], key=lambda each: each.start)
    amounts = found.of("amount")
    before = 0
    for index, amount in enumerate(amounts):
        block = block_at(blocks, amount.start)
        after = amounts[index + 1].start if index + 1 < len(amounts) else len(document.text)
        kind, rule, cue = _kind(document, amount, cues, funds, (before, after))
        before = max(amount.end, cue.end if cue else 0)
        if block and block.project and kind:
            label = bare(document.folded)[cue.start : cue.end] if cue else ""
            starts_line = (
                bool(cue) and not document.text[line_at(document, cue.start)[0] : cue.start].strip(" •-–*|")
                if cue
                else False
            )
            if starts_line and cue:
                label = bare(document.folded)[cue.start : amount.start].rsplit(":", 1)[0].strip()
            yield _Reading(amount, kind, f"budget.{rule}", cue, block.project, label, starts_line)


def _kind(
    document: Document,
    amount: Annotation,
    cues: Sequence[Annotation],
    funds: Sequence[Annotation],
    neighbours: tuple[int, int],
) -> tuple[str, str, Annotation | None]:
    start, end = sentence_at(document, amount.start)
    first, last = max(start, neighbours[0]), min(end, neighbours[1])
    label_start, label_end = label_of(document, amount.start)
    left = between(cues, label_start, label_end) if label_end < start else between(cues, first, amount.start)
    right = between(cues, amount.end, min(last, amount.end + _NEAR * 2))
    if (
        _is_ceiling(document, amount, left, right)
        or any(each.value == "programme" for each in left[-2:])
        or _is_programme(right)
    ):
        return "", "", None
    after = document.folded[amount.end : min(last, amount.end + 60)]
    if _COFINANCED.match(after) and not left:
        return ("eu" if document.folded[amount.start - 1 : amount.start] == "(" else "total"), "cofinanced-right", None
    fund = next(iter(between(funds, amount.end, min(last, amount.end + 120))), None)
    is_label = fund and neighbours[1] - fund.end < 40 and ":" in document.folded[fund.end : neighbours[1]]
    if fund and not is_label and _OF_FUND.fullmatch(document.folded[amount.end : fund.start]):
        return "eu", "fund-right", fund
    return _by_cue(document, amount, left, right, label_start)


def _by_cue(
    document: Document, amount: Annotation, left: Sequence[Annotation], right: Sequence[Annotation], label_start: int
) -> tuple[str, str, Annotation | None]:
    """Return kind, rule and cue by the words before an amount, or close behind it."""
    near = next((each for each in right if each.value == "eu" and each.start - amount.end <= _NEAR), None)
    nearest = _nearest(document, left, label_start)
    in_brackets = near is not None and document.folded[near.start - 1] == "("
    if near and (nearest is None or nearest.value == "partner" or (nearest.value == "total" and in_brackets)):
        return "eu", "eu-right", near
    if nearest:
        place = "label-left" if label_start <= nearest.start else "left"
        return str(nearest.value), f"{nearest.value}-{place}", nearest
    close = next((each for each in right if each.start - amount.end <= _CLOSE and each.value != "partner"), None)
    return (str(close.value), f"{close.value}-right", close) if close else ("", "", None)


def _nearest(document: Document, left: Sequence[Annotation], label_start: int) -> Annotation | None:
    """Return the cue that counts: in a label the more special one, in a sentence the last one."""
    useful = [each for each in left if each.value != "ceiling"]
    if not useful:
        return None
    is_label = document.folded[useful[-1].end :].lstrip(" )").startswith(":") and useful[0].start >= label_start
    if is_label or all(each.start - useful[0].end < _NEAR for each in useful[1:]):
        return min(reversed(useful), key=lambda each: _RANK[str(each.value)])
    return useful[-1]


def _is_ceiling(
    document: Document, amount: Annotation, left: Sequence[Annotation], right: Sequence[Annotation]
) -> bool:
    """Tell whether an amount is a limit: a word for it stands directly before it, or before the label it has."""
    for index, each in enumerate(left):
        if each.value == "ceiling":
            others = [other for other in left[index + 1 :] if other.value != "ceiling"]
            is_long = each.end - each.start > _SHORT
            reach = others[0].start - each.end <= _ADJACENT if others else amount.start - each.end <= _NEAR
            if amount.start - each.end <= _ADJACENT or (is_long and reach):
                return "," not in document.folded[each.end : amount.start]
    return any(
        each.value == "ceiling" and each.start - amount.end <= _ADJACENT and each.end - each.start > _ADJACENT
        for each in right
    )


def _is_programme(right: Sequence[Annotation]) -> bool:
    return bool(right) and right[0].value == "programme"


def _without_overlaps(cues: Iterable[Annotation]) -> list[Annotation]:
    """Keep the longest of cues that share characters; ``erdf budget`` is no ``budget``."""
    kept: list[Annotation] = []
    for each in sorted(cues, key=lambda each: (each.start, -each.end, _RANK[str(each.value)])):
        if kept and each.start < kept[-1].end:
            longer = each.end - each.start > kept[-1].end - kept[-1].start
            if longer:
                kept[-1] = each
        else:
            kept.append(each)
    return kept


def _shares_of_partners(readings: Sequence[_Reading]) -> list[_Reading]:
    """Read totals that are listed one per partner as what they are; the sum of the others stays the total."""
    by_label: dict[tuple[int, str, str], list[_Reading]] = defaultdict(list)
    for each in readings:
        by_label[each.subject, each.kind, each.label].append(each)
    largest: dict[int, Decimal] = defaultdict(Decimal)
    for each in readings:
        largest[each.subject] = max(largest[each.subject], _number(each))
    sums = {key: _sum_if_listed(same) for key, same in by_label.items()}
    changed: list[_Reading] = []
    for each in readings:
        total = sums[each.subject, each.kind, each.label]
        listed = total is not None
        is_sum = total is not None and abs(total - 2 * _number(each)) <= _CENTS
        if each.kind in {"total", "eu"} and listed and not is_sum:
            changed.append(
                replace(each, kind="partner" if each.kind == "total" else "partner_eu", rule="budget.partner-list")
            )
        elif each.kind == "total" and _number(each) * 2 < largest[each.subject] and _BUDGET_WORD.match(each.label):
            changed.append(replace(each, kind="partner", rule="budget.smaller-budget"))
        else:
            changed.append(each)
    return changed


def _sum_if_listed(same: Sequence[_Reading]) -> Decimal | None:
    """Return the sum of different amounts under one label that begins their lines; None for other amounts."""
    values = {_number(each) for each in same}
    return sum(values, Decimal(0)) if len(values) > 1 and all(each.starts_line for each in same) else None


def _without_roundings(readings: Sequence[_Reading]) -> list[_Reading]:
    """Leave out an amount that is another one of its kind, rounded."""
    exact: dict[tuple[int, str], set[Decimal]] = defaultdict(set)
    for each in readings:
        exact[each.subject, each.kind].add(_number(each))
    return [
        each
        for each in readings
        if each.kind.startswith("partner")
        or len(exact[each.subject, each.kind]) > _MANY
        or not any(_is_rounding(_number(each), other) for other in exact[each.subject, each.kind])
    ]


def _is_rounding(rough: Decimal, exact: Decimal) -> bool:
    return rough != exact and _digits(rough) < _digits(exact) and abs(rough - exact) <= exact / 50


def _digits(value: Decimal) -> int:
    return len(str(value.normalize().as_tuple().digits))


def _number(reading: _Reading) -> Decimal:
    value = reading.amount.value
    return Decimal(str(value[0])) if isinstance(value, tuple) else Decimal(0)


def _value(amount: Annotation, usual: str) -> tuple[str, str]:
    """Return amount and currency; a currency that is left out is the usual one of the page."""
    number, currency = amount.value if isinstance(amount.value, tuple) else (None, None)
    return str(number), str(currency or usual)
