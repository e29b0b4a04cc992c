"""The folder that a build leaves behind, and where each part of it is."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import NotFoundError

__all__ = ["ANALYSIS_SUFFIX", "MARKER", "RELEASE_ENTRIES", "Release", "open_release"]

MARKER = "run.json"
"""File by which a folder is known to be a release, and so may be replaced."""

ANALYSIS_SUFFIX = ".nq.gz"
"""End of the names of files in the folder of analyses; the name of the run comes before it."""

RELEASE_ENTRIES = frozenset(
    {
        "records", "consolidated", "store", "ecosystem.ttl", "ecosystem.nq.gz", "void.ttl", "issues.jsonl",
        "findings.parquet", "analysis", MARKER,
    }
)  # fmt: skip
"""What a build owns in its release folder; anything else there belongs to the user and is kept."""

_CONTENT_SETTINGS = frozenset({"base_iri", "least_confidence", "source_graphs", "previous", "review"})
"""Settings of a build that change what a release says; all others change where and how fast it is made."""


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

    @property
    def analyses(self) -> Path:
        """Folder with the graph of each analysis, sorted N-Quads, compressed; absent before the first."""
        return self.folder / "analysis"

    def analysis_files(self) -> dict[str, Path]:
        """Return the file of each analysis by the name of its run, sorted."""
        files = sorted(self.analyses.glob(f"*{ANALYSIS_SUFFIX}"))
        return {path.name.removesuffix(ANALYSIS_SUFFIX): path for path in files}

    def read_run(self) -> dict[str, Any]:
        """Return what ``run.json`` tells about the build: inputs, settings, counts, timings."""
        run: dict[str, Any] = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))
        return run

    @property
    def base_iri(self) -> str:
        """Base of the data IRIs."""
        return str(self.read_run()["settings"]["base_iri"])

    @property
    def name(self) -> str:
        """Twelve hexadecimal digits that differ when the version, any input or a setting of the content differs."""
        run = self.read_run()
        settings = {key: value for key, value in run["settings"].items() if key in _CONTENT_SETTINGS}
        inputs = sorted(each["sha256"] for each in run["inputs"])
        told = json.dumps([run["version"], inputs, settings], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def iri(self) -> str:
        """IRI by which recipes and analyses name the release: the one ``run.json`` states, else made of its `name`."""
        run = self.read_run()
        return str(run.get("iri") or f"{self.base_iri}id/release/{self.name}")


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
