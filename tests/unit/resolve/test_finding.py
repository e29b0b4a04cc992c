"""Findings and the rules behind them."""

from collections.abc import Callable

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.project import Project
from ecosystem_graph.resolve.finding import FINDING_SCHEMA, locate_findings
from ecosystem_graph.resolve.rule import RULES, WEBSITE


def test_a_finding_is_placed_where_its_record_was_read(state: Callable[..., RecordSet]) -> None:
    records = state(Project(record="a.1", key="a.1", website="x"))
    findings = WEBSITE.findings(records["project"], "project.website", "website")
    assert locate_findings([findings], records["record"]) == (
        Issue("EG-RES-001", "warning", "a.csv", "row of a.1", "project.website", "x", WEBSITE.message, "a.1"),
    )


def test_a_finding_of_the_dataset_or_of_no_record_has_no_place(state: Callable[..., RecordSet]) -> None:
    rows = pl.DataFrame({"record": ["a", None], "website": ["x", "y"]})
    issues = locate_findings([WEBSITE.findings(rows, "programme.website", "website")], state()["record"])
    assert [(issue.file, issue.place, issue.record) for issue in issues] == [("", "", "a"), ("", "", "")]


def test_what_was_found_is_cut_and_said_once_per_record() -> None:
    rows = pl.DataFrame({"record": ["a.1"] * 2, "website": ["ä" * 500] * 2})
    findings = WEBSITE.findings(rows, "project.website", "website")
    assert findings["found"].to_list() == ["ä" * 120]
    assert findings.schema == FINDING_SCHEMA


def test_no_findings_are_no_issues(state: Callable[..., RecordSet]) -> None:
    assert locate_findings([], state()["record"]) == ()


def test_every_rule_has_a_code_of_its_own_and_one_sentence() -> None:
    assert [rule.code for rule in RULES] == [f"EG-RES-{number:03}" for number in range(1, len(RULES) + 1)]
    assert all(rule.message.endswith(".") for rule in RULES)
