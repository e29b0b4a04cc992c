"""What the large files hold: keep.eu, CORDIS, Kohesio, ROR."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from evaluation.totals.cell import country, day, delimited, items, money, sheet
from evaluation.totals.tally import Tally

__all__ = ["cordis", "geonames", "keep_eu", "kohesio", "participations", "ror"]

_BUDGETS = {
    "Budget": "total", "EU Funding": "eu", "ERDF budget": "erdf", "IPA budget": "ipa", "ENI budget": "eni",
    "ERDF eq. budget": "erdf-equivalent",
}  # fmt: skip
_CODES = {
    "Belgium": "BE", "Bulgaria": "BG", "Croatia": "HR", "Czechia": "CZ", "Estonia": "EE", "Greece": "GR",
    "Hungary": "HU", "Italy": "IT", "Latvia": "LV", "Lithuania": "LT", "Poland": "PL", "Romania": "RO",
    "Slovakia": "SK", "Slovenia": "SI", "Türkiye": "TR", "Turkey": "TR",
}  # fmt: skip


def cordis(data: Path) -> Tally:
    """Count programme parts of Horizon 2020, and what three workbooks of Horizon Europe file projects under."""
    tally = Tally()
    topics: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in delimited(data / "cordis" / "programme_parts.csv.gz"):
        topics["programme-part"].add(("rcn-" + row["rcn"], row["programme_part"]))
        tally.tell("rcn-" + row["rcn"], "projects")
    listed = {"euroSciVoc": "euroSciVocCode", "topics": "topic", "legalBasis": "legalBasis"}
    schemes = {"euroSciVoc": "euroscivoc", "topics": "call-topic", "legalBasis": "programme-part"}
    for name, column in listed.items():
        for row in sheet(data / "cordis" / f"{name}.xlsx"):
            topics[schemes[name]].add((str(row["projectID"]), str(row[column])))
            tally.tell(str(row["projectID"]), "projects")
    for scheme, pairs in topics.items():
        tally.count("topics", scheme, times=len(pairs))
    return tally


def participations(data: Path) -> Tally:
    """Count participations of Horizon 2020 with their programme parts."""
    tally = Tally()
    rows = delimited(data / "cordis" / "h2020_participations_named.csv.gz")
    for row in rows:
        tally.count("participations")
        tally.count("participations", country(row["country"]))
        tally.tell(row["pic"], "organisations")
        if row["contribution"]:
            tally.add(money(row["contribution"]) or Decimal(0), "participation", "eu", "approved", "EUR")
    for number, row in {row["rcn"]: row for row in rows}.items():
        tally.tell(number, "projects")
        tally.day(row["start_date"], row["end_date"])
        tally.count("topics", "programme-part", times=len({part for part in row["programme_parts"].split("|") if part}))
        for column, kind in (("max_contribution", "eu"), ("total_cost", "total")):
            if row[column]:
                tally.add(money(row[column]) or Decimal(0), "project", kind, "approved", "EUR")
    return tally


def keep_eu(data: Path) -> Tally:
    """Count the old export, the participations of three periods in its layout, and rows of the JSON interface."""
    tally = Tally()
    folder = data / "keep_eu"
    _keep_export(tally, folder / "keep_closed_1420.xlsx")
    _keep_interface(tally, folder)
    made = {"Join", "ID_PARTICIPATION", "ID_PARTNER", "Website", "Country"}
    rows = delimited(folder / "participations_2000_2020.csv.gz")
    stated = ({name: cell for name, cell in row.items() if name not in made} for row in rows)
    for row in {tuple(row.values()): row for row in stated}.values():
        _keep_partner(tally, row["Country.code"])
        tally.tell((row["Programme"], row["Acronym"]), "projects")
    return tally


def _keep_export(tally: Tally, export: Path) -> None:
    for row in sheet(export, "Projects (lead partners)"):
        for column, kind in _BUDGETS.items():
            value = money(row[column])
            if value is not None:
                tally.add(value, "project", kind, "unknown", "EUR")
        start, end = (row[f"Project {which}"] for which in ("start", "end"))
        tally.day(day(start or "", "ymd"), day(end or "", "ymd"))
        tally.tell((row["Programme"], row["Acronym"], row["Project Name"], row["Lead Partner"]), "projects")
    for row in sheet(export, "Calls"):
        value = money(row["Budget"])
        if value is not None:
            tally.add(value, "call", "call-budget", "unknown", "EUR")
    for row in sheet(export, "Partners"):
        _keep_partner(tally, str(row["Country code"] or ""))


def _keep_interface(tally: Tally, folder: Path) -> None:
    for row in items(folder / "operations_sample.jsonl"):
        tally.tell(row["keepId"], "projects")
        tally.day(row["startDate"], row["endDate"])
        for column, kind in (("totalBudgetEur", "total"), ("euFundingEur", "eu")):
            tally.add(money(row[column]) or Decimal(0), "project", kind, "unknown", "EUR")
    for row in items(folder / "partners_sample.jsonl"):
        tally.tell(row["keepId"], "projects")
        tally.count("participations")
        tally.count("participations", _CODES[row["countryDepartment"] or row["country"]])
        for column, kind in (("budgetEur", "total"), ("euFundingEur", "eu")):
            if row[column] is not None:
                tally.add(money(row[column]) or Decimal(0), "participation", kind, "unknown", "EUR")


def _keep_partner(tally: Tally, code: str) -> None:
    tally.count("participations")
    prefix = re.match(r"([A-Z]{2})\b", code)
    tally.count("participations", country(prefix[1] if prefix else None))


def geonames(data: Path) -> Tally:
    """Count partners with their towns."""
    tally = Tally()
    for row in delimited(data / "keep_eu" / "partners_geonames.csv.gz"):
        code = re.match(r"([A-Z]{2})\s", row["Country.code"])
        tally.count("rows of organisations", country(code[1] if code else None))
        tally.tell(row["ID_PARTNER"], "organisations")
        tally.count("positions", times=bool(row["lat_GN"]))
    return tally


def kohesio(data: Path) -> Tally:
    """Count beneficiaries with the sums over their projects; a row that repeats another one counts once."""
    tally = Tally()
    rows = delimited(data / "kohesio" / "beneficiaries.tsv.gz", delimiter="\t", quoted=False)
    for row in {tuple(row.items())[:7]: row for row in rows if row["Beneficiary Name"] not in {"", "xxx"}}.values():
        tally.count("rows of organisations", _CODES[row["Country"]])
        tally.count("organisations")
        for column, kind in (("Total Budget", "all-projects-total"), ("EU Contribution", "all-projects-eu")):
            value = money(row[column])
            if value is not None:
                tally.add(value, "organisation", kind, "unknown", "EUR")
    return tally


def ror(data: Path) -> Tally:
    """Count records of both schemas that are not withdrawn."""
    tally = Tally()
    seen: set[str] = set()
    for one in items(data / "ror" / "ror_records_half.jsonl.gz"):
        if one["status"] == "withdrawn" or one["id"] in seen:
            continue
        seen.add(one["id"])
        if "locations" in one:
            codes = [place["geonames_details"]["country_code"] for place in one["locations"]]
        else:
            codes = [one["country"]["country_code"]]
        tally.count("rows of organisations", codes[0] if codes else "nowhere")
        tally.tell(one["id"], "organisations")
    return tally
