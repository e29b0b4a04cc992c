"""From source files to a release."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib

from ecosystem_graph import pipeline
from ecosystem_graph.errors import JudgementConflictError, OutputError, SourceUnavailableError
from ecosystem_graph.graph.iri import encode_key
from ecosystem_graph.issues import Issue
from ecosystem_graph.pipeline import BuildReport, build
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.release import Release, open_release
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources import registry
from ecosystem_graph.sources.importer import Imported, checksum
from ecosystem_graph.stage import intake
from ecosystem_graph.stage import read as stage_read

TABLES_AND_DUMPS = BuildSettings(store=False)


class Lines:
    """Reads files of lines ``project;website``; a line without semicolon is reported, the word ``crash`` is a bug."""

    def recognises(self, path: Path) -> bool:
        return path.suffix == ".lines"

    def companions(self, path: Path) -> tuple[Path, ...]:
        other = path.with_suffix(".beside")
        return (other,) if other.exists() else ()

    def read(self, path: Path, progress: Progress = no_progress) -> Imported:
        lines = path.read_text(encoding="utf-8").splitlines()
        if "crash" in lines:
            raise ZeroDivisionError
        good = [(number, line.split(";")) for number, line in enumerate(lines, 1) if ";" in line]
        rows = [row for number, (name, website) in good for row in self._rows(path, number, name, website)]
        issues = tuple(
            Issue("EG-LIN-001", "violation", path.name, f"line {number}", "", line, "No semicolon.")
            for number, line in enumerate(lines, 1)
            if ";" not in line
        )
        progress("read lines", len(lines), len(lines))
        records = records_from_rows([Dataset(record="lines", key="lines", title="Lines", publisher="Nobody"), *rows])
        return Imported("lines", path, records, issues, len(lines), len(good), len(issues))

    def _rows(self, path: Path, number: int, name: str, website: str) -> Iterator[Row]:
        key, place = f"lines.{name}", f"line {number}"
        yield Record(
            record=key, key=key, source="lines", kind="line", file=path.name, checksum=checksum(path), locator=place
        )
        yield Project(record=key, key=key, website=website or None)
        yield Organisation(record=key, key=f"{key}.o", name=f"Organisation of {name}")
        yield Participation(
            record=key, key=f"{key}.p", project=key, organisation=f"{key}.o", name=name, role="lead", role_raw="Lead"
        )


@pytest.fixture(autouse=True)
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the importers by one that reads lines, unless a test asks for the bundled records."""
    if "bundled" not in request.fixturenames:
        importers = {"lines": Lines()}
        monkeypatch.setattr(registry, "SOURCES", tuple(importers))
        for module in (registry, intake, stage_read):
            monkeypatch.setattr(module, "importer_of", importers.__getitem__)


@pytest.fixture(scope="module")
def bundled(root: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """Build the bundled records once, store included."""
    return build([root / "data" / "records"], tmp_path_factory.mktemp("bundled") / "out")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file of lines."""

    def write_lines(*content: str, name: str = "some.lines") -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in content), encoding="utf-8")
        return path

    return write_lines


def issues_of(release: Release) -> list[dict[str, str]]:
    return [json.loads(line) for line in release.issues.read_text(encoding="utf-8").splitlines()]


def quads_of(release: Release) -> list[bytes]:
    return gzip.decompress(release.quads.read_bytes()).splitlines(keepends=True)


def dumps_of(folder: Path) -> dict[str, str]:
    """Return a digest of every file that must not differ between two builds."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "store" not in path.parts)
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.name != "run.json"
    }


