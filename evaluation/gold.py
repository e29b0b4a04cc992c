"""Pages with facts that a person marked in them."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ecosystem_graph.sources.pages.preparation import split_header

__all__ = ["GoldFact", "GoldPage", "read_gold", "read_own"]

_SEEDS, _PAGES = Path("seeds", "gold_seeds.json"), Path("pages", "gold_dev.json")
_OWN = Path(__file__).with_name("own")
_PERSONAL_OWN = ("Janez Vzorec", "janez.vzorec@primer.si", "+386 2 123 45 67")
_NO_PROJECT = "none"


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One marked fact.

    Attributes:
        subject: Name of the project on the page.
        property: Property as in [`Fact`][ecosystem_graph.sources.pages.annotation.Fact].
        value: Normal form as marked: text, number, or a mapping (amount, indicator).
        text: Words of the page.
        spans: Where they stand, each ``(start, end)``; any of them counts.
    """

    subject: str
    property: str
    value: Any
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page.

    Attributes:
        name: Name of the file.
        path: The file.
        text: Text that offsets count in.
        url: Web address, when known.
        group: Pages about the same project are of one group.
        language: Marked language.
        projects: Projects on the page.
        facts: Marked facts about projects.
        personal: Names, addresses and numbers of persons: strings that no output may hold.
        judged: Properties that were marked on any page of the same file; others can be neither right nor wrong.
    """

    name: str
    path: Path
    text: str
    url: str | None
    group: str
    language: str
    projects: int
    facts: tuple[GoldFact, ...]
    personal: tuple[str, ...]
    judged: frozenset[str] = frozenset()


def read_gold(folder: Path) -> tuple[GoldPage, ...]:
    """Return the seed pages and the development pages below a folder, as far as they are there.

    Raises:
        FileNotFoundError: Neither is there.
    """
    found = [path for path in (folder / _SEEDS, folder / _PAGES) if path.exists()]
    if not found:
        raise FileNotFoundError(f"{folder}: expected {_SEEDS} or {_PAGES}")
    return tuple(page for path in found for page in read_file(path))


def read_own() -> tuple[GoldPage, ...]:
    """Return the pages in our own words that are part of the project."""
    with (_OWN / "facts.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = frozenset(row["property"] for row in rows)
    paths = sorted(_OWN.glob("*.txt"))
    return tuple(_own_page(path, [row for row in rows if row["page"] == path.name], judged) for path in paths)


def _own_page(path: Path, rows: list[dict[str, str]], judged: frozenset[str]) -> GoldPage:
    text = path.read_text(encoding="utf-8")
    spans = [((start := text.index(row["text"])), start + len(row["text"])) for row in rows]
    return GoldPage(
        name=path.name,
        path=path,
        text=text,
        url=None,
        group=f"OWN-{path.stem}",
        language=path.stem.partition("-")[0],
        projects=len({row["subject"] for row in rows}),
        facts=tuple(
            GoldFact(row["subject"], row["property"], _own_value(row), row["text"], (span,))
            for row, span in zip(rows, spans, strict=True)
        ),
        personal=_PERSONAL_OWN,
        judged=judged,
    )


def _own_value(row: dict[str, str]) -> Any:
    if not row["property"].startswith("budget."):
        return row["value"]
    amount, currency = row["value"].split()
    return {"amount": amount, "currency": currency}


def read_file(path: Path) -> Iterator[GoldPage]:
    """Yield the pages of one file of marked facts; the pages lie beside it."""
    documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
    pages = [_seed(path, each) if "doc_id" in each else _page(path, each) for each in documents]
    judged = frozenset(fact.property for page in pages for fact in page.facts)
    yield from (replace(page, judged=judged) for page in pages)


def _page(path: Path, document: Mapping[str, Any]) -> GoldPage:
    file = path.parent / document["doc"]
    header, text = split_header(file.read_bytes().decode("utf-8"))
    facts = [fact for fact in document["facts"] if fact["subject"] != _NO_PROJECT]
    return GoldPage(
        name=document["doc"],
        path=file,
        text=text,
        url=header.url,
        group=document["group"],
        language=document["language"],
        projects=document["projects"],
        facts=tuple(_fact(fact) for fact in facts if fact["predicate"] != "person.data"),
        personal=tuple(fact["text"] for fact in document["facts"] if fact["predicate"] == "person.data"),
    )


def _fact(fact: Mapping[str, Any]) -> GoldFact:
    name = fact["predicate"].removeprefix("project.")
    return GoldFact(fact["subject"], name, fact["value"], fact["text"], ((fact["start"], fact["end"]),))


def _seed(path: Path, document: Mapping[str, Any]) -> GoldPage:
    file = path.parent / document["file"]
    facts = document["facts"]
    return GoldPage(
        name=document["file"],
        path=file,
        text=file.read_bytes().decode("utf-8"),
        url=None,
        group=f"SEED-{document['doc_id']}",
        language=document["language"],
        projects=sum(entity["type"] == "Project" for entity in document["entities"]),
        facts=tuple(_seed_facts(facts)),
        personal=tuple(fact["value"] for fact in facts if fact["predicate"] in {"person.name", "person.email"}),
    )


def _seed_facts(facts: list[Mapping[str, Any]]) -> Iterator[GoldFact]:
    """Yield facts about projects; organisations, which seeds describe apart, become partners of their project."""
    labels = {fact["subject"]: fact for fact in facts if fact["predicate"] == "partner.name"}
    roles = {fact["subject"]: fact["value"] for fact in facts if fact["predicate"] == "partner.role"}
    for fact in facts:
        subject, name = fact["subject"], fact["predicate"]
        if name == "partner.inProject" and roles.get(subject) != "lead":
            yield _seed_fact(fact["value"], "partner", labels[subject])
        elif name == "project.leadPartner" and fact["value"] in labels:
            label = labels[fact["value"]]
            yield _seed_fact(subject, "leadPartner", {**label, "evidence": label["evidence"] + fact["evidence"]})
        elif name.startswith("project.") and subject.startswith("project:"):
            yield _seed_fact(subject, name.removeprefix("project."), fact)


def _seed_fact(subject: str, name: str, fact: Mapping[str, Any]) -> GoldFact:
    value, evidence = fact["value"], fact["evidence"]
    if isinstance(value, dict):
        value = next((value[key] for key in ("id", "code", "value") if key in value), value)
    spans = tuple((each["start"], each["end"]) for each in evidence)
    return GoldFact(subject, name, value, evidence[0]["text"] if evidence else "", spans)
