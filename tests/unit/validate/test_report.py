import json
from dataclasses import replace

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
    assert make_report(some[:1], some[1:]) == make_report(some[1:], some[:1])


def test_what_two_checks_find_counts_once() -> None:
    twin = replace(WARNING, message="Fourteen are stated.")
    assert make_report([WARNING], [WARNING, twin]).findings == (twin,)
    assert len(make_report([WARNING], [replace(WARNING, value="15")]).findings) == 2


def test_findings_are_counted_per_shape() -> None:
    other = replace(WARNING, focus_node="urn:other")
    assert make_report([WARNING, other]).shape_counts() == {"urn:shape": 2}


def test_the_json_text_holds_the_whole_report() -> None:
    report = json.loads(make_report([WARNING]).to_json())
    assert report == {
        "conforms": True,
        "counts": {"violation": 0, "warning": 1, "info": 0},
        "findings": [
            {
                "shape": "urn:shape",
                "severity": "warning",
                "focus_node": "urn:node",
                "path": "urn:path",
                "value": "14",
                "message": "States 14, lists 13.",
            }
        ],
    }