def test_a_build_leaves_tables_dumps_store_and_a_report_of_itself(bundled: BuildReport) -> None:
    release = open_release(bundled.out)
    run = release.read_run()
    assert {path.name for path in bundled.out.iterdir()} == {
        "records", "consolidated", "store", "ecosystem.ttl", "ecosystem.nq.gz", "issues.jsonl", "findings.parquet",
        "run.json",
    }  # fmt: skip
    assert run["counts"] == bundled.counts
    assert (run["findings"], run["shapes"]) == (bundled.finding_counts, bundled.shape_counts)
    findings = pl.read_parquet(release.findings)
    assert findings.height == sum(bundled.finding_counts.values()) == sum(bundled.shape_counts.values()) > 0
    assert run["issues"] == bundled.issue_counts
    assert set(run["seconds"]) == {"read", "resolve", "check", "divide", "quads", "turtle", "store"}
    assert len(run["inputs"]) == len(bundled.rows)
    assert all(len(each["sha256"]) == 64 and "/" not in each["file"] for each in run["inputs"])


def test_no_row_of_an_input_is_lost(bundled: BuildReport) -> None:
    for rows in bundled.rows:
        assert rows.rows_read == rows.rows_mapped + rows.rows_reported
        assert rows.rows_mapped > 0


def test_the_store_holds_the_dump_without_second_copies_of_facts(bundled: BuildReport) -> None:
    lines = quads_of(open_release(bundled.out))
    assert len(lines) == len(set(lines)) == bundled.counts["quads"]
    store = ox.Store.read_only(str(open_release(bundled.out).store))
    assert len(store) == bundled.counts["stored"]
    # Stores give blank nodes other labels and numbers another lexical form.
    loaded = {f"{quad} .\n".encode() for quad in store}
    plain = {line for line in lines if b"_:" not in line and b"#decimal>" not in line}
    left_out = plain - loaded
    assert {quad for quad in loaded if b"_:" not in quad and b"#decimal>" not in quad} <= plain
    assert len(left_out) > 1_000
    assert all(b"/graph/source/" in line and line.rpartition(b" <")[0] + b" .\n" in loaded for line in left_out)
    assert not any(b"/id/project/" in line.split(b" ", 1)[0] for line in left_out)


def test_the_turtle_dump_is_the_default_graph_for_two_parsers(bundled: BuildReport) -> None:
    release = open_release(bundled.out)
    turtle = {*ox.parse(release.turtle.read_bytes(), ox.RdfFormat.TURTLE)}
    quads = [*ox.parse(b"".join(quads_of(release)), ox.RdfFormat.N_QUADS)]
    default = {quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)}
    assert turtle == default
    assert len(rdflib.Graph().parse(release.turtle, format="turtle")) == len(default)


def test_every_graph_of_the_dump_is_in_order(bundled: BuildReport) -> None:
    graphs: dict[bytes, list[bytes]] = {}
    for line in quads_of(open_release(bundled.out)):
        end = line.rstrip(b" .\n").rpartition(b" ")[2]
        is_named = end.startswith(b"<https://w3id.org/ecosystem-graph/graph/") and line.count(b" ") > 3
        graphs.setdefault(end if is_named else b"", []).append(line)
    assert len(graphs) >= 5
    for lines in graphs.values():
        assert lines == sorted(lines)


def test_what_is_published_about_the_bundled_records_needs_no_repair(bundled: BuildReport) -> None:
    assert not [code for code in bundled.issue_counts if code.startswith(("EG-RES", "EG-SRC"))]


def test_two_builds_give_the_same_bytes_in_any_order_of_inputs(write: Callable[..., Path], tmp_path: Path) -> None:
    one, two = write("a;", "b;http://b.example/", name="1.lines"), write("c;", "bad", name="2.lines")
    build([one, two], tmp_path / "first", TABLES_AND_DUMPS)
    build([two, one.parent], tmp_path / "second", BuildSettings(store=False, jobs=3))
    assert dumps_of(tmp_path / "first") == dumps_of(tmp_path / "second")


