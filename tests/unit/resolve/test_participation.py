"""Participations that several sources state."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.records.schema import Row
from ecosystem_graph.resolve.consolidate import Resolved, resolve
from ecosystem_graph.resolve.stream import resolve_folders

State = Callable[..., RecordSet]


def stated(source: str, *roles: str, count: int | None = None, town: str | None = None) -> list[Row]:
    """Return a project that a source states with one organisation, once per role, and one only this source has."""
    record, own = f"{source}.1", f"{source}.own"
    rows: list[Row] = [
        Project(record=record, key=record, stated_partner_count=count),
        Identifier(record=record, subject_class="project", subject=record, scheme="keep", value="7"),
        Organisation(record=record, key=f"{source}.o", name="Innosquare"),
        Identifier(record=record, subject_class="organisation", subject=f"{source}.o", scheme="ror", value="012a77v79"),
        Organisation(
            record=record, key=own, name={"a": "Veneto Innovazione", "b": "Bayerische Forschungsallianz"}[source]
        ),
        Participation(record=record, key=f"{own}.p", project=record, organisation=own, name=own, role="partner"),
    ]
    for number, role in enumerate(roles):
        key = f"{source}.p{number}"
        rows += [
            Participation(
                record=record, key=key, project=record, organisation=f"{source}.o", name=source, role=role, town=town
            ),
            Amount(
                record=record, key=f"{key}.m", subject_class="participation", subject=key, kind="total",
                value=Decimal("9.00"),
            ),
        ]  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def joined(state: State) -> Resolved:
    """Return what two sources state, with another role and another number of partners."""
    return resolve(state(*stated("a", "partner", count=3), *stated("b", "lead", town="Fribourg")))


def test_the_consolidated_project_has_the_partners_of_all_sources_once(joined: Resolved) -> None:
    rows = joined.consolidated["participation"].sort("key")
    assert rows["key"].to_list() == ["a.own.p", "a.p0", "b.own.p"]
    assert rows.filter(pl.col("organisation") == "ror.012a77v79")["record"].to_list() == [None]


def test_the_stated_view_keeps_what_each_source_says(joined: Resolved) -> None:
    assert joined.stated["participation"].height == 4


def test_roles_that_differ_are_a_conflict_and_other_gaps_are_filled(joined: Resolved) -> None:
    row = joined.consolidated["participation"].filter(pl.col("key") == "a.p0").row(0, named=True)
    assert (row["role"], row["lead_organisation"], row["town"], row["name"]) == ("partner", None, "Fribourg", "a")
    found = joined.consolidated["conflict"].filter(pl.col("subject") == "a.p0")
    assert set(found.select("property", "value", "chosen").iter_rows()) == {
        ("role", "partner", True),
        ("role", "lead", False),
    }


def test_money_of_each_is_about_the_participation_that_stands_for_both(joined: Resolved) -> None:
    amounts = joined.consolidated["amount"]
    assert amounts.select("subject", "value").rows() == [("a.p0", Decimal("9.00"))]
    assert set(joined.stated["amount"]["subject"]) == {"a.p0", "b.p0"}


def test_all_records_are_named_from_which_it_comes(joined: Resolved) -> None:
    rows = joined.consolidated["derivation"].filter(pl.col("subject") == "a.p0")
    assert rows["record"].to_list() == ["a.1", "b.1"]


def test_a_stated_number_of_partners_is_compared_with_the_length_of_another_list(joined: Resolved) -> None:
    found = joined.consolidated["conflict"].filter(pl.col("property") == "stated_partner_count")
    assert set(found.select("value", "chosen", "record").iter_rows()) == {("3", True, "a.1"), ("2", False, "b.1")}


@pytest.mark.parametrize("rows_at_once", [5, 1000])
def test_from_disk_to_disk_the_same_comes_out_whatever_the_shares(
    rows_at_once: int, joined: Resolved, state: State, tmp_path: Path
) -> None:
    pieces = [tmp_path / "b", tmp_path / "a"]
    state(*stated("b", "lead", town="Fribourg")).write(pieces[0])
    state(*stated("a", "partner", count=3)).write(pieces[1])
    resolve_folders(pieces, tmp_path / "out", rows_at_once=rows_at_once)
    written = TableFolder(tmp_path / "out" / "consolidated")
    for name in ("participation", "amount", "conflict", "derivation", "identity", "project"):
        assert_frame_equal(written[name], joined.consolidated[name], check_row_order=False)


def test_an_organisation_that_one_list_names_twice_takes_part_twice(state: State) -> None:
    rows = resolve(state(*stated("a", "partner", "partner"), *stated("b", "partner"))).consolidated["participation"]
    assert rows.filter(pl.col("organisation") == "ror.012a77v79")["key"].sort().to_list() == ["a.p0", "a.p1"]


def test_participations_of_a_project_that_one_record_states_stay_as_they_are(state: State) -> None:
    resolved = resolve(state(*stated("a", "partner", "partner")))
    assert resolved.consolidated["participation"].height == resolved.stated["participation"].height == 3
