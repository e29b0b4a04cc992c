"""Figures of each source from the dump of a release, read as lines of text."""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from evaluation.totals.tally import Figures, Tally

__all__ = ["read_release"]

_LINE = re.compile(r"^(\S+) <([^>]*)> (.*) <([^>]*)> \.$")
_WITHHELD = re.compile(r"^([\d,]+) rows?\b")
_STATED = {"project": "projects", "organisation": "organisations", "infrastructure": "infrastructures"}

_COUNTRY = "<http://publications.europa.eu/resource/authority/country/"
_PERSONS = "/id/issue/EG-TAB-010."
"""Findings that say how many natural persons were left out."""

Statements = Mapping[str, list[str]]
"""Objects by the local name of their predicate."""


def read_release(release: Path) -> dict[str, Figures]:
    """Return the figures of each source by its slug; about a second for each 300,000 statements.

    Entities that the build brought together count as often as the source states them: as many as there are links of
    identity from its keys, and its own keys that stand for the whole.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    files: dict[str, str] = {}
    withheld: Counter[str] = Counter()
    codes: dict[str, str] = {}
    stated: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for graph, subject, statements in _subjects(release / "ecosystem.nq.gz"):
        kinds = {_local(each) for each in statements.get("type", ())}
        if graph == "identity":
            for key in statements.get("linkSubject", ()):
                _note_key(stated, key)
            continue
        if graph == "quality":
            rows = _WITHHELD.match(_literal(_one(statements, "found")))
            withheld[_one(statements, "fileName")] += int(rows[1].replace(",", "")) if rows else 1
            continue
        if not graph:
            codes[_local(subject)] = _literal(_one(statements, "notation"))
            continue
        files |= dict.fromkeys(statements.get("fileName", ()), graph.removeprefix("source/"))
        source = graph.removeprefix("source/")
        tallies[source].count("statements", times=sum(map(len, statements.values())))
        _count(tallies[source], statements, kinds)
        if kinds & _ENTITIES:
            _note_key(stated, subject, source)
    for (source, folder), keys in stated.items():
        if source in tallies and folder in _STATED:
            tallies[source].counts[_STATED[folder],] = len(keys)
    for file, number in withheld.items():
        tally = tallies[files[file]]
        tally.counts["participants, persons too",] = tally.counts["participations",] + number
    return {source: _with_codes(tally.figures(), codes) for source, tally in tallies.items()}


def _with_codes(figures: Figures, codes: Mapping[str, str]) -> Figures:
    """Return figures with the codes of ISO 3166-1 in place of those of the authority table."""
    places = {"participations", "rows of organisations"}
    return {
        (name[0], codes.get(name[1], name[1])) if name[0] in places and len(name) > 1 else name: value
        for name, value in figures.items()
    }


def _subjects(dump: Path) -> Iterator[tuple[str, str, Statements]]:
    """Yield what the graphs of sources and identity say of each subject, and of others what is asked of them."""
    with gzip.open(dump, "rt", encoding="utf-8") as lines:
        for (graph, subject), group in groupby(_quads(lines), key=lambda quad: (quad[3], quad[0])):
            statements: defaultdict[str, list[str]] = defaultdict(list)
            for _, predicate, found, _ in group:
                statements[_local(predicate)].append(found)
            yield graph, subject, statements


def _quads(lines: Iterator[str]) -> Iterator[tuple[str, str, str, str]]:
    for line in lines:
        if line.startswith(_COUNTRY):
            subject, predicate, found = line.split(" ", 2)
            yield subject[1:-1], predicate[1:-1], found, ""
        elif "/graph/source/" in line or line.endswith("/graph/identity> .\n") or _PERSONS in line:
            quad = _LINE.match(line)
            if quad:
                subject, predicate, found, graph = quad.groups()
                yield subject[1:-1], predicate, found, graph[graph.rfind("/graph/") + 7 :]


def _count(tally: Tally, statements: Statements, kinds: set[str]) -> None:
    for topic in statements.get("hasTopic", ()):
        tally.count("topics", topic.split("/def/")[1].split("/")[0])
    for kind in kinds & set(_COUNTED):
        _COUNTED[kind](tally, statements)


def _amount(tally: Tally, statements: Statements) -> None:
    folder = _one(statements, "budgetOf").split("/id/")[1].split("/")[0]
    kind, phase, currency = (_local(_one(statements, name)) for name in ("budgetKind", "budgetPhase", "currency"))
    for value in statements.get("amount", ()):
        tally.add(Decimal(_literal(value)), folder, kind, phase, currency)


def _participation(tally: Tally, statements: Statements) -> None:
    tally.count("participations")
    tally.count("participations", _local(_one(statements, "country")) or "nowhere")


def _organisation(tally: Tally, statements: Statements) -> None:
    """Count the records of an organisation by country; those of one that has several countries as such."""
    countries = [_local(each) for each in statements.get("country", ())]
    where = countries[0] if len(countries) == 1 else "several countries" if countries else "nowhere"
    tally.count("rows of organisations", where, times=len(statements.get("wasDerivedFrom", ())))


def _project(tally: Tally, statements: Statements) -> None:
    for start in statements.get("startDate", [""]):
        for end in statements.get("endDate", [""]):
            tally.day(_literal(start), _literal(end))


def _text(tally: Tally, statements: Statements) -> None:
    role = _local(_one(statements, "textRole"))
    tally.count("texts", role)
    for text in statements.get("textValue", ()):
        tally.tell(text[: text.rfind('"')], "different texts", role)


_COUNTED: Mapping[str, Callable[[Tally, Statements], None]] = {
    "BudgetItem": _amount,
    "Concept": lambda tally, _: tally.count("concepts"),
    "Geometry": lambda tally, _: tally.count("positions"),
    "Organisation": _organisation,
    "Participation": _participation,
    "Project": _project,
    "S3Priority": lambda tally, _: tally.count("priorities"),
    "SourceRecord": lambda tally, _: tally.count("records"),
    "Text": _text,
}
_ENTITIES = {"Project", "Organisation", "Infrastructure"}


def _note_key(stated: defaultdict[tuple[str, str], set[str]], iri: str, source: str = "") -> None:
    """Note the key of an entity under its own source; with a source, only if it is that source's."""
    folder, _, key = iri.strip("<>").split("/id/")[1].partition("/")
    own = key.split(".")[0]
    if source in {"", own}:
        stated[own, folder].add(key)


def _one(statements: Statements, name: str) -> str:
    """Return the only object, or nothing where there is none."""
    return next(iter(statements.get(name, ())), "")


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip(">"))[-1]


def _literal(text: str) -> str:
    return text[1:].partition('"')[0]