def test_what_importers_and_resolution_find_is_reported_counted_and_published(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    report = build([write("a;see http://a.example", "bad")], tmp_path / "out", TABLES_AND_DUMPS)
    release = open_release(tmp_path / "out")
    assert report.issue_counts == {"EG-LIN-001": 1, "EG-RES-001": 1}
    assert [(each["code"], each["place"], each["found"]) for each in issues_of(release)] == [
        ("EG-LIN-001", "line 2", "bad"),
        ("EG-RES-001", "line 1", "see http://a.example"),
    ]
    text = b"".join(quads_of(release))
    assert text.count(b"ontology#QualityIssue> <https://w3id.org/ecosystem-graph/graph/quality>") == 2
    assert b"<see http" not in text
    assert b"<see http" not in release.turtle.read_bytes()


def test_a_file_that_nobody_recognises_is_reported_and_left_out(write: Callable[..., Path], tmp_path: Path) -> None:
    prose = write("Once upon a time", name="prose.txt")
    report = build([write("a;"), prose], tmp_path / "out", TABLES_AND_DUMPS)
    assert report.unrecognised == (prose,)
    assert [(each["code"], each["file"]) for each in issues_of(open_release(tmp_path / "out"))] == [
        ("EG-SRC-001", "prose.txt")
    ]


def test_a_file_that_nobody_recognises_stops_a_strict_build(write: Callable[..., Path], tmp_path: Path) -> None:
    inputs = [write("a;"), write("Once upon a time", name="prose.txt")]
    with pytest.raises(SourceUnavailableError, match=r"no importer recognises this file: .*prose\.txt"):
        build(inputs, tmp_path / "out", BuildSettings(strict=True))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("names", "said"), [((), "no files in it"), (("prose.txt",), "no importer recognises")])
