"""Keys come from raw cells; partner rows find their project or are reported."""

from collections.abc import Callable
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.records.key import digest
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]


def test_a_project_key_is_the_digest_of_its_four_names(export: Any, read_back: Read) -> None:
    names = ("Programme", "Acronym", "Project Name", "Lead Partner")
    expected = {f"keep-eu.{digest(*(row.get(name) for name in names))}" for row in export.projects}
    assert set(read_back(export).records["project"]["key"]) == expected


def test_projects_with_the_same_names_are_told_apart_by_their_lead_partners(
    export: Any, read_back: Read, the: Callable[..., dict[str, Any]]
) -> None:
    imported = read_back(export)
    north = the(imported, "participation", name="Eksempel kommune")
    south = the(imported, "participation", name="Exempel kommun")
    assert north["project"] != south["project"]
    assert {north["role"], south["role"]} == {"lead"}


def test_a_partner_that_may_belong_to_several_projects_is_reported_and_left_out(
    export: Any, keep: Any, read_back: Read, found: Found
) -> None:
    export.partners.append(keep.partner(export.projects[1], "Somebody"))
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-008")
    assert (issue.severity, issue.found, issue.record) == ("violation", "Skog", "")
    assert issue.place == f"sheet Partners, row {len(export.partners) + 1}"
    assert (imported.rows_read, imported.rows_reported) == (len(export.partners) + 9, 1)
    assert "Somebody" not in imported.records["participation"]["name"].to_list()


def test_lead_rows_that_fit_two_projects_are_reported(export: Any, read_back: Read, found: Found) -> None:
    export.projects[2]["Lead Partner"] = "Eksempel kommune"
    export.projects[2]["Project Name"] = "Forests again"
    imported = read_back(export)
    assert [issue.found for issue in found(imported, "EG-KEEP-008")] == ["Skog"]
    assert [issue.found for issue in found(imported, "EG-KEEP-007")] == ["Skog"]  # the other lead fits none any more
    assert len(found(imported, "EG-KEEP-011")) == 2


def test_a_partner_of_an_unknown_project_is_reported_and_left_out(export: Any, read_back: Read, found: Found) -> None:
    export.partners[1]["Acronym"] = "Elsewhere"
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-007")
    assert (issue.found, imported.rows_reported) == ("Elsewhere", 1)


def test_equal_partner_rows_are_two_participations_and_reported(export: Any, read_back: Read, found: Found) -> None:
    export.partners.append(dict(export.partners[1]))
    imported = read_back(export)
    keys = imported.records["participation"]["key"]
    assert keys.n_unique() == len(export.partners)
    assert sum(key.endswith(".2") for key in keys) == 1
    assert len(found(imported, "EG-KEEP-009")) == 1


def test_a_repeated_project_or_call_is_taken_once_whatever_the_order(
    export: Any, read_back: Read, found: Found, the: Callable[..., dict[str, Any]]
) -> None:
    export.projects.append(export.projects[0] | {"Budget": "9.00"})
    export.calls.append(export.calls[0] | {"End Date": "2015/12/31"})
    first = read_back(export)
    assert (len(found(first, "EG-KEEP-005")), len(found(first, "EG-KEEP-006")), first.rows_reported) == (1, 1, 2)
    export.projects.reverse()
    export.calls.reverse()
    second = read_back(export)
    assert second.records["amount"].equals(first.records["amount"])
    assert second.records["call"].equals(first.records["call"])


def test_rows_without_names_are_reported(export: Any, read_back: Read, found: Found) -> None:
    export.partners[1]["Project Partner"] = " "
    export.calls[0]["Serial Number"] = ""
    imported = read_back(export)
    assert {issue.place for issue in found(imported, "EG-KEEP-004")} == {"sheet Partners, row 3", "sheet Calls, row 2"}
    assert imported.rows_reported == 2


def test_the_same_name_country_and_town_are_one_organisation(export: Any, keep: Any, read_back: Read) -> None:
    export.partners.append(export.partners[1] | {"Programme": keep.BALKAN, "Acronym": "28"})
    export.partners.append(export.partners[1] | {"Town": "Wien", "Programme": keep.BALKAN, "Acronym": "28"})
    organisations = read_back(export).records["organisation"].filter(name=export.partners[1]["Project Partner"])
    assert (organisations.height, organisations["key"].n_unique()) == (3, 2)


def test_keys_do_not_change_when_contact_data_are_masked(export: Any, read_back: Read) -> None:
    export.projects[4]["Acronym"] = export.partners[-1]["Acronym"] = "mail me@host.example"
    names = ("Programme", "Acronym", "Project Name", "Lead Partner")
    imported = read_back(export)
    assert f"keep-eu.{digest(*(export.projects[4][name] for name in names))}" in imported.records["project"]["key"]
    assert "mail [e-mail removed]" in imported.records["project"]["acronym"]
    assert imported.rows_reported == 0
