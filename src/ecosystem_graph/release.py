"""The folder that a build leaves behind, and where each part of it is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import NotFoundError

__all__ = ["MARKER", "RELEASE_ENTRIES", "Release", "open_release"]

MARKER = "run.json"
"""File by which a folder is known to be a release, and so may be replaced."""

RELEASE_ENTRIES = frozenset(
    {
        "records", "consolidated", "store", "ecosystem.ttl", "ecosystem.nq.gz", "void.ttl", "issues.jsonl",
        "findings.parquet", MARKER,
    }
)  # fmt: skip
"""What a build owns in its release folder; anything else there belongs to the user and is kept."""


@dataclass(frozen=True, slots=True)
class Release:
    """Paths of one release.

    Attributes:
        folder: The release folder.
    """

    folder: Path

    @property
    def records(self) -> Path:
        """Parquet tables of what the sources state."""
        return self.folder / "records"

    @property
    def consolidated(self) -> Path:
        """Parquet tables of the consolidated view."""
        return self.folder / "consolidated"

    @property
    def turtle(self) -> Path:
        """Default graph, readable Turtle."""
        return self.folder / "ecosystem.ttl"

    @property
    def quads(self) -> Path:
        """All graphs, sorted N-Quads, compressed."""
        return self.folder / "ecosystem.nq.gz"

    @property
    def store(self) -> Path:
        """Oxigraph directory."""
        return self.folder / "store"

    @property
    def issues(self) -> Path:
        """Findings about single data, one JSON object per line."""
        return self.folder / "issues.jsonl"

    @property
    def findings(self) -> Path:
        """What breaks a shape, one row each, Parquet."""
        return self.folder / "findings.parquet"

    def read_run(self) -> dict[str, Any]:
        """Return what ``run.json`` tells about the build: inputs, settings, counts, timings."""
        run: dict[str, Any] = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))
        return run

    @property
    def base_iri(self) -> str:
        """Base of the data IRIs."""
        return str(self.read_run()["settings"]["base_iri"])


def open_release(folder: Path) -> Release:
    """Find a release.

    Raises:
        NotFoundError: The folder is missing or holds no release.
    """
    if not (folder / MARKER).is_file():
        raise NotFoundError(
            f"{folder}: expected a release folder (with {MARKER}), found none",
            hint=f"Make one with: ecosystem-graph build INPUT... -o {folder}",
        )
    return Release(folder)
