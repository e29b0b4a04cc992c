"""Claims: every fact with the words that say so, published or not."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ecosystem_graph.records.key import digest
from ecosystem_graph.records.provenance import Claim
from ecosystem_graph.sources.pages.annotation import Fact, Value
from ecosystem_graph.sources.pages.rows import DESCRIPTION, Source, node_of
from ecosystem_graph.sources.pages.statement import Statement

__all__ = ["claims", "lexical"]

_TERMS: Mapping[str, str] = DESCRIPTION["terms"]
_PLACES = 3


def claims(source: Source, statement: Statement) -> Iterator[Claim]:
    """Yield the claims about one project: of published facts about the node they are written to, of others about it.

    Other readings of the same words follow as claims of the rule with ``.alternative`` behind its name; together they
    have what confidence the first leaves.
    """
    published = {fact for some in statement.published.values() for fact in some}
    facts = {fact: None for fact in (*published, *statement.candidates, *statement.rivals) if fact.property in _TERMS}
    for fact in sorted(facts, key=lambda each: (each.start, each.end, each.property, str(each.value))):
        node = node_of(statement, fact) if fact in published else ("project", statement.key)
        yield _claim(source, fact, node, fact.value, fact.confidence, fact.rule)
        left = (1 - fact.confidence) / max(len(fact.alternatives), 1)
        for value in fact.alternatives:
            yield _claim(source, fact, ("project", statement.key), value, left, f"{fact.rule}.alternative")


def lexical(value: Value) -> str:
    """Return a value as one text.

    Examples:
        >>> lexical(("2521964.00", "EUR")), lexical(("action-plans", 7, "=")), lexical(14)
        ('2521964.00 EUR', 'action-plans 7 =', '14')
    """
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if part is not None)
    return str(value)


def _claim(source: Source, fact: Fact, node: tuple[str, str], value: Value, confidence: float, rule: str) -> Claim:
    place = (fact.property, lexical(value), str(fact.start), str(fact.end), str(fact.subject), rule)
    return Claim(
        record=source.record, key=f"{source.record}.{digest(*place)}", subject_class=node[0], subject=node[1],
        property=_TERMS[fact.property], value=lexical(value), start=fact.start, end=fact.end,
        quote=source.quote(fact), rule=rule, confidence=_decimal(confidence),
    )  # fmt: skip


def _decimal(confidence: float) -> str:
    return format(round(Decimal(str(confidence)), _PLACES).normalize(), "f")
