"""Codes of concepts, as the sources that use a scheme write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ecosystem_graph.sources.skos.graph import Concept

__all__ = ["Coded", "codes_of", "plain_label"]

_MOST_WAYS = 100
"""Ways to a concept that are followed; in the published schemes there is one."""
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """One code of a concept.

    Attributes:
        code: The code.
        broader: Code of the wider concept; None at the top.
        lost: IRI of a wider concept that gives no code, empty when there is none.
    """

    code: str
    broader: str | None
    lost: str = ""


def codes_of(subject: str, concepts: Mapping[str, Concept], rule: str, base: str) -> Sequence[Coded]:
    """Return the codes of a concept: one, but for a scheme coded by paths in which several wider concepts lead to it.

    Args:
        subject: IRI of the concept.
        concepts: All concepts of the document.
        rule: ``local``, ``notation`` or ``path``.
        base: What the IRIs of the scheme begin with.

    Returns:
        No code where the concept has no notation, or one above it is missing or leads back to it.
    """
    if rule == "path":
        paths = {path for path in islice(_paths(subject, concepts, (), frozenset()), _MOST_WAYS) if path}
        return [Coded(_joined(path), _joined(path[:-1]) or None) for path in sorted(paths)]
    code = _single(subject, concepts, rule, base)
    if not code:
        return []
    wider = {each: _single(each, concepts, rule, base) for each in sorted(concepts[subject].broader)}
    stated = [each for each in wider.values() if each and each != code]
    lost = next((each for each, one in wider.items() if not one or one == code), "")
    return [Coded(code, stated[0] if stated else None, lost)]


def plain_label(label: str, code: str) -> str:
    """Return a label without the code that some publishers write before it; what is left is as published.

    Examples:
        >>> plain_label("01.1 Growing of crops", "01.1")
        'Growing of crops'
        >>> plain_label("3D printing", "3")
        '3D printing'
    """
    return label.removeprefix(f"{code} ").strip() or label


def _single(subject: str, concepts: Mapping[str, Concept], rule: str, base: str) -> str:
    if subject not in concepts or not subject.startswith(base):
        return ""
    if rule == "local":
        return subject.removeprefix(base)
    return next(iter(concepts[subject].notations), "")


def _paths(
    subject: str, concepts: Mapping[str, Concept], below: tuple[str, ...], passed: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    """Yield the numbers from the top to a concept, once for each way; an empty one where a way leads nowhere."""
    concept = concepts.get(subject)
    number = next((each for each in concept.notations if _NUMBER.fullmatch(each)), "") if concept else ""
    if not number or concept is None or subject in passed:
        yield ()
        return
    if not concept.broader:
        yield (number, *below)
    for wider in concept.broader:
        yield from _paths(wider, concepts, (number, *below), passed | {subject})


def _joined(path: Sequence[str]) -> str:
    return "".join(f"/{number}" for number in path)
