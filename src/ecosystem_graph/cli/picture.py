"""What ``.png`` and ``.svg`` show: option and writing, shared by commands that draw networks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ecosystem_graph.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.network.structure import Network
    from ecosystem_graph.release import Release

__all__ = ["PICTURES", "DrawOption", "Drawing", "TitleOption"]

PICTURES = (".png", ".svg")
"""File name endings of pictures."""

_CREDITED_IN_FULL = 3
_KINDS = ("network", "map", "alluvial")

DrawOption = Annotated[
    str,
    typer.Option("--draw", metavar="network|map|alluvial", help="What .png and .svg show; alluvial: with --slices."),
]
TitleOption = Annotated[str, typer.Option("--title", metavar="TEXT", help="Heading of pictures.")]


class Drawing(NamedTuple):
    """What a picture shows, and how.

    Attributes:
        kind: ``network``, ``map`` or ``alluvial``.
        geometry: Boundaries of regions, for maps.
        title: Heading; empty for one that says what is shown.
        seed: Of layouts.
        credit: What the sources of the release ask to be said.
    """

    kind: str
    geometry: Path | None
    title: str
    seed: int
    credit: str = ""

    def credit_sources(self, release: "Release") -> "Drawing":
        """Return the same with what the sources of the release ask to be said."""
        import polars as pl

        from ecosystem_graph.records.parquet import read_table

        stated = read_table(release.consolidated / "dataset.parquet").sort("key")
        if stated.height > _CREDITED_IN_FULL:
            named = ", ".join(stated["key"])
            return self._replace(credit=f"Sources: {named}; what each asks to be said is in void.ttl of the release")
        return self._replace(credit="; ".join(stated.select(pl.coalesce("attribution", "title")).to_series()))

    def check(self, slices: str | None, outputs: list[Path]) -> None:
        """Refuse what cannot be drawn before the long work.

        Raises:
            ConfigError: The message says what is expected.
        """
        if self.kind not in _KINDS:
            raise ConfigError(f"--draw {self.kind}: expected one of {', '.join(_KINDS)}")
        if self.kind != "network" and not any(path.suffix in PICTURES for path in outputs):
            raise ConfigError(f"--draw {self.kind}: expected a picture among the outputs, found none; add -o FILE.png")
        if self.kind == "alluvial" and not slices:
            raise ConfigError(
                "--draw alluvial: expected periods to compare, found none; add --slices 2007..2013,2014..2020"
            )

    def draws_each(self, path: Path) -> bool:
        """Tell whether a file shows one network, not all periods together."""
        return self.kind != "alluvial" or path.suffix not in PICTURES

    def write(self, made: "Network", path: Path) -> tuple[Path, ...]:
        """Draw one network."""
        from ecosystem_graph.picture.drawing import picture_network
        from ecosystem_graph.picture.map import picture_map
        from ecosystem_graph.picture.page import write_picture

        shown = self._credit(made)
        if self.kind == "map":
            return write_picture(picture_map(shown, boundaries=self.geometry, title=self.title), path)
        return write_picture(picture_network(shown.to_networkx(), title=self.title, seed=self.seed), path)

    def _credit(self, made: "Network") -> "Network":
        shown = made.undirected().with_nodes({})
        if self.credit:
            shown.recipe["sources"] = self.credit
        return shown

    def write_periods(self, periods: "Mapping[str, Network]", outputs: list[Path]) -> list[str]:
        """Draw all periods together, where that is asked for."""
        from ecosystem_graph.picture.alluvial import picture_alluvial
        from ecosystem_graph.picture.page import write_picture

        wanted = [path for path in outputs if not self.draws_each(path)]
        if not wanted:
            return []
        picture = picture_alluvial(
            {name: self._credit(made) for name, made in periods.items()}, title=self.title, seed=self.seed
        )
        return [str(path) for output in wanted for path in write_picture(picture, output)]
