"""``sources`` lists what can be imported."""

import json
from collections.abc import Callable
from typing import Any

from ecosystem_graph.sources.registry import SOURCES


def test_every_source_is_listed_with_publisher_and_attribution(cli: Callable[..., Any]) -> None:
    rows = json.loads(cli("sources", "--json").stdout)
    assert {row["slug"] for row in rows} == set(SOURCES)
    assert all(row["title"] and row["publisher"] and row["attribution"] for row in rows)
    assert len(cli("sources").stdout.splitlines()) == len(SOURCES) + 2
