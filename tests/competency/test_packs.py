"""Packed queries on the demo release: each has its expected answer beside this file; the founding projects are right.

What the bundled records have none of is asked of another release (`OTHER_RELEASES`).

``make golden`` writes the expected answers anew (``REWRITE_GOLDEN=1``); the review then shows what changed.
"""

import csv
import io
import os
import re
import time
from pathlib import Path

import pytest

from ecosystem_graph.query.delimited import format_csv
from ecosystem_graph.query.pack import PackedQuery, load_packs
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.release import Release
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Boolean, Result, Solutions

EXPECTED = Path(__file__).parent
PACKS = load_packs()
OTHER_RELEASES = {"identity-candidates": "uncertain_release"}
QUERIES = pytest.mark.parametrize(
    "query", PACKS.values(), ids=[f"{query.pack}/{slug}" for slug, query in PACKS.items()]
)


@pytest.fixture(scope="module")
def demo(analysed_release: Path) -> OxigraphView:
    return OxigraphView.open(Release(analysed_release).store)


def to_table(answer: Result) -> list[list[str]]:
    """Return an answer as lines of plain values, the first with the names."""
    if isinstance(answer, Boolean):
        return [["boolean"], [str(answer.value).lower()]]
    if isinstance(answer, Solutions):
        # Names of runs and releases are digests of all inputs: they change with every record.
        text = re.sub(r"/(analysis|release)/[a-z0-9]{12,16}\b", r"/\1/DIGEST", format_csv(answer))
        return list(csv.reader(io.StringIO(text, newline="")))
    return [["subject", "predicate", "object"], *(list(map(str, triple)) for triple in answer.triples)]


def ask(demo: OxigraphView, slug: str, **arguments: str) -> list[tuple[str, ...]]:
    answer = run_query(demo, PACKS[slug], arguments)
    assert isinstance(answer, Solutions)
    return answer.texts()


@pytest.fixture
def asked(query: PackedQuery, request: pytest.FixtureRequest) -> OxigraphView:
    release: Path = request.getfixturevalue(OTHER_RELEASES.get(query.slug, "analysed_release"))
    return OxigraphView.open(Release(release).store)


@QUERIES
def test_a_packed_query_gives_its_expected_answer(asked: OxigraphView, query: PackedQuery) -> None:
    path = EXPECTED / query.pack / f"{query.slug}.csv"
    found = to_table(run_query(asked, query))
    if os.environ.get("REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(found)
    assert path.exists(), f"{query.path} has no expected answer {path}"
    with path.open(encoding="utf-8", newline="") as stream:
        assert found == list(csv.reader(stream))


@QUERIES
def test_a_packed_query_keeps_its_time_budget(demo: OxigraphView, query: PackedQuery) -> None:
    start = time.perf_counter()
    run_query(demo, query)
    assert time.perf_counter() - start < query.budget_seconds


def test_every_expected_answer_has_a_line() -> None:
    assert [
        path.stem for path in EXPECTED.glob("*/*.csv") if len(path.read_text(encoding="utf-8").splitlines()) < 2
    ] == []


def test_every_expected_answer_belongs_to_a_query() -> None:
    answers = {f"{path.parent.name}/{path.stem}" for path in EXPECTED.glob("*/*.csv")}
    assert answers == {f"{query.pack}/{slug}" for slug, query in PACKS.items()}


def test_the_alpine_project_has_14_partners_in_6_countries_and_73_of_91_pairs_cross_a_border(
    demo: OxigraphView,
) -> None:
    counts = ask(demo, "partner-counts", project="S3-4AlpClusters", country="DE")
    assert [row[:7] for row in counts] == [("S3-4AlpClusters", "14", "14", "6", "6", "DE", "2")]
    assert [row[:3] for row in ask(demo, "partner-pairs", project="S3-4AlpClusters")] == [
        ("S3-4AlpClusters", "91", "73")
    ]


def test_the_alpine_project_is_led_from_switzerland(demo: OxigraphView) -> None:
    partners = ask(demo, "project-partners", project="S3-4AlpClusters")
    assert [(row[2], row[3]) for row in partners if row[1] == "lead"] == [
        ("HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS", "CH")
    ]
    assert len(partners) == 14


def test_the_money_of_the_alpine_project_is_right_to_the_cent(demo: OxigraphView) -> None:
    budget = ask(demo, "budget-by-kind", project="S3-4AlpClusters")
    assert [(float(row[2]), row[4]) for row in budget] == [
        (2521964.00, "2.521.964,00"), (1929500.00, "1.929.500,00"), (340500.00, "340.500,00")
    ]  # fmt: skip
    rest = {row[4] for row in ask(demo, "money-beyond-eu-and-national", project="S3-4AlpClusters")}
    assert [float(value) for value in rest] == [251964.00]


def test_the_two_notations_of_dates_are_kept_and_flagged(demo: OxigraphView) -> None:
    dates = ask(demo, "dates-with-raw", project="S3-4AlpClusters")
    assert [row[1:5] for row in dates] == [("2016-11-01", "11.01.16", "2019-04-30", "30.04.19")]
    assert "11.01.16" in {row[5] for row in ask(demo, "quality-issues", severity="warning")}


def test_tracs3_is_one_project_with_two_languages_and_its_indicator_values(demo: OxigraphView) -> None:
    values = ask(demo, "indicator-values", project="TraCS3")
    assert len({row[-1] for row in values}) == 1
    assert {(row[2], int(row[3])) for row in values} == {
        ("eq", 51), ("eq", 7), ("eq", 6), ("eq", 1), ("ge", 14), ("eq", 95)
    }  # fmt: skip
    assert {row[2] for row in ask(demo, "texts-in-all-languages", project="TraCS3", role="summary")} == {"de", "pt"}
    assert ask(demo, "by-programme", programme="TraCS3") == []


def test_lists_that_are_cut_off_are_unknown_and_not_empty(demo: OxigraphView) -> None:
    missing = {row[0]: row[1:4] for row in ask(demo, "cut-off-partner-lists")}
    assert missing == {
        "CHAIN REACTIONS": ("11", "0", "11"),
        "RECiPE4Mobility": ("5", "0", "5"),
        "BSR Stars S3": ("12", "2", "10"),
        "DanuBioValNet": ("17", "15", "2"),
    }


def test_the_infrastructure_project_has_8_organisations_of_8_countries_and_an_italian_lead(demo: OxigraphView) -> None:
    partners = ask(demo, "project-partners", project="INNO INFRA SHARE")
    assert len({row[6] for row in partners}) == len({row[3] for row in partners}) == 8
    assert {(row[1], row[3]) for row in partners if row[1] == "lead"} == {("lead", "IT")}
    money = [(row[1], row[2]) for row in ask(demo, "budget-by-kind", project="INNO INFRA SHARE")]
    assert [float(amount) for _, amount in money if amount] == [1632694.00]


def test_every_fact_reaches_its_record_in_one_hop(demo: OxigraphView) -> None:
    assert run_query(demo, PACKS["facts-without-record"]) == Boolean(value=False)
