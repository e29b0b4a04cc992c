"""Text of subjects as one column expression per graph: constants are merged, columns are copied once."""

from collections.abc import Sequence
from operator import itemgetter

import polars as pl

from ecosystem_graph.graph.subject import KEY, Slot, SubjectFrame
from ecosystem_graph.graph.term import SAFE_LOCAL_NAME, Syntax

__all__ = ["nquads_expression", "turtle_expression"]

_Parts = Sequence[str | pl.Expr]
_TYPE_PREDICATE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class _Text:
    """A growing concatenation: neighbouring constants become one piece."""

    def __init__(self) -> None:
        self._pieces: list[pl.Expr] = []
        self._constant = ""

    def add(self, *parts: str | pl.Expr) -> "_Text":
        for part in parts:
            if isinstance(part, str):
                self._constant += part
            else:
                self._flush()
                self._pieces.append(part)
        return self

    def expression(self, *, ignore_nulls: bool = False) -> pl.Expr:
        self._flush()
        return pl.concat_str(self._pieces, ignore_nulls=ignore_nulls)

    def _flush(self) -> None:
        if self._constant:
            self._pieces.append(pl.lit(self._constant))
            self._constant = ""


def nquads_expression(subjects: SubjectFrame, graph: str | None) -> pl.Expr:
    """Return the lines of each subject, predicates and objects in byte order.

    Args:
        subjects: Subjects rendered as N-Triples.
        graph: Graph IRI, or None for the default graph (then the lines are N-Triples).
    """
    end = " .\n" if graph is None else f" <{graph}> .\n"
    subject = (f"<{subjects.start}", pl.col(KEY), "> ")
    groups = [(f"<{slot.predicate}>", _slot_lines(subject, slot, end)) for slot in subjects.slots]
    if subjects.types:
        groups.append((_TYPE_PREDICATE, _type_lines(subject, subjects, end)))
    text = _Text()
    for _, lines in sorted(groups, key=itemgetter(0)):
        text.add(*lines)
    return text.expression(ignore_nulls=True)


def _type_lines(subject: _Parts, subjects: SubjectFrame, end: str) -> _Parts:
    lines = [part for name in subjects.types for part in (*subject, f"{_TYPE_PREDICATE} {name}{end}")]
    return lines if subjects.all_typed else [pl.when(pl.col("typed")).then(_Text().add(*lines).expression())]


def _slot_lines(subject: _Parts, slot: Slot, end: str) -> _Parts:
    head = [*subject, f"<{slot.predicate}> "]
    if slot.many:
        return [
            _Text().add(*head, pl.col(slot.column).list.join(_Text().add(end, *head).expression()), end).expression()
        ]
    line = [*head, slot.opening, pl.col(slot.column), f"{slot.closing}{end}"]
    return [_Text().add(*line).expression()] if slot.nullable else line


def turtle_expression(subjects: SubjectFrame, syntax: Syntax) -> pl.Expr:
    """Return one paragraph per subject: classes first, then one predicate per line in mapping order."""
    subject = _turtle_subject(subjects, syntax)
    if subjects.all_typed:
        text = _Text().add(*subject, "\n    a ", ", ".join(subjects.types))
        for slot in subjects.slots:
            piece = (" ;\n    ", *_turtle_statement(slot, syntax))
            text.add(_Text().add(*piece).expression()) if slot.nullable else text.add(*piece)
        return text.add(" .\n\n").expression(ignore_nulls=True)
    return _Text().add(*subject, "\n    ", _turtle_list(subjects, syntax), " .\n\n").expression()


def _turtle_subject(subjects: SubjectFrame, syntax: Syntax) -> _Parts:
    whole: _Parts = (f"<{subjects.start}", pl.col(KEY), ">")
    prefix = syntax.prefixes.get(subjects.start)
    if prefix is None:
        return whole
    named: _Parts = (f"{prefix}:", pl.col(KEY))
    is_safe = pl.col(KEY).str.contains(SAFE_LOCAL_NAME)
    if subjects.frame.select(is_safe.all()).item():
        return named
    return [pl.when(is_safe).then(_Text().add(*named).expression()).otherwise(_Text().add(*whole).expression())]


def _turtle_statement(slot: Slot, syntax: Syntax) -> _Parts:
    predicate = f"{syntax.iri(slot.predicate)} "
    if slot.many:
        return (predicate, pl.col(slot.column).list.join(", "))
    return (predicate, slot.opening, pl.col(slot.column), slot.closing)


def _turtle_list(subjects: SubjectFrame, syntax: Syntax) -> pl.Expr:
    classes = [pl.when(pl.col("typed")).then(pl.lit("a " + ", ".join(subjects.types)))] if subjects.types else []
    statements = [_Text().add(*_turtle_statement(slot, syntax)).expression() for slot in subjects.slots]
    return pl.concat_list([*classes, *statements]).list.drop_nulls().list.join(" ;\n    ")
