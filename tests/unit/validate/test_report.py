import json
from dataclasses import asdict, replace

import polars as pl
import pytest

from ecosystem_graph.issues import Severity
from ecosystem_graph.validate.finding import Finding
from ecosystem_graph.validate.report import make_report

WARNING = Finding("urn:shape", "warning", "urn:node", "urn:path", "14", "States 14, lists 13.")


@pytest.mark.parametrize(("severity", "conforms"), [("violation", False), ("warning", True), ("info", True)])
def test_only_what_must_hold_decides_whether_a_graph_conforms(severity: Severity, conforms: bool) -> None:
    assert make_report([replace(WARNING, severity=severity)]).conforms is conforms


def test_a_report_without_findings_conforms() -> None:
    report = make_report()
    assert report.conforms
    assert report.counts() == {"violation": 0, "warning": 0, "info": 0}


def test_the_worst_comes_first_whatever_the_order_of_the_checks() -> None:
    some = [replace(WARNING, severity=severity, focus_node=severity) for severity in ("info", "violation", "warning")]
    assert [found.severity for found in make_report(some).findings] == ["violation", "warning", "info"]
    assert make_report(some).table.equals(make_report(some[::-1]).table)


def test_what_was_found_twice_counts_once() -> None:
    assert make_report([WARNING, WARNING]).findings == (WARNING,)
    assert len(make_report([WARNING, replace(WARNING, value="15")]).findings) == 2


def test_findings_are_counted_per_shape() -> None:
    other = replace(WARNING, focus_node="urn:other")
    assert make_report([WARNING, other]).shape_counts() == {"urn:shape": 2}


def test_a_table_of_findings_gives_the_same_report_as_the_findings() -> None:
    table = pl.DataFrame([asdict(WARNING)])
    assert make_report(table).findings == make_report([WARNING]).findings == (WARNING,)


def test_the_json_text_holds_the_whole_report() -> None:
    report = json.loads(make_report([WARNING]).to_json())
    assert report == {
        "conforms": True,
        "counts": {"violation": 0, "warning": 1, "info": 0},
        "findings": [asdict(WARNING)],
    }
