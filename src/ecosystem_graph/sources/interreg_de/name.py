"""Units and hosts inside the name of an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["NameParts", "split_name"]


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a name says beside naming the partner itself.

    Attributes:
        unit: Unit of an organisation, or None.
        parent: Organisation the unit belongs to; None without a unit.
        host: Organisation that hosts the partner, or None.
    """

    unit: str | None = None
    parent: str | None = None
    host: str | None = None


def split_name(name: str, words: Mapping[str, str | Sequence[str]]) -> NameParts:
    """Tell unit and host in a name; the name itself stays as published.

    ``<partner> hosted by <host>`` names a host. ``<organisation>, <unit>`` names a unit when the part after the last
    comma begins or ends with a word for units.

    Args:
        name: Name as published.
        words: ``host_phrase``, ``unit_beginnings`` and ``unit_endings`` of the source description.

    Examples:
        >>> words = {"host_phrase": " hosted by ", "unit_beginnings": ["Abteilung"], "unit_endings": ["Unit"]}
        >>> split_name("Veneto Region, Research Clusters and Networks Unit", words)
        NameParts(unit='Research Clusters and Networks Unit', parent='Veneto Region', host=None)
        >>> split_name("Poly4EmI hosted by Anteja ECG d.o.o.", words).host
        'Anteja ECG d.o.o.'
    """
    guest, _, host = name.partition(str(words["host_phrase"]))
    if guest.strip() and host.strip():
        return NameParts(host=host.strip())
    parent, _, unit = (part.strip() for part in name.rpartition(","))
    if parent and unit and (unit.split()[-1] in words["unit_endings"] or unit.split()[0] in words["unit_beginnings"]):
        return NameParts(unit=unit, parent=parent)
    return NameParts()
