"""The header of a packed query: YAML in the comment lines that begin with ``#+``."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ecosystem_graph.errors import Location, QueryError

__all__ = ["Header", "header_error", "parse_header"]

_KEYS = frozenset({"summary", "description", "answers", "tags", "parameters", "view", "budget"})
_QUESTION = re.compile(r"CQ-\d{3}")
_LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a query states.

    Attributes:
        summary: One sentence.
        description: What is counted or left out, for a user; may be empty.
        answers: Competency questions (``"CQ-002"``).
        tags: Words to search by.
        view: How to show the answer: ``table``, ``network``, ``single-value``…
        budget_seconds: Seconds the query may take on the demo release.
        parameters: Settings of each parameter, by name.
        lines: Line in the file of each key and each parameter.
    """

    summary: str = ""
    description: str = ""
    answers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    view: str = "table"
    budget_seconds: float = 1.0
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def parse_header(text: str, path: Path) -> Header:
    """Parse the header of a query text; without ``#+`` lines it is empty.

    Args:
        text: The whole query text.
        path: Where it came from, for messages.

    Raises:
        QueryError: The header is not YAML, or a key or value is not one of the convention.

    Source:
        grlc decorators, of which these are a superset. https://github.com/CLARIAH/grlc
    """
    node = _compose(text, path)
    if node is None:
        return Header()
    if not isinstance(node, yaml.MappingNode):
        raise header_error(path, 1, "keys and values after #+", str(node.value)[:60])
    lines = _key_lines(node)
    content = _construct(text, path)
    for key in content:
        if key not in _KEYS:
            raise header_error(path, lines[str(key)], f"one of {', '.join(sorted(_KEYS))}", repr(key))
    return Header(
        summary=_read_text(content, "summary", lines, path),
        description=_read_text(content, "description", lines, path),
        answers=_read_questions(content, lines, path),
        tags=_read_list(content, "tags", lines, path),
        view=_read_text(content, "view", lines, path) or "table",
        budget_seconds=_read_budget(content, lines, path),
        parameters=_read_parameters(content, lines, path),
        lines=lines,
    )


def header_error(path: Path, line: int, expected: str, found: str) -> QueryError:
    """Return an error that names file and line, and the first of what was found there."""
    return QueryError(f"{Location(path, f'line {line}')}: expected {expected}, found {found[:_LONGEST_SHOWN]}")


def _header_source(text: str) -> str:
    """Return the YAML, each line at its place in the file so that line numbers agree."""
    source = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        source.append(line.removeprefix("#+").removeprefix(" ") if line.startswith("#+") else "")
    return "\n".join(source)


def _compose(text: str, path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(_header_source(text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise header_error(path, line, "YAML after #+", error.problem or "something else") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise header_error(path, 1, "YAML after #+", str(error).partition("\n")[0]) from error


def _construct(text: str, path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.safe_load(_header_source(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a day that no calendar has, a list as a key
        raise header_error(path, 1, "YAML after #+", str(error).partition("\n")[0]) from error
    return content


def _key_lines(node: yaml.MappingNode) -> dict[str, int]:
    lines = defaultdict[str, int](lambda: 1)  # keys of a mapping that is merged into this one have no line of their own
    for key, value in node.value:
        lines[str(key.value)] = key.start_mark.line + 1
        if key.value == "parameters" and isinstance(value, yaml.MappingNode):
            lines.update({f"parameters.{name.value}": name.start_mark.line + 1 for name, _ in value.value})
    return lines


def _read_text(content: Mapping[str, Any], key: str, lines: Mapping[str, int], path: Path) -> str:
    value = content.get(key, "")
    if not isinstance(value, str):
        raise header_error(path, lines[key], f"{key} as text", repr(value))
    return " ".join(value.split())


def _read_list(content: Mapping[str, Any], key: str, lines: Mapping[str, int], path: Path) -> tuple[str, ...]:
    value = content.get(key, [])
    some = [value] if isinstance(value, str) else value
    if not isinstance(some, list) or not all(isinstance(each, str) for each in some):
        raise header_error(path, lines[key], f"{key} as a list of words", repr(value))
    return tuple(some)


def _read_questions(content: Mapping[str, Any], lines: Mapping[str, int], path: Path) -> tuple[str, ...]:
    questions = _read_list(content, "answers", lines, path)
    for question in questions:
        if not _QUESTION.fullmatch(question):
            raise header_error(path, lines["answers"], "a competency question like CQ-002", repr(question))
    return questions


def _read_budget(content: Mapping[str, Any], lines: Mapping[str, int], path: Path) -> float:
    value = content.get("budget", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise header_error(path, lines["budget"], "budget in seconds, above 0", repr(value))
    return float(value)


def _read_parameters(
    content: Mapping[str, Any], lines: Mapping[str, int], path: Path
) -> Mapping[str, Mapping[str, Any]]:
    parameters = content.get("parameters", {})
    if not isinstance(parameters, dict) or not all(isinstance(each, dict) for each in parameters.values()):
        raise header_error(path, lines["parameters"], "parameters by name", repr(parameters)[:60])
    return parameters
