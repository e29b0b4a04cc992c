"""Participations and organisations."""

from collections.abc import Callable
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]
The = Callable[..., dict[str, Any]]


def test_a_lead_partner_arrives_unchanged(export: Any, read_back: Read, the: The) -> None:
    imported = read_back(export)
    lead = the(imported, "participation", role="lead", country="CH")
    stated = {name: lead[name] for name in ("name", "role_raw", "department", "street", "postcode", "town", "region")}
    assert stated == {
        "name": "HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS", "role_raw": "Yes", "department": "Direction",
        "street": "Boulevard de Pérolles 80", "postcode": "1700", "town": "Fribourg", "region": "CH022",
    }  # fmt: skip
    organisation = the(imported, "organisation", key=lead["organisation"])
    assert (organisation["name"], organisation["country"], organisation["town"]) == (lead["name"], "CH", "Fribourg")


def test_words_that_say_there_is_nothing_give_null(export: Any, read_back: Read, the: The) -> None:
    export.partners[1] |= {"Department": "N/A", "Street": "-", "Postal code": "Not applicable"}
    partner = the(read_back(export), "participation", region="AT323")
    assert (partner["department"], partner["street"], partner["postcode"]) == (None, None, None)


@pytest.mark.parametrize(
    ("raw", "code"), [("public", "public"), ("Public", "public"), ("PRIVATE", "private"), ("n/a", None)]
)
def test_legal_status_is_read_in_any_case_and_kept_raw(
    raw: str, code: str | None, export: Any, read_back: Read, found: Found, the: The
) -> None:
    export.partners[1]["Legal Status"] = raw
    imported = read_back(export)
    organisation = the(imported, "organisation", region="AT323")
    assert (organisation["legal_status"], organisation["legal_status_raw"]) == (code, raw if code else None)
    assert found(imported, "EG-KEEP-028") == []


def test_an_unknown_legal_status_is_reported(export: Any, read_back: Read, found: Found, the: The) -> None:
    export.partners[1]["Legal Status"] = "semi-public"
    imported = read_back(export)
    assert [issue.found for issue in found(imported, "EG-KEEP-028")] == ["semi-public"]
    assert the(imported, "organisation", region="AT323")["legal_status"] is None


@pytest.mark.parametrize("flag", ["Maybe", ""])
def test_an_unknown_lead_flag_is_reported_and_the_row_is_a_partner(
    flag: str, export: Any, read_back: Read, found: Found, the: The
) -> None:
    export.partners[1]["Lead Partner"] = flag
    imported = read_back(export)
    assert [issue.found for issue in found(imported, "EG-KEEP-010")] == [flag]
    partner = the(imported, "participation", region="AT323")
    assert (partner["role"], partner["role_raw"]) == ("partner", flag or None)


def test_the_website_of_a_project_is_no_website_of_its_partners(export: Any, read_back: Read) -> None:
    assert read_back(export).records["organisation"]["website"].null_count() == len(export.partners)
