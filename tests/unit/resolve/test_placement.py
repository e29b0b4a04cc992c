"""Regions in a whole build: derived, handed on, doubted, harmonised."""

from collections.abc import Callable
from typing import Any

import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.records.territory import Change, Locality, Validity
from ecosystem_graph.resolve.consolidate import Resolved, resolve

State = Callable[..., RecordSet]


def participation(key: str, **place: Any) -> Participation:
    return Participation(
        record=f"a.{key}", key=f"a.{key}", project="a.p", organisation=f"a.o{key}", name=f"O{key}", role="partner",
        **({"country": "AT"} | place),
    )  # fmt: skip


def build(state: State, *rows: Any) -> Resolved:
    mine = [row for row in rows if isinstance(row, Participation)]
    organisations = [Organisation(record=row.record, key=row.organisation, name=row.name) for row in mine]
    return resolve(state(Project(record="a.p", key="a.p"), *organisations, *rows))


def places(resolved: Resolved, table: str = "participation") -> dict[str, tuple[str | None, str | None, str | None]]:
    chosen = resolved.consolidated[table].select("key", "region", "region_edition", "region_basis")
    return {key: (region, edition, basis) for key, region, edition, basis in chosen.iter_rows()}


def found(resolved: Resolved, code: str) -> list[str]:
    return [issue.found for issue in resolved.issues if issue.code == code]


LINZ = participation("1", postcode="4020", town="Linz", region="AT312", region_edition="2013", region_basis="stated")


def test_a_row_without_region_learns_from_one_that_states_it(state: State) -> None:
    resolved = build(state, LINZ, participation("2", postcode="A-4020"), participation("3", town="LINZ"))
    assert places(resolved) == {
        "a.1": ("AT312", "2013", "stated"),
        "a.2": ("AT312", "2013", "postcode"),
        "a.3": ("AT312", "2013", "town"),
    }
    assert places(resolved, "organisation")["a.o2"] == ("AT312", "2013", "inherited")
    assert resolved.coverage["participation postcode"] == 1


def test_what_the_source_states_is_the_same_in_its_own_graph(state: State) -> None:
    resolved = build(state, LINZ, participation("2", postcode="4020"))
    stated = resolved.stated["participation"].sort("key").select("region", "region_basis").rows()
    assert stated == [("AT312", "stated"), (None, None)]


def test_without_anything_to_learn_from_rows_stay_without_region(state: State) -> None:
    resolved = build(state, participation("2", postcode="4020", town="Linz"))
    assert places(resolved) == {"a.2": (None, None, None)}
    assert resolved.coverage["participation without"] == 1


def test_evidence_of_another_edition_is_brought_to_the_usual_one(state: State) -> None:
    listed = Locality(record="n.1", country="HU", town="Budapest", region="HU110", edition="2016")
    recoded = Change(
        record="n.1",
        source="HU110",
        source_edition="2016",
        target="HU101",
        target_edition="2013",
        level=3,
        population=9,
    )
    place = participation("2", country="HU", town="Budapest")
    assert places(build(state, LINZ, listed, recoded, place))["a.2"] == ("HU101", "2013", "town")
    assert places(build(state, LINZ, listed, place))["a.2"] == (None, None, None)


def test_a_stated_region_that_the_address_contradicts_is_kept_and_reported(state: State) -> None:
    elsewhere = participation("2", postcode="4020", town="Linz", region="AT323", region_edition="2013")
    resolved = build(state, LINZ, LINZ_AGAIN, LINZ_AND_AGAIN, elsewhere)
    assert places(resolved)["a.2"] == ("AT323", "2013", "stated")
    assert found(resolved, "EG-RES-014") == ["AT323 stated, AT312 by AT 4020 Linz"]


LINZ_AGAIN, LINZ_AND_AGAIN = (
    participation(key, postcode="4020", town="Linz", region="AT312", region_edition="2013") for key in ("8", "9")
)


def test_an_official_list_contradicts_a_neighbouring_region_but_other_rows_do_not(state: State) -> None:
    next_door = participation("2", town="Linz", region="AT313", region_edition="2013")
    listed = Locality(record="n.1", country="AT", town="Linz", region="AT312", edition="2013")
    assert found(build(state, next_door, listed), "EG-RES-015") == ["AT313 stated, AT312 by AT Linz"]
    assert found(build(state, LINZ, LINZ_AGAIN, LINZ_AND_AGAIN, next_door), "EG-RES-015") == []


def test_a_wider_region_around_the_address_is_no_contradiction(state: State) -> None:
    wider = participation("2", postcode="4020", region="AT3", region_edition="2013")
    resolved = build(state, LINZ, wider)
    assert places(resolved)["a.2"] == ("AT3", "2013", "stated")
    assert not found(resolved, "EG-RES-014")


def test_a_code_outside_its_edition_is_reported_with_the_editions_that_have_it(state: State) -> None:
    lists = [Validity(record="n.1", region=code, edition=year) for code, year in (("AT312", "2016"), ("AT323", "2013"))]
    assert found(build(state, LINZ, *lists), "EG-RES-016") == ["AT312 of 2013, 1 rows; listed in: 2016"]


def test_a_list_without_a_country_says_nothing_about_its_codes(state: State) -> None:
    skopje = participation("1", country="MK", region="MK008", region_edition="2013")
    listed = Validity(record="n.1", region="AT312", edition="2013")
    assert found(build(state, skopje, listed), "EG-RES-016") == []


def test_regions_are_brought_to_the_newest_edition_with_their_shares(state: State) -> None:
    parts = [
        Change(
            record="n.1", source="AT312", source_edition="2013", target=target, target_edition="2016", level=3,
            population=population,
        )
        for target, population in (("AT317", 3), ("AT318", 1))
    ]  # fmt: skip
    london = participation("2", country="GB", region="UKI31", region_edition="2013")
    resolved = build(state, LINZ, london, *parts)
    rows = resolved.consolidated["harmonised"].select("region", "target", "target_edition", "share").rows()
    assert rows == [
        ("AT312", "AT317", "2016", 0.75),
        ("AT312", "AT318", "2016", 0.25),
        ("UKI31", None, "2016", None),
    ]
    assert found(resolved, "EG-RES-017") == ["UKI31 of 2013 in edition 2016, 2 rows"]
    assert (resolved.coverage["split"], resolved.coverage["not mapped"], resolved.coverage["moved whole"]) == (2, 2, 0)


@pytest.mark.parametrize("basis", ["stated", "postcode"])
def test_a_basis_that_the_source_gives_is_kept(basis: str, state: State) -> None:
    row = participation("1", region="AT312", region_edition="2013", region_basis=basis)
    assert places(build(state, row))["a.1"] == ("AT312", "2013", basis)
