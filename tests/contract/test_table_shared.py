"""The real lists: rows and sums by an independent reading (csv, json, regular expressions, openpyxl, decimals)."""

import csv
import gzip
import html
import io
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of

pytestmark = pytest.mark.shared

Sums = Mapping[tuple[str, ...], Decimal]
CENT = Decimal("0.01")
NAMES = {
    "operations-be-wallonie": "BE.*",
    "operations-bg": "BG.*",
    "operations-de-thueringen": "DE.*",
    "operations-dk": "DK.*",
    "operations-el": "EL.*",
    "operations-hr": "HR.*",
    "operations-hu": "HU.*",
    "operations-mt": "MT.*",
    "operations-pl": "PL.*",
    "operations-si": "SI.*",
}


@pytest.fixture(params=sorted(NAMES))
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def list_file(shared: Path, slug: str) -> Path:
    (path,) = (shared / "data" / "operations").glob(NAMES[slug])
    return path


def rows_of(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode(encoding)
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [dict(zip(header, row, strict=True)) for row in rows]


def number(text: str, decimal: str) -> Decimal:
    kept = re.sub(rf"[^0-9{decimal}-]", "", text.replace(".- HUF", ""))
    return Decimal(kept.replace(",", "."))


def added(values: Iterable[Decimal]) -> Decimal:
    return sum((value.quantize(CENT, ROUND_HALF_UP) for value in values), Decimal(0))


def totals(imported: Imported) -> Counter[tuple[str, ...]]:
    sums: Counter[tuple[str, ...]] = Counter()
    columns = imported.records["amount"].select("subject_class", "kind", "phase", "currency", "value")
    for *about, value in columns.iter_rows():
        sums[tuple(about)] += value
    return sums


def belgium(path: Path) -> tuple[int, Sums]:
    rows = json.loads(gzip.decompress(path.read_bytes()))
    columns = {
        "total": "montant_du_financement",
        "eu": "financement_européen_(fse/feder)",
        "national": "financement_wallonie",
    }
    sums: Sums = {
        ("project", kind, "unknown", "EUR"): added(number(row[column], ",") for row in rows if row[column])
        for kind, column in columns.items()
    }
    return len(rows), sums


def bulgaria(path: Path) -> tuple[int, Sums]:
    page = gzip.decompress(path.read_bytes()).decode()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    plain = [" ".join(html.unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in cells]
    rows = [plain[start : start + 4] for start in range(0, len(plain), 4)]
    # Rows that name nobody are reported, and so are sole traders and rows that repeat another one.
    named = {tuple(row) for row in rows if re.search(r"\w", row[0]) and row[0].lower() not in {"n/a", "n.a.", "na"}}
    person = re.compile(r"(?i)^\W*E\. ?T\.?\W|\bET\b|\bsole trader\b|\bfarmer\b|zemedelski|\bZP\b")
    kept = [row for row in named if not person.search(row[0])]
    # Two rows of one name with the same amount state it once.
    sums: dict[tuple[str, ...], Decimal] = {}
    for phase, position in (("approved", 2), ("executed", 3)):
        distinct = {(row[0], number(row[position], ".")) for row in kept}
        sums["organisation", "all-projects-total", phase, "BGN"] = added(value for _, value in distinct)
    return len(rows), sums


def thuringia(path: Path) -> tuple[int, Sums]:
    rows = rows_of(path)
    column = "Gesamtbetrag der foerderfaehigen Ausgaben des Vorhabens"
    return len(rows), {("project", "total", "approved", "EUR"): added(number(row[column], ",") for row in rows)}


def denmark(path: Path) -> tuple[int, Sums]:
    rows = rows_of(path)
    return len(rows), {
        ("project", "total", "unknown", "DKK"): added(number(row["budget"], ",") for row in rows),
        ("project", "eu", "unknown", "DKK"): added(number(row["eu"], ",") for row in rows),
    }


def greece(path: Path) -> tuple[int, Sums]:
    rows = [list(row.values()) for row in rows_of(path, "iso8859-7", ";")]
    return len(rows), {("project", "total", "approved", "EUR"): added(number(row[8], ",") for row in rows if row[8])}


def croatia(path: Path) -> tuple[int, Sums]:
    rows = rows_of(path)
    names = ("Naziv projekta", "Korisnik", "Datum ugovaranja", "Zaključni datum provedbe aktivnosti")
    amounts = {"total": "Ukupno prihvatljivi troškovi", "grant": "Bespovratna sredstva"}
    projects = {tuple(row[name].strip() for name in (*names, *amounts.values())) for row in rows}
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for project in projects:
        for kind, text in zip(amounts, project[4:], strict=True):
            sums["project", kind, "approved", "HRK" if text.endswith("kn") else "EUR"] += number(text, ",")
    return len(rows), sums


def hungary(path: Path) -> tuple[int, Sums]:
    rows = json.loads(gzip.decompress(path.read_bytes()))
    return len(rows), {
        ("project", "grant", "approved", "HUF"): added(number(row["Megítélt összeg"], ",") for row in rows)
    }


def malta(path: Path) -> tuple[int, Sums]:
    rows = rows_of(path)
    return len(rows), {
        ("project", "total", "unknown", "EUR"): added(
            number(row["Project Cost"], ".") for row in rows if row["Project Cost"]
        )
    }


def poland(path: Path) -> tuple[int, Sums]:
    rows = rows_of(path, "cp1250", ";")
    return len(rows), {
        ("project", "total", "approved", "PLN"): added(Decimal(row["Wartość projektu"]) for row in rows),
        ("project", "eu", "approved", "PLN"): added(Decimal(row["Dofinansowanie z EU"]) for row in rows),
    }


def slovenia(path: Path) -> tuple[int, Sums]:
    book = openpyxl.load_workbook(io.BytesIO(gzip.decompress(path.read_bytes())), read_only=True, data_only=True)
    rows = [row for row in book["List1"].iter_rows(min_row=2, max_col=16, values_only=True) if row[0] is not None]
    columns = {("grant", "approved"): 3, ("eu", "approved"): 4, ("national", "approved"): 5, ("eu", "executed"): 6}
    return len(rows), {
        # A spreadsheet program shows 15 significant digits: 15261.434999999998 is 15261.435, and 15261.44 in cents.
        ("project", *about, "EUR"): added(
            Decimal(f"{row[at]:.15g}") for row in rows if isinstance(row[at], int | float)
        )
        for about, at in columns.items()
    }


READERS = {
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


def test_a_real_list_gives_the_sums_of_an_independent_reading(shared: Path, slug: str) -> None:
    path = list_file(shared, slug)
    rows, sums = READERS[slug](path)
    assert find_importer(path) == slug
    imported = importer_of(slug).read(path)
    assert imported.rows_read == rows == imported.rows_mapped + imported.rows_reported
    assert totals(imported) == sums


def test_a_real_list_names_one_country(shared: Path, slug: str) -> None:
    imported = importer_of(slug).read(list_file(shared, slug))
    assert len(set(imported.records["organisation"]["country"])) == 1


def test_participations_of_horizon_2020_have_the_sums_of_an_independent_reading(shared: Path) -> None:
    path = shared / "data" / "cordis" / "h2020_participations_named.csv.gz"
    rows = rows_of(path)
    started = time.process_time()
    imported = importer_of("cordis-h2020-participations").read(path)
    seconds = time.process_time() - started
    projects = {row["rcn"]: row for row in rows}
    assert imported.rows_read == imported.rows_mapped == len(rows) == 144_726
    assert imported.records["project"].height == len(projects) == 31_451
    assert totals(imported) == {
        ("participation", "eu", "approved", "EUR"): added(
            Decimal(row["contribution"]) for row in rows if row["contribution"]
        ),
        ("project", "eu", "approved", "EUR"): added(Decimal(row["max_contribution"]) for row in projects.values()),
        ("project", "total", "approved", "EUR"): added(
            Decimal(row["total_cost"]) for row in projects.values() if row["total_cost"]
        ),
    }
    eurostat = {"EL": "GR", "UK": "GB", "": None}
    stated = Counter(eurostat.get(row["country"], row["country"]) for row in rows)
    assert Counter(imported.records["participation"]["country"].to_list()) == stated
    assert seconds < 60
