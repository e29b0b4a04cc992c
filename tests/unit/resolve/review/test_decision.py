"""Decisions of people: read, checked, kept."""

from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.errors import JudgementConflictError, NotFoundError, SourceFormatError
from ecosystem_graph.resolve.linkage.judgement import Judgement, read_judgements
from ecosystem_graph.resolve.review.decision import Decision, merge_decisions, read_decisions, read_judged
from ecosystem_graph.resolve.review.pair import review_pairs
from ecosystem_graph.resolve.review.release_table import OrganisationTables
from ecosystem_graph.resolve.review.sheet import format_review


def written(folder: Path, *rows: str, name: str = "pairs.csv") -> Path:
    """Return a file of decisions."""
    path = folder / name
    path.write_text("\n".join(["subject,object,decision,note", *rows]) + "\n", encoding="utf-8")
    return path


def test_keys_and_iris_are_read_and_empty_decisions_passed_over(tables: OrganisationTables, tmp_path: Path) -> None:
    path = written(tmp_path, "list.b,https://data.example/id/organisation/list.a, Same ,one body", "list.b,list.d,,")
    assert read_decisions(path, tables) == (
        Decision("list.a", "list.b", "same", "one body", "pairs.csv, row 2"),
    )  # fmt: skip


@pytest.mark.parametrize("layout", ["csv", "tsv", "xlsx"])
def test_a_filled_in_export_comes_back_in_every_format(tables: OrganisationTables, tmp_path: Path, layout: str) -> None:
    pairs = review_pairs(tables).with_columns(decision=pl.lit("unsure"))
    path = tmp_path / f"pairs.{layout}"
    path.write_bytes(format_review(pairs, layout))  # type: ignore[arg-type]
    assert {each.word for each in read_decisions(path, tables)} == {"unsure"}
    assert len(read_decisions(path, tables)) == 3
    assert format_review(pairs, layout) == path.read_bytes()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "error", "told"),
    [
        (["list.a,list.b,maybe,"], SourceFormatError, "row 2: expected a decision same, different, unsure"),
        (["list.a,list.x,same,"], NotFoundError, "row 2: .*no organisation 'list.x'"),
        (["list.a,list.a,same,"], SourceFormatError, "two organisations"),
        (["list.a,list.b,same,", "list.b,list.a,different,"], SourceFormatError, "one decision about list.a"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_an_error_with_its_row(
    tables: OrganisationTables, tmp_path: Path, rows: list[str], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        read_decisions(written(tmp_path, *rows), tables)


def test_a_file_without_decisions_is_an_error(tables: OrganisationTables, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("subject,object\na,b\n", encoding="utf-8")
    with pytest.raises(SourceFormatError, match="columns subject, object, decision"):
        read_decisions(path, tables)


def test_a_key_that_is_nearly_right_is_suggested(tables: OrganisationTables, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        read_decisions(written(tmp_path, "list.a,Land Tirol,same,"), tables)
    assert "list.b (Land Tirol)" in caught.value.hint


def test_the_same_decisions_once_more_change_nothing(tmp_path: Path) -> None:
    target = tmp_path / "reviewed.csv"
    decisions = [
        Decision("b", "c", "different", "other town"),
        Decision("a", "b", "same"),
        Decision("c", "d", "unsure"),
    ]
    first = merge_decisions(target, decisions)
    target.write_bytes(first.content)
    assert (first.new, first.changed) == (3, 0)
    assert merge_decisions(target, reversed(decisions)) == (first.content, 0, 0)
    assert read_judgements(target) == (
        Judgement("a", "b", is_same=True, where="reviewed.csv, line 2"),
        Judgement("b", "c", is_same=False, where="reviewed.csv, line 3"),
    )
    assert read_judged([target]).height == 3


def test_a_newer_decision_takes_the_place_of_an_older_one_and_other_columns_stay(tmp_path: Path) -> None:
    target = tmp_path / "reviewed.csv"
    target.write_text("subject,object,judgement,note,stratum\na,b,same,alike,x\n", encoding="utf-8")
    merged = merge_decisions(target, [Decision("a", "b", "different")])
    assert (merged.new, merged.changed) == (0, 1)
    assert merged.content.decode().splitlines() == ["subject,object,judgement,note,stratum", "a,b,different,alike,x"]


def test_a_contradiction_shows_its_chain_and_nothing_is_taken_in(tmp_path: Path) -> None:
    others = [Judgement("b", "c", is_same=True, where="old.csv, line 9")]
    decisions = [
        Decision("a", "b", "same", where="new.csv, row 2"),
        Decision("a", "c", "different", where="new.csv, row 3"),
    ]
    with pytest.raises(JudgementConflictError, match=r"row 3.*a = b \(new.csv, row 2\); b = c \(old.csv, line 9\)"):
        merge_decisions(tmp_path / "reviewed.csv", decisions, others)
