"""Projects, their days, calls, websites and topics."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]
The = Callable[..., dict[str, Any]]


def test_s3_4alpclusters_arrives_as_published(export: Any, read_back: Read, the: The) -> None:
    imported = read_back(export)
    project = the(imported, "project", acronym="S3-4AlpClusters")
    assert (project["start"], project["end"], project["date_precision"]) == (
        date(2016, 11, 1),
        date(2019, 4, 30),
        "day",
    )
    assert (project["start_raw"], project["end_raw"]) == ("2016/11/01", "2019/04/30")
    assert project["objective"] == "Improve the framework conditions for innovation"
    assert project["website"] == "http://www.alpine-space.eu/"
    assert the(imported, "call", key=project["call"])["number"] == "2"
    assert the(imported, "programme", key=project["programme"])["name"] == "2014 - 2020 INTERREG VB Alpine Space"


@pytest.mark.parametrize("day", ["2016/13/01", "2016/02/30", "01.11.2016", "2016-11-01", "2016/11/1", "soon"])
def test_an_impossible_day_is_kept_in_words_only(
    day: str, export: Any, read_back: Read, found: Found, the: The
) -> None:
    export.projects[0]["Project start"] = day
    imported = read_back(export)
    project = the(imported, "project", acronym="S3-4AlpClusters")
    assert (project["start"], project["start_raw"]) == (None, day)
    assert [(issue.field, issue.found) for issue in found(imported, "EG-KEEP-015")] == [("Project start", day)]


def test_reversed_days_are_reported_and_kept(export: Any, read_back: Read, found: Found, the: The) -> None:
    export.projects[0]["Project end"] = "2016/10/31"
    imported = read_back(export)
    assert [issue.found for issue in found(imported, "EG-KEEP-016")] == ["2016/11/01 to 2016/10/31"]
    assert the(imported, "project", acronym="S3-4AlpClusters")["end"] == date(2016, 10, 31)


def test_a_call_of_another_programme_is_not_linked(export: Any, read_back: Read, found: Found, the: The) -> None:
    export.projects[0]["Call SN"] = "SM1"
    imported = read_back(export)
    assert the(imported, "project", acronym="S3-4AlpClusters")["call"] is None
    assert [issue.found for issue in found(imported, "EG-KEEP-026")] == ["SM1"]


def test_a_website_without_scheme_is_reported_and_not_guessed(
    export: Any, read_back: Read, found: Found, the: The
) -> None:
    imported = read_back(export)
    assert [issue.found for issue in found(imported, "EG-KEEP-027")] == ["www.balkan.example"]
    assert the(imported, "project", acronym="28")["website"] is None


def test_labels_become_codes_and_a_repeated_label_counts_once(export: Any, read_back: Read) -> None:
    topics = read_back(export).records["topic"].select("scheme", "code", "basis")
    assert set(topics.rows()) == {
        ("keep-theme", "clustering-and-economic-cooperation", "stated"),
        ("keep-theme", "innovation-capacity-and-awareness-raising", "stated"),
        ("keep-theme", "cultural-heritage-and-arts", "stated"),
        ("keep-theme", "governance-partnership", "stated"),
        ("keep-theme", "tourism", "stated"),
        ("thematic-objective", "1", "stated"),
        ("investment-priority", "1b", "stated"),
        ("ipa-thematic-priority", "d", "stated"),
        ("macro-region", "eusbsr", "stated"),
        ("fund", "erdf", "stated"),
        ("fund", "ipa", "stated"),
    }
    assert topics.filter(code="tourism").height == 3  # two forest projects, and once the one that says it twice


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("(11 ETC) ETC specific, for cross-border cooperation: enhancing", "11-etc-cross-border"),
        ("(11 ETC) ETC specific for transnational cooperation: enhancing", "11-etc-transnational"),
        ("(11 ETC) ETC specific for interregional cooperation: enhancing", "11-etc-interregional"),
        ("(10 ETC) ETC specific, for cross-border cooperation: investing", "10-etc"),
    ],
)
def test_priorities_with_the_same_number_are_told_apart(
    kind: str, code: str, export: Any, read_back: Read, the: The
) -> None:
    export.projects[0]["Inv. Priority"] = kind
    assert the(read_back(export), "topic", scheme="investment-priority")["code"] == code


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ("Thematic2", "Alchemy"), ("Thematic Obj", "(12) anything"), ("Inv. Priority", "(1c) anything"),
        ("Strategy", "EUSXYZ"), ("Co-Financing sources", "ERDF+"), ("Thematic1", "tourism"),
    ],
)  # fmt: skip
def test_an_unknown_label_gives_an_issue_and_no_topic(
    column: str, label: str, export: Any, read_back: Read, found: Found
) -> None:
    export.projects[0][column] = label
    imported = read_back(export)
    assert [(issue.field, issue.found) for issue in found(imported, "EG-KEEP-025")] == [(column, label)]
    assert label not in imported.records["topic"]["raw"].to_list()
