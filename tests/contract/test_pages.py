"""Pages in prose: what is published can be traced, what is personal stays out, what is broken is reported."""

import gzip
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.pipeline import build
from ecosystem_graph.publish.annotated import Annotated, format_annotated
from ecosystem_graph.query.pack import load_packs
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.release import Release
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.pages.batch import from_arrow, read_paths, to_arrow
from ecosystem_graph.sources.pages.extract import extract
from ecosystem_graph.sources.pages.finding import Findings
from ecosystem_graph.sources.pages.importer import read, read_together
from ecosystem_graph.sources.pages.page import OpenedPage, open_page, read_page
from ecosystem_graph.sources.pages.review import Decisions, read_decisions, review_rows, write_review
from ecosystem_graph.stage.pages import read_partition
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Solutions

PERSONAL = ("Joost Voorbeeld", "joost.voorbeeld", "+32 11 22 33 44", "Voorbeeld")


@pytest.fixture(scope="module")
def pages(root: Path) -> Path:
    return root / "tests" / "fixtures" / "pages"


@pytest.fixture(scope="module")
def all_pages(pages: Path) -> Imported:
    return read_paths(sorted(pages.iterdir()))


@pytest.fixture(scope="module")
def release(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    out = tmp_path_factory.mktemp("pages") / "out"
    build([pages], out)
    return Release(out)


def opened(path: Path) -> OpenedPage:
    page = open_page(path.name, path.read_bytes(), Findings(path.name))
    assert page is not None
    return page


def projects(batch: Imported) -> list[str]:
    return sorted(batch.records["project"]["acronym"].drop_nulls())


def test_every_page_is_mapped_or_reported(all_pages: Imported, pages: Path) -> None:
    assert all_pages.rows_read == len(list(pages.iterdir())) == all_pages.rows_mapped + all_pages.rows_reported
    assert [issue.file for issue in all_pages.issues if issue.code == "EG-PAG-008"] == ["call-sk.txt"]


def test_the_quote_of_every_claim_is_the_text_of_its_page_at_its_span(all_pages: Imported, pages: Path) -> None:
    texts = {page.key: page.page.text for page in map(opened, sorted(pages.iterdir()))}
    claims = all_pages.records["claim"]
    assert claims.height > 50
    for claim in claims.iter_rows(named=True):
        assert claim["quote"] == texts[claim["record"]][claim["start"] : claim["end"]]
        assert 0 <= float(claim["confidence"]) <= 1


def test_every_published_value_has_a_claim_about_the_node_it_is_written_to(all_pages: Imported) -> None:
    records = all_pages.records
    claimed = set(records["claim"].select("subject_class", "subject").iter_rows())
    for name in ("amount", "participation", "indicator"):
        assert {(name, key) for key in records[name]["key"]} <= claimed
    for column, term in {
        "acronym": "acronym",
        "start": "startDate",
        "stated_partner_count": "statedPartnerCount",
    }.items():
        stated = set(records["project"].filter(pl.col(column).is_not_null())["key"])
        assert stated == set(records["claim"].filter(property=term)["subject"]) & stated


def test_a_page_with_two_projects_gives_two_and_a_page_about_a_call_gives_none(pages: Path) -> None:
    two = read(pages / "two-projects-de.txt")
    assert projects(two) == ["CHAIN REACTIONS", "RECiPE4Mobility"]
    counts = dict(two.records["project"].select("acronym", "stated_partner_count").iter_rows())
    assert counts == {"CHAIN REACTIONS": 11, "RECiPE4Mobility": 5}
    assert not read(pages / "call-sk.txt").records["project"].height


def test_two_pages_about_one_project_give_one_project_with_both_texts(release: Release) -> None:
    project = pl.read_parquet(release.consolidated / "project.parquet").filter(acronym="TraCS3")
    assert project.height == 1
    texts = pl.read_parquet(release.consolidated / "text.parquet").filter(subject=project["key"].item())
    assert set(texts["language"]) == {"de", "pt"}
    values = pl.read_parquet(release.consolidated / "indicator.parquet").filter(project=project["key"].item())
    found = set(values.select("indicator", "value", "comparator").iter_rows())
    assert {("learning-events", 51, "eq"), ("action-plans", 7, "eq"), ("good-practices", 14, "ge")} <= found


def test_navigation_of_a_site_states_nothing(pages: Path) -> None:
    amounts = read(pages / "numbers-en.html").records["amount"]
    assert dict(amounts.select("kind", "value").iter_rows()) == {"total": 2521964, "eu": 1929500}


def test_a_published_value_leads_in_sparql_to_page_span_and_quote(release: Release) -> None:
    view = OxigraphView.open(release.store)
    answer = run_query(view, load_packs()["quotes-of-project"], {"project": "S3-4AlpClusters"})
    assert isinstance(answer, Solutions)
    rows = {row[1]: row for row in answer.texts()}
    assert rows["startDate"][2:4] == ("2016-11-01", "1.11.2016")
    assert rows["amount"][9] == "https://example.org/en/s3-4alpclusters"


def all_outputs(release: Release) -> Iterator[str]:
    """Yield everything a build leaves behind as text, tables included."""
    folder = release.store.parent
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.suffix == ".parquet":
            yield pl.read_parquet(path).write_ndjson()
        elif path.suffix == ".gz":
            yield gzip.decompress(path.read_bytes()).decode()
        else:
            yield path.read_bytes().decode("utf-8", errors="replace")


def test_personal_data_are_in_no_output(release: Release, pages: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert any(issue["code"] == "EG-PAG-011" for issue in map(json.loads, release.issues.read_text().splitlines()))
    page = opened(pages / "contact-nl.txt")
    found = extract(page.document)
    shown = format_annotated(
        Annotated("contact-nl.txt", found.document, found.facts, found.found.of("personal_data"), 0.8)
    )
    outputs = [*all_outputs(release), shown, caplog.text, str(list(review_rows("k", "f", page.page.text, found.facts)))]
    assert not [secret for secret in PERSONAL for output in outputs if secret in output]


def test_the_annotated_page_shows_each_fact_with_rule_and_confidence(pages: Path) -> None:
    found = extract(opened(pages / "numbers-en.html").document)
    shown = format_annotated(Annotated("numbers-en.html", found.document, found.facts, (), 0.8))
    assert shown.count("<tr class=") == len(found.facts)
    assert all(f'id="m{number}"' in shown for number in range(1, len(found.facts) + 1))
    assert "<script" not in shown
    assert "http" not in shown.replace("https://example.org", "")


def test_decisions_of_a_person_are_honoured(pages: Path, tmp_path: Path) -> None:
    path = pages / "numbers-en.html"
    page = opened(path)
    rows = list(review_rows(page.key, path.name, page.page.text, extract(page.document).facts))
    decided = {"budget.eu": "reject", "budget.total": "accept"}
    review = tmp_path / "decided.csv"
    with review.open("w", encoding="utf-8", newline="") as stream:
        write_review([{**row, "decision": decided.get(row["property"], "")} for row in rows], stream)
    (batch,) = read_together([path, review], least_confidence=1.0)
    named = Decisions({(page.key, "acronym", "S3-4AlpClusters"): True, **read_decisions([review]).judged})
    rows_now = read_page(path.name, path.read_bytes(), named, 1.0).rows
    amounts = [row for row in rows_now if isinstance(row, Amount)]
    assert not batch.records["amount"].height  # nothing names the project surely enough
    assert [(row.kind, str(row.value)) for row in amounts] == [("total", "2521964.00")]


def test_a_decision_about_nothing_that_is_found_is_reported(pages: Path, tmp_path: Path) -> None:
    review = tmp_path / "decided.csv"
    with review.open("w", encoding="utf-8", newline="") as stream:
        rows = review_rows("pages.none", "a.txt", "", ())
        write_review(rows, stream)
        stream.write("pages.none,a.txt,X,acronym,X,0,1,X,rule,0.900,accept\n")
    batches = list(read_together([pages / "regions-lv.txt", review], least_confidence=0.8))
    assert [issue.code for batch in batches for issue in batch.issues if issue.code == "EG-PAG-014"] == ["EG-PAG-014"]


def test_a_decision_that_is_neither_yes_nor_no_stops_the_build(pages: Path, tmp_path: Path) -> None:
    review = tmp_path / "decided.csv"
    with review.open("w", encoding="utf-8", newline="") as stream:
        write_review((), stream)
        stream.write("pages.none,a.txt,X,acronym,X,0,1,X,rule,0.900,perhaps\n")
    with pytest.raises(SourceFormatError, match="row 2: expected accept, reject or nothing"):
        list(read_together([pages / "regions-lv.txt", review], least_confidence=0.8))


def test_the_order_of_pages_changes_nothing(pages: Path) -> None:
    paths = sorted(pages.iterdir())
    one, other = (list(read_together(some, least_confidence=0.8)) for some in (paths, paths[::-1]))
    assert one[0].records["claim"].equals(other[0].records["claim"])


def test_a_partition_of_a_cluster_gives_what_is_read_here(pages: Path, all_pages: Imported) -> None:
    paths = [str(path) for path in sorted(pages.iterdir())]
    batch = pa.RecordBatch.from_pydict({"number": [0], "paths": [paths]})
    (row,) = read_partition([batch], Decisions(), 0.8)
    there = from_arrow(row)
    assert there.issues == all_pages.issues
    assert (there.rows_read, there.rows_mapped) == (all_pages.rows_read, all_pages.rows_mapped)
    assert all(there.records[name].equals(all_pages.records[name]) for name in all_pages.records)
    assert from_arrow(to_arrow(all_pages)).records["claim"].equals(all_pages.records["claim"])


def test_a_broken_file_is_reported_and_the_batch_goes_on(pages: Path, tmp_path: Path) -> None:
    shutil.copy(pages / "regions-lv.txt", tmp_path)
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "chinese.txt").write_text(
        "这个项目帮助地区的中小企业进行创新和合作，并且与欧洲伙伴分享经验。" * 3, encoding="utf-8"
    )
    (tmp_path / "broken.html").write_text("<html><body><table><tr><td>Das Projekt INNOGROW <b>hilft", encoding="utf-8")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    codes = {issue.file: issue.code for issue in read_paths(sorted(tmp_path.iterdir())).issues}
    assert codes == {
        "empty.txt": "EG-PAG-001",
        "binary.txt": "EG-PAG-002",
        "chinese.txt": "EG-PAG-007",
        "damaged.pdf": "EG-PAG-006",
    }


def test_a_file_larger_than_any_page_is_reported_without_being_read_whole(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000)
    assert [issue.code for issue in read(huge).issues] == ["EG-PAG-003"]


def test_a_text_longer_than_any_page_is_reported(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Interreg project of two regions. " * 70_000, encoding="utf-8")
    assert [issue.code for issue in read(long).issues] == ["EG-PAG-003"]


@pytest.mark.parametrize("piece", [" ", "\n", "Partner: ", "Projektebene\n"])
def test_time_grows_with_the_length_of_a_page_whatever_is_repeated_on_it(piece: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Interreg project of two regions. " + piece * (30_000 // len(piece)), encoding="utf-8")
    started = time.process_time()
    read(page)
    assert time.process_time() - started < 3  # once 6 s for blanks, 7 s for labels


def test_few_pages_are_sure_when_much_confidence_is_asked_for(pages: Path, tmp_path: Path) -> None:
    build([pages / "regions-lv.txt"], tmp_path / "out", BuildSettings(store=False, least_confidence=1.0))
    issues = (tmp_path / "out" / "issues.jsonl").read_text(encoding="utf-8")
    assert "EG-PAG-009" in issues
