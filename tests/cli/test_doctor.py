"""``doctor`` tells what a bug report needs."""

import json
from collections.abc import Callable
from typing import Any

from ecosystem_graph import __version__


def test_versions_and_shipped_files_are_told(cli: Callable[..., Any]) -> None:
    findings = json.loads(cli("doctor", "--json").stdout)
    assert findings["ecosystem-graph"] == __version__
    assert int(findings["queries"].split()[0]) >= 15
    assert "polars" in cli("doctor").stdout
