"""``sources``: what can be imported."""

import json
from pathlib import Path
from typing import Any

from ecosystem_graph.cli.argument import JsonOption
from ecosystem_graph.cli.output import print_lines, print_table

__all__ = ["sources"]

_FIELDS = ("slug", "title", "publisher", "url", "licence", "attribution")
_SHOWN = ("slug", "title", "publisher")


def sources(*, as_json: JsonOption = False) -> None:
    """List the sources that can be imported."""
    rows = [{field: description.get(field) for field in _FIELDS} for description in _read_descriptions()]
    if as_json:
        print_lines([json.dumps(rows, ensure_ascii=False)])
    else:
        print_table(_SHOWN, [[row[field] for field in _SHOWN] for row in rows])


def _read_descriptions() -> list[dict[str, Any]]:
    import tomllib

    import ecosystem_graph.sources

    folder = Path(ecosystem_graph.sources.__file__).parent
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/source.toml"))]
