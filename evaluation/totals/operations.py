"""What the ten lists of operations hold, each by the columns and the notation that its publisher chose."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from evaluation.totals.cell import cells_of_page, day, delimited, items, money, sheet
from evaluation.totals.tally import Tally

__all__ = ["LISTS"]

Row = Mapping[str, Any]


def _path(data: Path, country: str) -> Path:
    return next((data / "operations").glob(f"{country}.*"))


def _amounts(tally: Tally, row: Row, columns: Mapping[str, tuple[str, str, str]], decimal: str) -> None:
    """Add the amounts of a project: column = kind, phase, currency."""
    for column, about in columns.items():
        value = money(row[column], decimal)
        if value is not None:
            tally.add(value, "project", *about)


def _persons_too(tally: Tally, name: object) -> None:
    """Count a participant of a list that names natural persons, whom the graph leaves out and counts."""
    tally.count("participants, persons too", times=bool(re.search(r"\w", str(name or ""))))


def _lead(tally: Tally, name: object, country: str) -> None:
    if re.search(r"\w", str(name or "")):
        tally.count("participations")
        tally.count("participations", country)


def _texts(tally: Tally, role: str, texts: Iterable[str]) -> None:
    told = [text for text in texts if re.search(r"\w", text) and text != "N/A"]
    tally.count("texts", role, times=len(told))
    for text in told:
        tally.tell(text, "different texts", role)


def belgium(data: Path) -> Tally:
    """Read the projects of Wallonia."""
    tally = Tally()
    columns = {
        "montant_du_financement": ("total", "unknown", "EUR"),
        "financement_européen_(fse/feder)": ("eu", "unknown", "EUR"),
        "financement_wallonie": ("national", "unknown", "EUR"),
    }
    for row in items(_path(data, "BE")):
        tally.tell(row["_source"], "projects")
        _lead(tally, row["bénéficiaire"], "BE")
        _amounts(tally, row, columns, ",")
        _texts(tally, "title", [row["title"].strip()])
    return tally


def thuringia(data: Path) -> Tally:
    """Read the operations of Thüringen."""
    tally = Tally()
    for row in delimited(_path(data, "DE")):
        tally.tell(row["Bezeichnung des Vorhabens"], "projects")
        tally.day(day(row["Beginns des Vorhabens"], "dmy"), day(row["Ende des Vorhabens"], "dmy"))
        _persons_too(tally, row["Name des Beguenstigten"])
        column = "Gesamtbetrag der foerderfaehigen Ausgaben des Vorhabens"
        _amounts(tally, row, {column: ("total", "approved", "EUR")}, ",")
        _texts(tally, "title", [row["Bezeichnung des Vorhabens"]])
        # How many different ones there are is not asked: names of sole traders are removed from them.
        tally.count("texts", "summary", times=bool(row["Zusammenfassung des Vorhabens"]))
    return tally


def denmark(data: Path) -> Tally:
    """Read the Danish projects; their partners stand in one cell."""
    tally = Tally()
    for row in delimited(_path(data, "DK")):
        tally.tell(tuple(row.values()), "projects")
        tally.day(day(row["start_dato"], "dmy"), day(row["slut_dato"], "dmy"))
        _lead(tally, row["navn"], "DK")
        for name in {part.strip() for part in re.split(r"\.+ |\.+$", row["parter"])}:
            _lead(tally, name, "DK")
        _amounts(tally, row, {"budget": ("total", "unknown", "DKK"), "eu": ("eu", "unknown", "DKK")}, ",")
        _texts(tally, "title", [row["projekttitel"]])
        _texts(tally, "summary", [row["tas_projekt_besk"]])
    return tally


def greece(data: Path) -> Tally:
    """Read the Greek operations: one row for each place and category, which is a part of the amount."""
    tally = Tally()
    names = ("programme", "priority", "fund", "beneficiary", "title", "summary", "start", "end", "amount")
    parts: dict[str, Decimal] = {}
    seen: set[tuple[str, str]] = set()
    for row in delimited(_path(data, "EL"), "iso8859-7", ";"):
        cells = dict(zip(names, row.values(), strict=False))
        number = re.match(r"(\d+)-", cells["title"])
        if number is None:
            continue
        tally.tell(number[1], "projects")
        tally.day(day(cells["start"], "dmy"), day(cells["end"], "dmy"))
        value = money(cells["amount"], ",")
        if value is not None:
            parts[number[1]] = parts.get(number[1], Decimal(0)) + value
        if (number[1], cells["beneficiary"]) not in seen:
            seen.add((number[1], cells["beneficiary"]))
            _lead(tally, cells["beneficiary"], "GR")
    for value in parts.values():
        tally.add(value, "project", "total", "approved", "EUR")
    return tally


def croatia(data: Path) -> Tally:
    """Read the Croatian projects: one row for each county, with the same amounts."""
    tally = Tally()
    names = ("Naziv projekta", "Korisnik", "Datum ugovaranja", "Zaključni datum provedbe aktivnosti")
    kinds = {"Ukupno prihvatljivi troškovi": "total", "Bespovratna sredstva": "grant"}
    projects = {tuple(row[name] for name in (*names, *kinds)): row for row in delimited(_path(data, "HR"))}
    for project, row in projects.items():
        tally.tell(project, "projects")
        tally.day(*(day(row[name], "dmy") for name in names[2:]))
        if not re.search(r"(?i)\bobrt\b|\bvl\.|vlasni|\bOPG\b", row["Korisnik"]):
            _lead(tally, row["Korisnik"], "HR")
        currencies = {column: "HRK" if row[column].endswith("kn") else "EUR" for column in kinds}
        columns = {column: (kind, "approved", currencies[column]) for column, kind in kinds.items()}
        _amounts(tally, row, columns, ",")
        _texts(tally, "title", [row["Naziv projekta"]])
        _texts(tally, "summary", [row["Opis projekta"]])
    return tally


def hungary(data: Path) -> Tally:
    """Read the Hungarian grants."""
    tally = Tally()
    for row in items(_path(data, "HU")):
        tally.tell(tuple(row.values()), "projects")
        _lead(tally, row["Pályázó neve"], "HU")
        _amounts(tally, row, {"Megítélt összeg": ("grant", "approved", "HUF")}, ",")
        _texts(tally, "title", [row["Projekt megnevezése"].strip()])
    return tally


def malta(data: Path) -> Tally:
    """Read the Maltese projects; most days are years."""
    tally = Tally()
    for row in delimited(_path(data, "MT")):
        tally.tell(row["Code"], "projects")
        _lead(tally, row["Beneficiary"], "MT")
        _amounts(tally, row, {"Project Cost": ("total", "unknown", "EUR")}, ".")
        _texts(tally, "title", [row["Title"]])
        _texts(tally, "summary", [row["Non Technical Short Summary Of Project"]])
        _texts(tally, "objective", [row["Project Objectives"], row["Project Purpose"]])
        _texts(tally, "result", [row["Project Results"]])
    return tally


def poland(data: Path) -> Tally:
    """Read the Polish projects of the ESF."""
    tally = Tally()
    columns = {"Wartość projektu": ("total", "approved", "PLN"), "Dofinansowanie z EU": ("eu", "approved", "PLN")}
    for row in delimited(_path(data, "PL"), "cp1250", ";"):
        tally.tell(tuple(row.values()), "projects")
        _persons_too(tally, row["Nazwa beneficjenta"])
        _amounts(tally, row, columns, ".")
        _texts(tally, "title", [row["Tytuł projektu"]])
    return tally


def slovenia(data: Path) -> Tally:
    """Read the Slovenian beneficiaries."""
    tally = Tally()
    columns = {
        "Višina dodeljenih sredstev": ("grant", "approved", "EUR"),
        "Od tega sredstva EU": ("eu", "approved", "EUR"),
        "Od tega nacionalni viri": ("national", "approved", "EUR"),
        "Višina izplačanih EU sredstev": ("eu", "executed", "EUR"),
    }
    for row in sheet(_path(data, "SI"), "List1"):
        tally.tell(row["ID (ne spreminjaj)"], "projects")
        _persons_too(tally, row["NAZIV UPRAVIČENCA"])
        # Three cells are texts (4.512, 38), which the build reports.
        numbers = {name: cell if isinstance(cell, int | float) else None for name, cell in row.items()}
        _amounts(tally, numbers, columns, ".")
        _texts(tally, "title", [str(row["NAZIV OPERACIJE"] or "")])
    return tally


def bulgaria(data: Path) -> Tally:
    """Read the Bulgarian beneficiaries, who have totals and no projects; a row that repeats another counts once."""
    tally = Tally()
    for name, _, total, paid in dict.fromkeys(map(tuple, cells_of_page(_path(data, "BG"), 4))):
        person = re.search(r"(?i)^\W*E\. ?T\.?\W|\bET\b|\bsole trader\b|\bfarmer\b|zemedelski|\bZP\b", name)
        if person or not re.search(r"\w", name) or name.lower() in {"n/a", "n.a.", "na"}:
            continue
        for phase, text in (("approved", total), ("executed", paid)):
            tally.add(money(text) or Decimal(0), "organisation", "all-projects-total", phase, "BGN")
    return tally


LISTS: Mapping[str, Callable[[Path], Tally]] = {
    "operations-be-wallonie": belgium,
    "operations-bg": bulgaria,
    "operations-de-thueringen": thuringia,
    "operations-dk": denmark,
    "operations-el": greece,
    "operations-hr": croatia,
    "operations-hu": hungary,
    "operations-mt": malta,
    "operations-pl": poland,
    "operations-si": slovenia,
}
"""Reader of each list by the slug of its source."""
