"""What goes wrong with tables, for every table in text of every source: told with file and place, and no row lost.

``damage.toml`` says for each table and each damage what comes of it: the code of the issue about the damaged row (or
about the header, for a column too many), ``taken`` where nothing is wrong with it, or ``stop`` for an error.
"""

import csv
import gzip
import io
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.examples import EXAMPLES, source_of

from ecosystem_graph.errors import SourceError
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import SOURCES, importer_of, source_slugs

TABLES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "fixtures" / "damage.toml").read_text(encoding="utf-8")
)
MARK = "MARKER"
CELLS: dict[str, tuple[str, bytes]] = {
    "encoding": ("text", b"\x81\xfeM"),
    "quotes": ("text", b'Rohr 12" lang'),
    "long": ("text", b"x" * 10_000_000),
    "negative": ("amount", b"-5"),
    "absurd": ("amount", b"900000000000000"),
    "day": ("day", b"30/02/2016"),
    "country": ("country", b"QQ"),
}
"""Damage to one cell of the last row (or another one): which column, and what stands there."""


def cases() -> Iterator[Any]:
    for name, table in TABLES.items():
        for case, expected in table["expected"].items():
            yield pytest.param(name, case, expected, id=f"{name}-{case}")


def damaged(name: str, case: str, folder: Path) -> Path:
    """Write the example with one thing wrong."""
    table, path = TABLES[name], EXAMPLES[name](folder)
    text = path.read_bytes().decode(table["encoding"])
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=table["delimiter"]))
    if case == "missing":
        place = rows[0].index(table["needed"])
        rows = [row[:place] + row[place + 1 :] for row in rows]
    elif case == "extra":
        rows = [[*row, "x" if number else "Strange"] for number, row in enumerate(rows)]
    elif case in CELLS:
        rows[table.get("row", -1)][rows[0].index(table[CELLS[case][0]])] = MARK
    stream = io.StringIO()
    csv.writer(stream, delimiter="^" if case == "delimiter" else table["delimiter"]).writerows(rows)
    encoded = stream.getvalue().encode("utf-8-sig" if case == "bom" else table["encoding"])
    path.write_bytes(encoded.replace(MARK.encode(), CELLS[case][1]) if case in CELLS else encoded)
    return path


def read(name: str, path: Path) -> Imported:
    imported = importer_of(source_of(name)).read(path)
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    assert imported.issues or not imported.rows_reported
    return imported


@cache
def read_good(name: str) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        return read(name, damaged(name, "", Path(folder)))


@pytest.mark.parametrize(("name", "case", "expected"), list(cases()))
def test_damage_is_told_with_its_place_and_costs_no_other_row(
    name: str, case: str, expected: str, tmp_path: Path
) -> None:
    good = read_good(name)
    path = damaged(name, case, tmp_path)
    if expected == "stop":
        with pytest.raises(SourceError, match=r"expected (?:.|\n)*, found ") as stopped:
            read(name, path)
        assert stopped.value.exit_code == 3
        assert str(path) in str(stopped.value)
        assert case != "missing" or TABLES[name]["needed"].strip() in str(stopped.value)
        assert case not in CELLS or any(word in str(stopped.value) for word in ("row", "line", "byte"))
        return
    imported = read(name, path)
    assert imported.rows_read == good.rows_read
    new = [issue for issue in imported.issues if issue not in {*good.issues}]
    if expected == "taken":
        assert {issue.severity for issue in new} <= {"info"}
        assert imported.rows_mapped >= good.rows_mapped
        return
    (issue, *_) = [issue for issue in new if issue.code == expected]
    assert (issue.file, issue.field or case) == (path.name, issue.field or "encoding")
    assert case == "extra" or any(sign.isdigit() for sign in issue.place)
    assert len(issue.found) <= 200
    assert imported.rows_reported <= good.rows_reported + 1


PACKED = (
    "cordis/organization", "keep-eu/partnerships", "kohesio/country", "nuts/pc2020_AT_NUTS-2021_v1.0.csv",
    "operations-mt/table", "ror/array",
)  # fmt: skip
"""One file of each source that reads archives."""

WORKBOOKS = {
    "cordis": "organization.xlsx", "keep-eu": "export.xlsx", "nuts": "EU-27-LAU-2021-NUTS-2021.xlsx",
    "operations-si": "list.xlsx",
}  # fmt: skip


@pytest.fixture(scope="module")
def zeros() -> bytes:
    """Return eighty megabytes of nothing, packed to eighty kilobytes."""
    return gzip.compress(bytes(80 << 20))


@pytest.mark.parametrize("name", PACKED)
def test_a_member_that_would_land_outside_is_refused_by_every_source(name: str, tmp_path: Path) -> None:
    path = EXAMPLES[name](tmp_path)
    packed = tmp_path / f"{path.stem}.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, f"../{path.name}")
    with pytest.raises(SourceError, match=r"(?s)\.\./.*expected plain files with names inside the archive") as stopped:
        importer_of(source_of(name)).read(packed)
    assert stopped.value.exit_code == 3


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_file_that_would_fill_memory_is_refused_by_every_source(
    name: str, zeros: bytes, tmp_path: Path
) -> None:
    path = EXAMPLES[name](tmp_path)
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()) + zeros)
    with pytest.raises(SourceError, match="made to fill memory"):
        importer_of(source_of(name)).read(packed)


@pytest.mark.parametrize("source", WORKBOOKS)
def test_a_workbook_that_would_fill_memory_is_refused_by_every_source(source: str, tmp_path: Path) -> None:
    path = tmp_path / WORKBOOKS[source]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", bytes(80 << 20))
    with pytest.raises(SourceError, match="unpacks from"):
        importer_of(source).read(path)


def test_every_table_in_text_is_here_and_every_source_is_damaged_somewhere() -> None:
    in_text = {name for name in EXAMPLES if name.endswith((".csv", "/csv")) or name in TABLES}
    assert in_text <= set(TABLES)
    of_tables = {source_of(name) for name in TABLES}
    # Pages, documents, JSON, RDF and Parquet have tests of their own; all of them are fuzzed too.
    others = {"curated", "interreg-de", "pages", "ror", "records", "skos"}
    assert of_tables >= set(SOURCES) - others
    assert set(source_slugs()) == {source_of(name) for name in EXAMPLES}


CIRCLE = """\
format: ecosystem-graph/curated/1
title: Regions in a circle
sources: [{ id: list, title: A list, publisher: Nobody, language: en }]
regions:
  - { code: AT3, source: list, edition: "2021", level: 1, name: West, parent: AT31, country: AT }
  - { code: AT31, source: list, edition: "2021", level: 2, name: North, parent: AT3, country: AT }
  - { code: AT32, source: list, edition: "2021", level: 2, name: South, parent: AT3, country: AT }
"""


def test_regions_that_lie_in_each_other_are_told_with_their_place_and_the_circle_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "regions.yaml"
    path.write_text(CIRCLE, encoding="utf-8")
    imported = read("curated/yaml", path)
    resolved = resolve(imported.records, imported.issues)
    circle = [issue for issue in resolved.issues if issue.code == "EG-RES-008"]
    told = [(issue.file, issue.place, issue.field, issue.found) for issue in circle]
    assert told == [("regions.yaml", "sources[0]", "region.parent", code) for code in ("AT3", "AT31")]
    assert dict(resolved.consolidated["region"].select("key", "parent").rows()) == {
        "AT": None, "AT3": "AT", "AT31": "AT3", "AT32": "AT3",
    }  # fmt: skip
