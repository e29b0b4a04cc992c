"""Files that are shipped with the package: ontology, packed queries and reference data."""

from pathlib import Path

from ecosystem_graph.errors import NotFoundError

__all__ = ["resource"]

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parents[1])
"""Where shipped files are: inside an installed wheel, or at the top of a checkout (editable installation)."""


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Args:
        *parts: Path below the root of shipped files, one name each (``"data", "reference", "countries.csv"``).

    Returns:
        The path in this installation: inside the wheel, or in the checkout.

    Raises:
        NotFoundError: There is no such file in this installation.

    Examples:
        >>> resource("ontology", "ecosystem.ttl").name
        'ecosystem.ttl'
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise NotFoundError(
        f"{'/'.join(parts)}: expected among the files shipped with ecosystem-graph, found nothing in {_PACKAGE}",
        hint="Install the package again, or run from a complete checkout.",
    )
