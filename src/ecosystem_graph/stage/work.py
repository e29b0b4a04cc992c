"""Stages of a build in a work folder: what is finished is not done again."""

import json
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ecosystem_graph.atomic import FINISHED

__all__ = ["Work"]

logger = logging.getLogger(__name__)


class Work:
    """The work folder of one build.

    Args:
        folder: Folder that may hold finished stages of an interrupted build with the same inputs and settings.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seconds: dict[str, float] = {}
        self.resumed: list[str] = []

    def __truediv__(self, stage: str) -> Path:
        """Return the folder of a stage."""
        return self._folder / stage

    def run(self, stage: str, action: Callable[[Path], Any]) -> Any:
        """Do a stage, unless it is finished.

        Args:
            stage: Name, unique in the build; what follows a colon numbers the parts of one stage.
            action: Fills the empty folder that it is given, and returns what later stages need to know, fit for JSON.

        Returns:
            What the action returned, now or before the interruption.
        """
        done = self._folder / f"{stage}{FINISHED}"
        if done.exists():
            finished = json.loads(done.read_text(encoding="utf-8"))
            self.resumed.append(stage)
        else:
            finished = self._do(self / stage, action)
            partial = done.with_suffix(".partial")
            partial.write_text(json.dumps(finished), encoding="utf-8")
            partial.replace(done)
        name = stage.partition(":")[0]
        self.seconds[name] = round(self.seconds.get(name, 0.0) + finished["seconds"], 3)
        return finished["result"]

    def _do(self, folder: Path, action: Callable[[Path], Any]) -> dict[str, Any]:
        if folder.exists():  # of a run that was interrupted in the middle of this stage
            shutil.rmtree(folder)
        folder.mkdir()
        started = time.perf_counter()
        result = action(folder)
        seconds = round(time.perf_counter() - started, 3)
        logger.info("%s: %.1f s", folder.name, seconds)
        return {"seconds": seconds, "result": result}