def test_inputs_without_any_known_file_are_refused(
    names: tuple[str, ...], said: str, write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        write("Once", name=name)
    with pytest.raises(SourceUnavailableError, match=said):
        build([folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("bad", ["crash", "missing", "foreign"])
def test_a_build_that_fails_leaves_the_previous_release_and_nothing_else(
    bad: str, write: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build([write("a;")], out, TABLES_AND_DUMPS)
    before = dumps_of(out)
    inputs = [write("crash", name="2.lines")] if bad == "crash" else [tmp_path / "missing.lines"]
    if bad == "foreign":
        inputs, out = [write("b;")], tmp_path / "in"
    with pytest.raises((ZeroDivisionError, SourceUnavailableError, OutputError)):
        build(inputs, out, TABLES_AND_DUMPS)
    assert dumps_of(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_a_new_build_replaces_the_old_release_whole(write: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([write("a;", "bad")], out, TABLES_AND_DUMPS)
    build([write("b;")], out, TABLES_AND_DUMPS)
    assert issues_of(open_release(out)) == []
    assert b"lines.a" not in b"".join(quads_of(open_release(out)))


def test_a_copy_of_a_file_under_another_name_is_read_once_and_reported(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    content = ("a;http://a.example/", "bad")
    one, copy = write(*content, name="1.lines"), write(*content, name="2.lines")
    build([one], tmp_path / "once", TABLES_AND_DUMPS)
    report = build([one, copy], tmp_path / "twice", TABLES_AND_DUMPS)

    assert report.issue_counts == {"EG-LIN-001": 1, "EG-SRC-002": 1}
    assert [rows.file for rows in report.rows] == ["1.lines"]
    found = [each for each in issues_of(open_release(tmp_path / "twice")) if each["code"] == "EG-SRC-002"]
    assert [(each["file"], each["found"]) for each in found] == [("2.lines", "1.lines")]
    once, twice = (dumps_of(tmp_path / name) for name in ("once", "twice"))
    differing = {name for name in once if once[name] != twice[name]}
    assert differing == {"ecosystem.nq.gz", "issues.jsonl", "consolidated/issue.parquet"}


def test_copies_in_two_folders_are_read_once_even_if_their_names_are_equal(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    inputs = [write("a;", name="x/1.lines"), write("a;", name="y/1.lines")]
    assert build(inputs, tmp_path / "out", TABLES_AND_DUMPS).issue_counts == {"EG-SRC-002": 1}


def test_equal_files_with_different_files_beside_them_are_no_copies(write: Callable[..., Path], tmp_path: Path) -> None:
    inputs = [write("a;", name="1.lines"), write("a;", name="2.lines")]
    write("other", name="2.beside")
    report = build(inputs, tmp_path / "out", TABLES_AND_DUMPS)
    assert report.issue_counts == {"EG-RES-005": 1}
    assert len(report.rows) == 2


def test_two_files_that_state_the_same_records_give_each_fact_once(write: Callable[..., Path], tmp_path: Path) -> None:
    one, more = write("a;", "b;", name="1.lines"), write("a;", "b;", "c;", name="2.lines")
    report = build([one, more], tmp_path / "out", TABLES_AND_DUMPS)
    alone = build([more], tmp_path / "alone", TABLES_AND_DUMPS)
    assert report.issue_counts == {"EG-RES-005": 1}
    assert (tmp_path / "out" / "ecosystem.ttl").read_bytes() == (tmp_path / "alone" / "ecosystem.ttl").read_bytes()
    assert {name: count for name, count in report.counts.items() if name != "quads"} == {
        name: count for name, count in alone.counts.items() if name != "quads"
    }


ALIKE = ("Alpine Forest Institute;", "Alpine Forest-Institute;", "Port Authority of Rotterdam;")
FIRST, SECOND = (f"lines.{line[:-1]}.o" for line in ALIKE[:2])


def who_is_who(folder: Path) -> dict[str, str]:
    rows = pl.read_parquet(Release(folder).consolidated / "identity.parquet").select("subject", "object").iter_rows()
    return {one: other for one, other in rows if one != other}


def test_organisations_come_together_by_name_unless_identifiers_alone_count(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write(*ALIKE)
    report = build([path], tmp_path / "names", TABLES_AND_DUMPS)
    assert (report.counts["organisation"], report.counts["participation"]) == (2, 3)
    assert who_is_who(tmp_path / "names") == {SECOND: FIRST}
    report = build([path], tmp_path / "numbers", BuildSettings(store=False, identity="identifiers"))
    assert (report.counts["organisation"], who_is_who(tmp_path / "numbers")) == (3, {})


def test_judgements_beside_the_inputs_are_followed_and_told(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(*ALIKE)
    judgements = tmp_path / "judgements" / "who.csv"
    judgements.parent.mkdir()
    judgements.write_text(f"subject,object,judgement\n{FIRST},{SECOND},different\n", encoding="utf-8")
    report = build([path.parent], tmp_path / "out", TABLES_AND_DUMPS)
    assert report.counts["organisation"] == 3
    told = open_release(tmp_path / "out").read_run()["judgements"]
    assert told == [{"source": "judgements", "file": "who.csv", "sha256": checksum(judgements)}]
    assert build([path.parent], tmp_path / "out", TABLES_AND_DUMPS, judgements=[]).counts["organisation"] == 2


def test_judgements_that_contradict_each_other_stop_a_build_and_change_nothing(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    judgements = tmp_path / "who.csv"
    judgements.write_text("subject,object,judgement\na,b,same\nb,c,same\nc,a,different\n", encoding="utf-8")
    with pytest.raises(JudgementConflictError, match=r"line 4: c and a are judged different"):
        build([write("a;")], tmp_path / "out", TABLES_AND_DUMPS, judgements=[judgements])
    assert not (tmp_path / "out").exists()
    with pytest.raises(SourceUnavailableError, match="no such file or folder"):
        build([write("a;")], tmp_path / "out", TABLES_AND_DUMPS, judgements=[tmp_path / "none.csv"])


def test_a_release_keeps_the_iris_of_the_one_it_replaces_and_tells_where_retired_ones_lead(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path, out = write(*ALIKE), tmp_path / "out"
    judgements = tmp_path / "who.csv"
    judgements.write_text(f"subject,object,judgement\n{FIRST},{SECOND},different\n", encoding="utf-8")
    build([path], out, TABLES_AND_DUMPS, judgements=[judgements])
    build([path], out, TABLES_AND_DUMPS, judgements=[], previous=out)
    retired, kept = (f"<https://w3id.org/ecosystem-graph/id/organisation/{encode_key(key)}>" for key in (SECOND, FIRST))
    graph = "<https://w3id.org/ecosystem-graph/graph/identity>"
    text = b"".join(quads_of(open_release(out))).decode()
    assert f"{retired} <http://purl.org/dc/terms/isReplacedBy> {kept} {graph} .\n" in text
    assert f'{retired} <http://www.w3.org/2002/07/owl#deprecated> "true"' in text
    # Every earlier address leads on when nothing else changes, and an entity nobody touched has its own.
    build([path], out, TABLES_AND_DUMPS, judgements=[], previous=out)
    assert "".join(line for line in text.splitlines() if "isReplacedBy" in line) in "".join(
        line.decode().strip() for line in quads_of(open_release(out))
    )
    build([path], out, TABLES_AND_DUMPS, judgements=[judgements], previous=out)
    assert (who_is_who(out), b"isReplacedBy" in b"".join(quads_of(open_release(out)))) == ({}, False)


def test_without_source_graphs_and_store_neither_is_written(write: Callable[..., Path], tmp_path: Path) -> None:
    settings = BuildSettings(store=False, source_graphs=False)
    build([write("a;")], tmp_path / "out", settings)
    assert not (tmp_path / "out" / "store").exists()
    assert b"/graph/source/" not in b"".join(quads_of(open_release(tmp_path / "out")))


def test_another_base_moves_data_and_graphs_but_not_the_ontology(write: Callable[..., Path], tmp_path: Path) -> None:
    settings = BuildSettings(store=False, base_iri="https://example.org/kg/")
    build([write("a;http://a.example/")], tmp_path / "out", settings)
    text = b"".join(quads_of(open_release(tmp_path / "out")))
    assert b"<https://example.org/kg/id/project/lines.a>" in text
    assert b"<https://w3id.org/ecosystem-graph/id/" not in text
    assert b"<https://w3id.org/ecosystem-graph/graph/" not in text
    assert b"<https://w3id.org/ecosystem-graph/ontology#Project>" in text


def test_progress_is_told_of_every_stage(write: Callable[..., Path], tmp_path: Path) -> None:
    stages = []
    build([write("a;")], tmp_path / "out", progress=lambda stage, done, total=None: stages.append(stage))
    assert list(dict.fromkeys(stages)) == [
        "read", "read lines", "compare names", "resolve", "check", "quads", "turtle", "store"
    ]  # fmt: skip


def test_a_dataset_without_any_row_still_gives_a_release(write: Callable[..., Path], tmp_path: Path) -> None:
    report = build([write()], tmp_path / "out")
    assert report.counts["project"] == 0
    assert open_release(tmp_path / "out").read_run()["rows"][0]["rows_read"] == 0


def test_a_build_of_too_many_rows_is_not_checked_against_shapes_and_says_so(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build([write("a;", "b;")], tmp_path / "few", TABLES_AND_DUMPS).is_checked
    monkeypatch.setattr(pipeline, "_MOST_ROWS_CHECKED", 5)
    report = build([write("a;", "b;")], tmp_path / "many", TABLES_AND_DUMPS)
    assert (report.is_checked, report.finding_counts) == (False, {})
    assert json.loads((tmp_path / "many" / "run.json").read_text(encoding="utf-8"))["checked"] is False
    assert (tmp_path / "few" / "findings.parquet").exists()
    assert not (tmp_path / "many" / "findings.parquet").exists()
