"""``specialisation`` shows and writes tables of an analysis, with the recipe."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

SMALL = ("--scheme", "s3-domain", "--min-region", "1", "--min-domain", "1", "--draws", "50")


def test_a_table_goes_to_stdout_and_the_way_it_was_made_to_stderr(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("specialisation", "-d", release, *SMALL, "--region", "AT31")
    assert outcome.code == 0
    assert outcome.stdout.splitlines()[0].split()[:4] == ["region", "region_label", "domain", "domain_label"]
    assert "Bioeconomy and bio-based industries" in outcome.stdout
    assert "participations counted: " in outcome.stderr


def test_advantages_are_those_of_the_packed_query(
    cli: Callable[..., Any], release: Path, root: Path, tmp_path: Path
) -> None:
    assert cli("specialisation", "-d", release, *SMALL, "-o", tmp_path / "rca.parquet").code == 0
    strong = pl.read_parquet(tmp_path / "rca.parquet").filter(pl.col("advantage") > 1)
    found = {(row["region"], row["domain"]): row for row in strong.iter_rows(named=True)}
    answer = root / "tests" / "competency" / "specialisation" / "strengths-not-declared.csv"
    with answer.open(encoding="utf-8", newline="") as stream:
        asked = {(row["region"], row["domain"]): row for row in csv.DictReader(stream)}
    assert found.keys() == asked.keys()
    for pair, row in asked.items():
        assert round(found[pair]["advantage"], 2) == float(row["advantage"])
        assert found[pair]["participations"] == int(row["participations"])


def test_all_tables_fit_into_a_workbook(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    words = (*SMALL, "--table", "all", "--region", "ITH5", "--json")
    report = json.loads(cli("specialisation", "-d", release, *words, "-o", tmp_path / "ith5.xlsx").stdout)
    assert report["files"] == [str(tmp_path / "ith5.xlsx")]
    assert report["recipe"]["level"] == "NUTS 2 region"
    assert report["recipe"]["clusters"].endswith("have a region of this level and a domain of s3-domain")
    book = openpyxl.load_workbook(tmp_path / "ith5.xlsx", read_only=True)
    assert book.sheetnames[:3] == ["README", "rca", "relatedness"]
    assert {"declared", "agreement", "gaps", "partners"} <= set(book.sheetnames)


def test_entries_of_a_later_period_are_compared(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    words = ("--table", "entries", "--period", "2016..2017", "--after", "2018..2020", "--scheme", "s3-domain")
    outcome = cli("specialisation", "-d", release, *SMALL, *words, "-o", tmp_path / "e.json")
    assert outcome.code == 0
    document = json.loads((tmp_path / "e.json").read_text())
    assert list(document["tables"]) == ["entries"]
    assert document["recipe"]["after"] == "2018..2020"


def test_the_same_command_gives_the_same_bytes(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        cli("specialisation", "-d", release, *SMALL, "--table", "all", "-o", tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--table", "fame"), 2, "expected one of rca, relatedness, density"),
        (("--table", "partners"), 2, "--table partners: expected --region"),
        (("--table", "entries"), 2, "--table entries and --after: expected both or neither"),
        (("--measure", "gold"), 2, "use one of count, fractional, money"),
        (("--nuts", "5"), 2, "use 0, 1, 2 or 3"),
        (("--scheme", "wine"), 6, "no project is filed under scheme 'wine'; there is keep-theme"),
        (("--period", "1950..1960"), 6, "have dates, from 20"),
        (("--where", "region=XX"), 6, "no region 'XX'"),
        (
            ("--min-region", "1", "--min-domain", "1", "--region", "AT99"),
            6,
            "in NUTS edition 2021; there is AT13, AT31",
        ),
        ((), 6, "the largest region has"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    cli: Callable[..., Any], release: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    outcome = cli("specialisation", "-d", release, *words, "-o", tmp_path / "s.csv")
    assert (outcome.code, list(tmp_path.iterdir())) == (code, [])
    assert message in outcome.stderr


def test_figures_can_be_asked_for_in_the_release_once_published(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    shutil.copytree(release, tmp_path / "demo")
    report = json.loads(cli("specialisation", "-d", tmp_path / "demo", *SMALL, "--publish", "--json").stdout)
    question = """PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>
    PREFIX def: <https://w3id.org/ecosystem-graph/def/>
    SELECT ?value ?upper WHERE { GRAPH ?run { ?one eg:observedNode <http://data.europa.eu/nuts/code/AT31> ;
      eg:observedDomain <https://w3id.org/ecosystem-graph/def/s3-domain/BIOE> ;
      eg:observedMeasure <https://w3id.org/ecosystem-graph/def/measure/advantage> ;
      eg:observedValue ?value ; eg:upperBound ?upper } }"""
    (line,) = cli("query", question, "-d", tmp_path / "demo", "-f", "csv").stdout.splitlines()[1:]
    value, upper = map(float, line.split(","))
    assert value == pytest.approx(1.2)
    assert (value <= upper, len(report["graphs"])) == (True, 1)


def test_an_unknown_file_name_is_refused_before_any_work(cli: Callable[..., Any], tmp_path: Path) -> None:
    outcome = cli("specialisation", "-d", tmp_path, "-o", tmp_path / "s.docx")
    assert (outcome.code, ".parquet" in outcome.stderr) == (2, True)
