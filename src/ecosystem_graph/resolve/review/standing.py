"""How two organisations of a release stand to each other: one or two, by what chain of evidence, and who judged."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.review.release_table import OrganisationTables

__all__ = ["Side", "Standing", "Step", "compare_organisations"]

_CLASS = "organisation"
_SHOWN = 12
_NAMES = re.compile(r"names “(.*?)”(?: \(.*?\))? and “(.*?)”(?: \(.*?\))?: ")
_NUMBER = re.compile(r"equal identifier (\S+ [^;]+)")
_JUDGED = re.compile(r"judged to be the same as (\S+)")


class Side(NamedTuple):
    """One of two organisations.

    Attributes:
        key: Key that was asked for.
        canonical: Key under which the release has it.
        names: Names of the canonical organisation with their places, as sources state them.
        identifiers: Its identifiers.
        mention: Its chosen name, country and town.
    """

    key: str
    canonical: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    mention: tuple[str, str, str]


class Step(NamedTuple):
    """One link of a chain.

    Attributes:
        key: Stated key that the evidence is about.
        evidence: Why it belongs to its cluster.
    """

    key: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How two organisations stand to each other.

    Attributes:
        sides: Both of them.
        is_one: Whether the release has them as one.
        chain: Links from one to the other; empty where they are two, or one by the mean evidence of all their names.
        other_links: Evidence of either where no chain leads from one to the other.
        candidate: Evidence of the pair where they are two and may be one; empty when names say too little.
        judgements: What people decided about either.
    """

    sides: tuple[Side, Side]
    is_one: bool
    chain: tuple[Step, ...]
    other_links: tuple[Step, ...]
    candidate: str
    judgements: tuple[Judgement, ...]

    def to_lines(self) -> list[str]:
        """Return all of it as lines of text."""
        lines = ["one organisation" if self.is_one else "two organisations"]
        for side in self.sides[: 1 if self.is_one else 2]:
            lines += ["", side.canonical, *(f"  {name}" for name in side.names[:_SHOWN])]
            lines += [f"  and {len(side.names) - _SHOWN} more names"] if len(side.names) > _SHOWN else []
            lines += [f"  identifier {number}" for number in side.identifiers]
        lines += self._reasons()
        decided = [(each, "the same" if each.is_same else "different") for each in self.judgements]
        return lines + [f"judged {word}: {each.subject} and {each.object} ({each.where})" for each, word in decided]

    def _reasons(self) -> list[str]:
        if self.candidate:
            return ["", f"may be one: {self.candidate}"]
        if not self.is_one:
            return ["", "not compared, or nothing speaks for their being one"]
        if self.chain:
            return ["", "joined by this chain:", *(f"  {step.key}: {step.evidence}" for step in self.chain)]
        if self.sides[0].key == self.sides[1].key:
            return []
        found = [f"  {step.key}: {step.evidence}" for step in self.other_links]
        return ["", "joined by the mean evidence of all names of the cluster; of these two it says:", *found]


def compare_organisations(
    tables: OrganisationTables, one: str, other: str, judgements: Iterable[Judgement] = ()
) -> Standing:
    """Say how two organisations of a release stand to each other.

    Args:
        tables: The release.
        one: IRI or key.
        other: IRI or key.
        judgements: What people decided.

    Raises:
        NotFoundError: The release has no such organisation.
    """
    keys = tables.find(one), tables.find(other)
    sides = _side(tables, keys[0]), _side(tables, keys[1])
    is_one = sides[0].canonical == sides[1].canonical
    links = _links(tables, {side.canonical for side in sides})
    called = tables.members.filter(pl.col("canonical") == sides[0].canonical).select("key", "name").drop_nulls()
    chain = _chain(keys[0], keys[1], links, called.iter_rows()) if is_one else ()
    asked = {*keys, *(side.canonical for side in sides)}
    loose = tuple(step for step in links if step.key in keys) if is_one and not chain else ()
    told = tuple(sorted(each for each in judgements if {each.subject, each.object} & asked))
    return Standing(sides, is_one, chain, loose, "" if is_one else _candidate(tables, sides), told)


def _side(tables: OrganisationTables, key: str) -> Side:
    canonical = tables.canonical[key]
    stated = tables.members.filter(pl.col("canonical") == canonical)
    place = pl.concat_str("town", "country", separator=", ", ignore_nulls=True)
    labels = pl.col("name") + pl.when(place != "").then(" (" + place + ")").otherwise(pl.lit(""))
    names = stated.drop_nulls("name").select(labels).to_series().unique().sort().to_list()
    known = tables.consolidated("identifier").filter(pl.col("subject_class") == _CLASS, pl.col("subject") == canonical)
    numbers = known.select(pl.concat_str("scheme", "value", separator=" ")).to_series().unique().sort().to_list()
    chosen = tables.consolidated("organisation").filter(pl.col("key") == canonical).select("name", "country", "town")
    name, country, town = chosen.row(0) if chosen.height else (None, None, None)
    return Side(key, canonical, tuple(names), tuple(numbers), (name or "", country or "", town or ""))


def _links(tables: OrganisationTables, canonical: set[str]) -> tuple[Step, ...]:
    """Return the evidence by which stated keys are in these clusters."""
    rows = tables.consolidated("identity").filter(pl.col("subject_class") == _CLASS, pl.col("object").is_in(canonical))
    return tuple(Step(*row) for row in rows.sort("subject").select("subject", "evidence").iter_rows())


def _candidate(tables: OrganisationTables, sides: tuple[Side, Side]) -> str:
    pair = sorted(side.canonical for side in sides)
    rows = tables.consolidated("candidate").filter(pl.col("subject") == pair[0], pl.col("object") == pair[1])
    return str(rows["evidence"].item(0)) if rows.height else ""


def _chain(start: str, end: str, links: Iterable[Step], called: Iterable[tuple[str, str]]) -> tuple[Step, ...]:
    """Return the links of the shortest way between two keys.

    Args:
        start: A key.
        end: Another one.
        links: Evidence about keys; it leads to the names, identifiers and records that it tells.
        called: Key and name of what sources state; keys of one name are near without any evidence.
    """
    neighbours: dict[str, list[tuple[str, Step | None]]] = {}
    ways = [(step.key, point, step) for step in links for point in _points(step)]
    for one, other, step in [*ways, *((key, name, None) for key, name in called)]:
        neighbours.setdefault(one, []).append((other, step))
        neighbours.setdefault(other, []).append((one, step))
    came: dict[str, tuple[str, Step | None] | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        place = queue.popleft()
        for point, step in neighbours.get(place, ()):
            if point not in came:
                came[point] = (place, step)
                queue.append(point)
    way: list[Step | None] = []
    back = came.get(end)
    while back is not None:
        way.append(back[1])
        back = came[back[0]]
    return tuple(dict.fromkeys(step for step in reversed(way) if step is not None))


def _points(step: Step) -> Iterator[str]:
    """Yield what the evidence of a link tells: both names, an identifier, the record that somebody judged the same."""
    for pattern in (_NAMES, _NUMBER, _JUDGED):
        for found in pattern.finditer(step.evidence):
            yield from found.groups()
