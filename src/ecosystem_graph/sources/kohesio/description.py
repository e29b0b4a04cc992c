"""What ``source.toml`` says about this source, with types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecosystem_graph.sources.importer import read_source_toml
from ecosystem_graph.sources.tabular.layout import read_layouts

__all__ = ["CURRENCY", "DESCRIPTION", "LAYOUTS", "SLUG"]

DESCRIPTION: Mapping[str, Any] = read_source_toml(Path(__file__).with_name("source.toml"))
SLUG: str = DESCRIPTION["slug"]
LAYOUTS = read_layouts(DESCRIPTION)
CURRENCY: str = DESCRIPTION["constants"]["currency"]
