"""Keywords that the published JSON Schema adds to the standard ones: codes, references, dates, terms."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ecosystem_graph.sources.partial_date import first_day
from ecosystem_graph.terms import CONCEPTS, EG

__all__ = ["ExpectationError", "suggest", "validator_with_keywords"]

_Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


class ExpectationError(ValidationError):
    """A value that one of our own keywords does not accept.

    Attributes:
        expected: What would be accepted.
        hint: What was probably meant; may be empty.
    """

    def __init__(self, expected: str, *, hint: str = "", path: tuple[str, ...] = ()) -> None:
        super().__init__(f"expected {expected}", path=path)
        self.expected, self.hint = expected, hint


def suggest(found: str, possible: Iterator[str] | frozenset[str] | set[str]) -> str:
    """Return ``Did you mean 'x'?`` for the nearest possible word, or an empty string."""
    near = get_close_matches(found, sorted(possible), n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else ""


def validator_with_keywords(schema: Mapping[str, Any], known: Mapping[str, frozenset[str]]) -> Any:
    """Return a validator of the published schema for one document.

    Args:
        schema: The schema.
        known: Identifiers that may be referred to, by class.
    """
    keywords = {
        "x-concept-scheme": _check_concept,
        "x-code-in-scheme": _check_topic,
        "x-date": _check_date,
        "x-term": _check_term,
        "x-reference": _reference_check(known),
        "x-entity": _entity_check(known),
        "x-relations": _check_relation,
    }
    return extend(Draft202012Validator, keywords)(schema)  # type: ignore[no-untyped-call]


def _check_concept(_: Any, scheme: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str):
        yield from _unknown_code(scheme, instance)


def _check_topic(_: Any, __: Any, instance: Any, ___: Any) -> Iterator[ValidationError]:
    scheme, code = (_text_of(instance, column) for column in ("scheme", "code"))
    if scheme is None or code is None:
        return
    if scheme not in CONCEPTS:
        yield ExpectationError("a concept scheme", hint=suggest(scheme, set(CONCEPTS)), path=("scheme",))
    else:
        yield from _unknown_code(scheme, code, path=("code",))


def _unknown_code(scheme: str, code: str, path: tuple[str, ...] = ()) -> Iterator[ValidationError]:
    codes = CONCEPTS[scheme]
    if code not in codes:
        yield ExpectationError(f"a code of the scheme {scheme!r}", hint=suggest(code, codes), path=path)


def _check_date(_: Any, __: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not isinstance(instance, str):
        return
    try:
        first_day(instance)
    except (ValueError, OverflowError):  # a year of ten digits
        yield ExpectationError(str(schema["title"]))


def _check_term(_: Any, __: Any, instance: Any, ___: Any) -> Iterator[ValidationError]:
    terms = {name for name in vars(EG) if not name.startswith("_")}
    if isinstance(instance, str) and instance not in terms:
        yield ExpectationError("the local name of a term of the ontology", hint=suggest(instance, terms))


def _reference_check(known: Mapping[str, frozenset[str]]) -> _Keyword:
    def check(_: Any, folder: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(instance, str):
            yield from _unknown_reference(known, folder, instance)

    return check


def _entity_check(known: Mapping[str, frozenset[str]]) -> _Keyword:
    def check(_: Any, __: Any, instance: Any, ___: Any) -> Iterator[ValidationError]:
        folder, separator, identifier = instance.partition("/") if isinstance(instance, str) else ("", "", "")
        if separator and folder != "region":  # regions are known by their published codes
            yield from _unknown_reference(known, folder, identifier)

    return check


def _unknown_reference(known: Mapping[str, frozenset[str]], folder: str, identifier: str) -> Iterator[ValidationError]:
    possible = known.get(folder, frozenset())
    if identifier not in possible:
        what = "a source" if folder == "record" else f"{'an' if folder[:1] in 'aeiou' else 'a'} {folder}"
        hint = suggest(identifier, possible) or "Entities of other files are listed under 'external' by their full key."
        yield ExpectationError(f"the id of {what} in this file", hint=hint)


def _check_relation(_: Any, allowed: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    for column, folders in zip(("subject", "object"), allowed.get(_text_of(instance, "predicate"), ()), strict=False):
        text = _text_of(instance, column)
        if text is not None and text.partition("/")[0] not in folders:
            yield ExpectationError(f"one of the classes {', '.join(folders)} before the slash", path=(column,))


def _text_of(instance: Any, column: str) -> str | None:
    """Return a text of a block; None when there is none, of which the standard keywords tell."""
    value = instance.get(column) if isinstance(instance, dict) else None
    return value if isinstance(value, str) else None
