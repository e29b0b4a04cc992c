"""The two sides of each source beside each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.totals import bulk, entity, operations
from evaluation.totals.graph import read_release
from evaluation.totals.tally import Figures, Tally

__all__ = ["READERS", "Comparison", "compare"]

READERS: Mapping[str, Callable[[Path], Tally]] = {
    "cordis": bulk.cordis,
    "cordis-h2020-participations": bulk.participations,
    "keep-eu": bulk.keep_eu,
    "keep-eu-geonames": bulk.geonames,
    "kohesio": bulk.kohesio,
    "ror": bulk.ror,
    **operations.LISTS,
    **entity.LISTS,
}
"""Independent reader of the files of each source."""


_CLOSED = {"amounts", "participations", "rows of organisations", "sum"}
"""Figures of which the graph must hold no other than the files: no further country, kind of money or currency."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one source on both sides.

    Attributes:
        source: Its slug.
        expected: What its files hold; only these figures are compared.
        found: What the graph holds.
    """

    source: str
    expected: Figures
    found: Figures

    def differing(self) -> list[str]:
        """Return one line for each figure that is not the same on both sides."""
        kinds = {name[0] if name[0] in _CLOSED else name for name in self.expected}
        names = sorted(name for name in {*self.expected, *self.found} if name in kinds or name[0] in kinds)
        return [
            f"{', '.join(name)}: {self.expected.get(name, 0)} in the files, {self.found.get(name, 0)} in the graph"
            for name in names
            if self.expected.get(name) != self.found.get(name)
        ]


def compare(release: Path, data: Path) -> list[Comparison]:
    """Return the comparison of each source of a release that has an independent reader."""
    found = read_release(release)
    return [
        Comparison(source, read(data).figures(), found[source])
        for source, read in sorted(READERS.items())
        if source in found
    ]
