"""What ``tables.toml`` says about these tables, with types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecosystem_graph.sources.importer import read_source_toml
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION
from ecosystem_graph.sources.tabular.layout import read_layouts

__all__ = ["CURRENCY", "ISSUES", "LAYOUTS", "STATUSES", "TYPES"]

_TABLES: Mapping[str, Any] = read_source_toml(Path(__file__).with_name("tables.toml"))
LAYOUTS = read_layouts(_TABLES)
CURRENCY: str = _TABLES["constants"]["currency"]
STATUSES: Mapping[str, str] = _TABLES["statuses"]
TYPES: Mapping[str, str] = _TABLES["types"]
ISSUES = {code: issue for code, issue in DESCRIPTION["issues"].items() if "name" in issue}
"""Findings that these tables may have, by code."""
