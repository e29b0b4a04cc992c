"""What a build did, and the file in which a release says so."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ecosystem_graph import __version__
from ecosystem_graph.issues import Severity
from ecosystem_graph.release import MARKER
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.intake import Intake
from ecosystem_graph.stage.key import LIBRARIES
from ecosystem_graph.stage.read import SourceRows

__all__ = ["BuildReport", "write_run"]


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        out: Release folder.
        rows: Row counts per file.
        counts: Rows per consolidated table, and ``quads``.
        issue_counts: Issues per code, most frequent first.
        regions: Rows per way of coming to a region, and into the edition used for analysis.
        finding_counts: What breaks a shape, per severity.
        shape_counts: The same per shape that is broken, the worst first.
        is_checked: Whether shapes were asked; a release of very many rows is not.
        unrecognised: Inputs that no importer takes.
        seconds: Wall time per stage.
        resumed: Stages that an interrupted build had finished before.
    """

    out: Path
    rows: tuple[SourceRows, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    issue_counts: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    finding_counts: dict[Severity, int] = field(default_factory=dict)
    shape_counts: dict[str, int] = field(default_factory=dict)
    is_checked: bool = False
    unrecognised: tuple[Path, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    resumed: tuple[str, ...] = ()


def write_run(
    folder: Path,
    intake: Intake,
    settings: BuildSettings,
    report: BuildReport,
    earlier: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    """Write ``run.json``: what was read, with what, what came of it and how long it took.

    Args:
        folder: Folder of the release.
        intake: What was read.
        settings: What was asked for.
        report: What came of it.
        earlier: What was decided and published before.
    """
    run: Mapping[str, Any] = {
        "version": __version__,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "settings": asdict(settings),
        "inputs": intake.tell_files(),
        **earlier,
        "unrecognised": [path.name for path in intake.unrecognised],
        "rows": [asdict(each) for each in report.rows],
        "counts": report.counts,
        "issues": report.issue_counts,
        "regions": report.regions,
        "checked": report.is_checked,
        "findings": report.finding_counts,
        "shapes": report.shape_counts,
        "seconds": report.seconds,
    }
    (folder / MARKER).write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
