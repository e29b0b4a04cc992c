"""What the lists of infrastructures, organisations, priorities and concepts hold."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from evaluation.totals.cell import country, delimited, items
from evaluation.totals.tally import Tally

__all__ = ["LISTS"]

_NOT_A_CONCEPT = "Nano-Technology"
"""Has the code of civil engineering in the list, as a number would."""


def facilities(data: Path) -> Tally:
    """Read the accelerator facilities."""
    tally = Tally()
    for row in delimited(data / "infrastructures" / "befide_facilities.csv"):
        tally.tell(row["id"], "infrastructures")
        for language in ("de", "en"):
            if row[f"definition.{language}"]:
                tally.count("texts", "summary")
                tally.tell(row[f"definition.{language}"].strip(), "different texts", "summary")
        tally.count("topics", "accelerator-type", times=bool(row["isInstanceOf"]))
    return tally


def organisations(data: Path) -> Tally:
    """Read the organisations in accelerator physics; the first is the whole community, which is none."""
    tally = Tally()
    names = {"Deutschland": "DE"}
    for row in delimited(data / "infrastructures" / "befide_organizations.csv"):
        if row["id"] != ":":
            code = row["location.country.code"]
            tally.tell(row["id"], "organisations")
            tally.count("rows of organisations", country(names.get(code, code)))
            tally.count("positions", times=bool(row["location.lat"]))
    return tally


def roadmap(data: Path) -> Tally:
    """Read the projects and landmarks of ESFRI."""
    tally = Tally()
    path = data / "infrastructures" / "esfri.csv"
    for row in delimited(path, delimiter="\t", quoted=False, skipped=1):
        tally.tell((row["Name"], row["Full Name"]), "infrastructures")
        tally.count("positions", times=bool(row["Lat"]))
        tally.count("topics", "esfri-domain", times=bool(row["Field"]))
    return tally


def points(data: Path) -> Tally:
    """Read the map of research infrastructures."""
    tally = Tally()
    for number, _ in enumerate(items(data / "infrastructures" / "data_cartography_meril.geojson", "features")):
        tally.tell(number, "infrastructures")
        tally.count("positions")
    return tally


def priorities(data: Path) -> Tally:
    """Read the domains of the Czech regions: established ones have codes of NACE, emerging ones a name alone."""
    tally = Tally()
    regions = json.loads((data / "s3" / "domeny_kraje.json").read_text(encoding="utf-8"))["kraje"]
    for lists in regions.values():
        tally.count("priorities", times=len(lists["domeny"]) + len(lists["emerging"]))
        for domain in lists["domeny"]:
            tally.count("topics", "nace2", times=len(set(domain["cz_nace"])))
            tally.count("texts", "summary", times=bool(domain["popis"].strip()))
            if domain["popis"].strip():
                tally.tell(domain["popis"].strip(), "different texts", "summary")
    return tally


def concepts(*path: str, code: str = "id") -> Callable[[Path], Tally]:
    """Return a reader of a list of concepts."""

    def read(data: Path) -> Tally:
        tally = Tally()
        file = data.joinpath(*path)
        rows = delimited(file) if file.suffix == ".csv" else items(file)
        tally.count("concepts", times=len({row[code] for row in rows if row.get("name") != _NOT_A_CONCEPT}))
        return tally

    return read


LISTS: Mapping[str, Callable[[Path], Tally]] = {
    "befide-facilities": facilities,
    "befide-organisations": organisations,
    "esfri-roadmap": roadmap,
    "euroscivoc": concepts("cordis", "euroscivoc_concepts.csv", code="euroSciVocCode"),
    "ford": concepts("s3", "OECD.json"),
    "meril-map": points,
    "nabs": concepts("s3", "NABS.json"),
    "s3-czechia": priorities,
}
"""Reader of each list by the slug of its source."""
