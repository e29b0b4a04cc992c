"""What the sheets say twice must agree."""

from collections.abc import Callable
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]
CODES = ("EG-KEEP-011", "EG-KEEP-012", "EG-KEEP-013", "EG-KEEP-014")


def test_an_export_that_agrees_with_itself_gives_no_finding(export: Any, read_back: Read, found: Found) -> None:
    imported = read_back(export)
    assert [issue for code in CODES for issue in found(imported, code)] == []


def test_a_project_without_or_with_two_lead_partners_is_reported(export: Any, read_back: Read, found: Found) -> None:
    export.partners[0]["Lead Partner"] = "No"
    export.partners[7]["Lead Partner"] = "Yes"
    imported = read_back(export)
    assert {(issue.found, issue.place[-1]) for issue in found(imported, "EG-KEEP-011")} == {
        ("0 rows", "2"),
        ("2 rows", "5"),
    }
    assert [issue.found for issue in found(imported, "EG-KEEP-012")] == ["Example Centre; project: Παράδειγμα"]


def test_a_lead_partner_with_another_address_than_its_project_is_reported(
    export: Any, read_back: Read, found: Found
) -> None:
    export.partners[0] |= {"Postal code": "1701", "Town": ""}
    issues = found(read_back(export), "EG-KEEP-013")
    assert {(issue.field, issue.found) for issue in issues} == {
        ("Postal code", "1701; project: 1700"), ("Town", "-; project: Fribourg"),
    }  # fmt: skip


def test_a_partner_with_a_website_of_its_own_is_reported(export: Any, read_back: Read, found: Found) -> None:
    export.partners[1]["Website"] = "https://itg.example/"
    assert [issue.found for issue in found(read_back(export), "EG-KEEP-014")] == ["https://itg.example/"]
