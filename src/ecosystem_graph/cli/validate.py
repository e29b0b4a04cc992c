"""``validate``: does a release keep its own rules."""

from ecosystem_graph.cli.argument import ReleaseOption

__all__ = ["EXAMPLE", "validate"]

EXAMPLE = "Example: ecosystem-graph validate -d out/demo"


def validate(*, data: ReleaseOption) -> None:
    """Check a release; exit 4 on a violation."""
