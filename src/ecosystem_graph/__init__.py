"""A knowledge graph of regional innovation ecosystems, built from published source records.

``ecosystem_graph.open(folder)`` asks a release, ``ecosystem_graph.connect(address)`` an endpoint.
"""

from typing import Any

__version__ = "0.1.0"

_LAZY = {"open": "open_session", "connect": "connect_session", "Session": "Session", "Answer": "Answer"}
"""Public name: name in ``query.session``. Loaded on first use, so that importing the package stays fast."""


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - costs only who asks

    return getattr(import_module("ecosystem_graph.query.session"), _LAZY[name])


def __dir__() -> list[str]:
    return sorted([*globals(), *_LAZY])
