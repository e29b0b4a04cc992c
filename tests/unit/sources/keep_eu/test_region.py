"""Countries and NUTS regions arrive as stated; contradictions are reported."""

from collections.abc import Callable
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]
The = Callable[..., dict[str, Any]]


def test_a_partner_has_the_alpha_2_country_and_the_region_of_the_narrowest_level(
    export: Any, read_back: Read, the: The
) -> None:
    partner = the(read_back(export), "participation", postcode="5020")
    assert (partner["country"], partner["country_raw"]) == ("AT", "Austria")
    assert (partner["region"], partner["region_raw"]) == ("AT323", "AT323  / Salzburg und Umgebung")
    assert (partner["region_edition"], partner["region_basis"]) == ("2013", "stated")


def test_greece_and_the_united_kingdom_have_iso_countries_and_eurostat_regions(
    export: Any, read_back: Read, the: The
) -> None:
    imported = read_back(export)
    greek, british = the(imported, "participation", region="EL522"), the(imported, "participation", region="UKI32")
    assert (greek["country"], british["country"]) == ("GR", "GB")
    region = the(imported, "region", key="UKI3")
    assert (region["country"], region["parent"], region["level"], region["edition"]) == ("GB", "UKI", 2, "2013")


def test_a_country_without_nuts_regions_is_a_country_but_no_region(export: Any, read_back: Read, the: The) -> None:
    imported = read_back(export)
    partner = the(imported, "participation", name="Example Centre")
    assert (partner["country"], partner["region"], partner["region_edition"]) == ("BA", None, None)
    assert {"BA", "NO"}.isdisjoint(imported.records["region"]["key"])


def test_regions_of_all_levels_have_the_names_in_their_cells(export: Any, read_back: Read, the: The) -> None:
    imported = read_back(export)
    names = [the(imported, "region", key=key)["name"] for key in ("CH", "CH0", "CH02", "CH022", "EL")]
    assert names == ["Switzerland", "SCHWEIZ/SUISSE/SVIZZERA", "Espace Mittelland", "Freiburg", "Greece"]
    assert imported.records["region"].height == 7 * 3 + 7


def test_a_country_in_another_case_or_language_agrees(export: Any, read_back: Read, found: Found) -> None:
    export.partners[0]["Country"] = export.projects[0]["Country"] = "suisse"
    assert [issue.found for issue in found(read_back(export), "EG-KEEP-021")] == [
        "Croatia; BA  / Bosnia and Herzegovina"
    ]


@pytest.mark.parametrize("cell", ["", "Austria", "at Austria", "AUT Austria / ÖSTERREICH", "AT"])
def test_an_unreadable_country_code_leaves_the_country_unknown(
    cell: str, export: Any, read_back: Read, found: Found, the: The
) -> None:
    export.partners[1]["Country code"] = cell
    imported = read_back(export)
    partner = the(imported, "participation", postcode="5020")
    assert (partner["country"], partner["country_raw"]) == (None, "Austria")
    assert [issue.found for issue in found(imported, "EG-KEEP-020")] == [cell]


@pytest.mark.parametrize("cell", ["Salzburg", "at323  / Salzburg", "AT3233  / Salzburg", "AT323"])
def test_an_unreadable_region_is_reported_and_the_wider_one_taken(
    cell: str, export: Any, read_back: Read, found: Found, the: The
) -> None:
    export.partners[1]["NUTS3 (or equivalent)"] = cell
    imported = read_back(export)
    partner = the(imported, "participation", postcode="5020")
    assert (partner["region"], partner["region_raw"]) == ("AT32", cell)
    assert [issue.found for issue in found(imported, "EG-KEEP-022")] == [cell]


def test_levels_that_do_not_nest_are_reported(export: Any, read_back: Read, found: Found) -> None:
    export.partners[1]["NUTS1 (or equivalent)"] = "AT1  / OSTÖSTERREICH"
    assert [issue.found for issue in found(read_back(export), "EG-KEEP-023")] == ["AT1 AT32 AT323"]


def test_a_region_abroad_is_reported_and_both_are_kept(export: Any, read_back: Read, found: Found, the: The) -> None:
    export.partners[1] |= {"Country code": "DE Germany / DEUTSCHLAND", "Country": "Germany"}
    imported = read_back(export)
    assert len(found(imported, "EG-KEEP-024")) == 1
    partner = the(imported, "participation", postcode="5020")
    assert (partner["country"], partner["region"]) == ("DE", "AT323")


def test_a_region_with_two_names_is_reported(export: Any, read_back: Read, found: Found, the: The) -> None:
    export.partners[2] |= {"NUTS1 (or equivalent)": "AT3  / WEST"}
    imported = read_back(export)
    assert the(imported, "region", key="AT3")["name"] == "WEST"
    assert [issue.found for issue in found(imported, "EG-KEEP-033")] == ["WESTÖSTERREICH"]
