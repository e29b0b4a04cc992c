"""How long to try, and how long to wait in between."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from ecosystem_graph.errors import EcosystemGraphError

__all__ = ["Patience", "TryAgainError"]

_MAX_PAUSE = 120.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try.

    Attributes:
        attempts: Requests per file, at least 1.
        connect_seconds: Wait for a connection.
        silence_seconds: Wait for the next bytes.
        pause_seconds: Pause before the second attempt; doubled each time, with a ceiling of 120 s. What the server
            asks for in ``Retry-After`` goes before, under the same ceiling.
        max_bytes: Largest file taken.
        sleep: How to wait.
    """

    attempts: int = 6
    connect_seconds: float = 15
    silence_seconds: float = 60
    pause_seconds: float = 1
    max_bytes: int = 20_000_000_000
    sleep: Callable[[float], None] = time.sleep

    def pause(self, failure: "TryAgainError", attempt: int) -> None:
        """Wait after the given attempt, counted from 1."""
        wait = failure.wait if failure.wait is not None else self.pause_seconds * 2 ** (attempt - 1)
        self.sleep(min(max(wait, 0.0), _MAX_PAUSE))


class TryAgainError(EcosystemGraphError):
    """The attempt failed in a way that another attempt may mend.

    Attributes:
        wait: Seconds to wait, when the server says so.
        restart: What arrived so far is of no use.
    """

    def __init__(self, reason: str, *, wait: float | None = None, restart: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.restart = wait, restart
