"""Checks a file of facts against the published schema and says what is wrong, where, in words."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.curated.document import Document, Place, iter_texts
from ecosystem_graph.sources.curated.inventory import check_identifiers, known_references
from ecosystem_graph.sources.curated.keyword import ExpectationError, suggest, validator_with_keywords
from ecosystem_graph.sources.curated.privacy import has_contact_data

__all__ = ["check_conformance", "read_schema"]

_SHOWN = 80


@cache
def read_schema() -> dict[str, Any]:
    """Return the published JSON Schema of the format."""
    schema: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    return schema


def check_conformance(document: Document) -> None:
    """Check structure, codes, references and identifiers, and that there is no personal contact data.

    Raises:
        SourceFormatError: With the first place, in document order, that does not conform.
    """
    if not isinstance(document.data, dict):
        expected = "a mapping with the key 'format'"
        raise SourceFormatError(document.where(()), expected=expected, found=_show(document.data))
    errors = validator_with_keywords(read_schema(), known_references(document.data)).iter_errors(document.data)
    first = min(errors, key=lambda error: _rank(document, error), default=None)
    if first is not None:
        raise _explain(document, first)
    check_identifiers(document)
    _check_privacy(document)


def _check_privacy(document: Document) -> None:
    for place, text in iter_texts(document.data):
        if has_contact_data(text):
            raise SourceFormatError(
                document.where(place),
                expected="no mail addresses and no telephone numbers",
                found="what looks like one",  # the finding itself must not spread the address
                hint="Facts are about organisations; leave personal contact data out.",
            )


def _rank(document: Document, error: ValidationError) -> tuple[int, int, str]:
    """Order errors as a reader meets them: the version of the format first, then by line, then by place."""
    place = tuple(error.absolute_path)
    return (place != ("format",), document.lines.get(place, 0), str(place))


def _explain(document: Document, error: ValidationError) -> SourceFormatError:
    place = tuple(error.absolute_path)
    expected, found, hint = _words(error, _value_at(document.data, place))
    return SourceFormatError(document.where(place), expected=expected, found=found, hint=hint)


def _words(error: ValidationError, value: Any) -> tuple[str, str, str]:
    """Return what was expected, what was found, and a hint."""
    if isinstance(error, ExpectationError):
        return error.expected, _show(value), error.hint
    rule, wanted, schema = str(error.validator), error.validator_value, error.schema
    if rule in {"required", "dependentRequired"}:
        return f"the key {_missing(rule, wanted, value)!r}", _keys(value), ""
    if rule == "additionalProperties":
        return _explain_unknown_key(value, schema)
    return _expectation(rule, wanted, schema), _show(value), ""


def _explain_unknown_key(value: Mapping[str, Any], schema: Any) -> tuple[str, str, str]:
    possible = set(schema["properties"])
    unknown = min(str(key) for key in value if key not in possible)
    return f"one of the keys {', '.join(sorted(possible))}"[:_SHOWN], repr(unknown), suggest(unknown, possible)


def _expectation(rule: str, wanted: Any, schema: Any) -> str:
    """Return in words what a standard keyword asks for."""
    if rule == "const":
        return repr(wanted)
    if rule == "enum" and "title" not in schema:
        return "one of " + ", ".join(repr(each) for each in wanted)
    if "title" in schema:
        return str(schema["title"])
    words = {"type": f"a value of type {wanted}", "minimum": f"at least {wanted}", "maximum": f"at most {wanted}"}
    return words.get(rule, f"{rule} {wanted}")


def _missing(rule: str, wanted: Any, instance: Mapping[str, Any]) -> str:
    groups = [wanted] if rule == "required" else [some for key, some in wanted.items() if key in instance]
    return next(str(key) for group in groups for key in group if key not in instance)


def _value_at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _keys(instance: Mapping[str, Any]) -> str:
    return f"only the keys {', '.join(map(str, instance))}" if instance else "an empty block"


def _show(value: object) -> str:
    if value is None:
        return "nothing"
    return repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)[:_SHOWN]
