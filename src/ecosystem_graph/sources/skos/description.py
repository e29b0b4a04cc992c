"""The description of the concept schemes."""

from pathlib import Path
from typing import Any, Final

from ecosystem_graph.sources.importer import read_source_toml

__all__ = ["DESCRIPTION"]

DESCRIPTION: Final[dict[str, Any]] = read_source_toml(Path(__file__).with_name("source.toml"))
"""What ``source.toml`` says."""
