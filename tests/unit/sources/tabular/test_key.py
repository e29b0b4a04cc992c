"""Records of rows have one key each."""

from pathlib import Path

import polars as pl

from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows, record_rows
from ecosystem_graph.sources.tabular.layout import Layout, Table
from ecosystem_graph.sources.tabular.raw import Origin

NAMES = ("no-key", "copied-row", "shared-key")
CATALOGUE = {f"EG-{number}": {"name": name, "severity": "info", "meaning": name} for number, name in enumerate(NAMES)}
LAYOUT = Layout("animal", ("id",), {"id": "", "name": ""}, {}, {}, (), ())


def keyed(*rows: tuple[str | None, str]) -> tuple[Table, Findings]:
    frame = pl.DataFrame(rows, schema={"id": pl.String, "name": pl.String}, orient="row").with_row_index("row", 2)
    findings = Findings(CATALOGUE)
    table = Table(LAYOUT, Origin(Path("zoo.csv"), "in.zip"), frame, frame.height)
    return key_rows(table, pl.col("id"), findings, slug="zoo"), findings


def test_a_row_without_name_or_like_another_is_left_out_and_reported() -> None:
    table, findings = keyed(("1", "cat"), (None, "dog"), ("1", "cat"), ("2", "owl"))
    assert table.rows["record"].to_list() == ["zoo.animal.1", "zoo.animal.2"]
    assert [(issue.message, issue.place) for issue in findings.issues()] == [
        ("no-key", "in.zip, row 3"), ("copied-row", "in.zip, row 4"),
    ]  # fmt: skip


def test_rows_that_share_a_key_are_numbered_in_the_order_of_their_cells() -> None:
    one, findings = keyed(("1", "owl"), ("1", "cat"), ("2", "eel"))
    other, _ = keyed(("2", "eel"), ("1", "cat"), ("1", "owl"))
    expected = {"cat": "zoo.animal.1", "owl": "zoo.animal.1~2", "eel": "zoo.animal.2"}
    assert dict(one.rows.select("name", "record").iter_rows()) == expected
    assert dict(other.rows.select("name", "record").iter_rows()) == expected
    assert [issue.message for issue in findings.issues()] == ["shared-key"]


def test_a_record_says_where_its_row_is() -> None:
    table, _ = keyed(("1", "cat"))
    record = record_rows(table, slug="zoo", checksum="f00", source_key="id").row(0, named=True)
    assert (record["key"], record["kind"], record["source_key"]) == ("zoo.animal.1", "animal", "1")
    assert (record["file"], record["locator"], record["checksum"]) == ("zoo.csv", "in.zip, row 2", "f00")
