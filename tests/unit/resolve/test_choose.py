"""One value per property, and the values that were not chosen."""

import random
from collections.abc import Callable
from datetime import date

import polars as pl

from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Project
from ecosystem_graph.resolve.choose import CONFLICT_SCHEMA, choose_rows, derivations


def organisation(record: str, name: str = "A", key: str = "a.1", **columns: str | None) -> Organisation:
    return Organisation(record=record, key=key, name=name, **columns)


def organisations(*rows: Organisation) -> pl.DataFrame:
    return records_from_rows(rows)["organisation"]


def chosen(*rows: Organisation) -> dict[str, object]:
    table, _ = choose_rows(organisations(*rows), subject_class="organisation")
    return table.row(0, named=True)


def conflicts(*rows: Organisation) -> set[tuple[object, ...]]:
    _, found = choose_rows(organisations(*rows), subject_class="organisation")
    return set(found.select("property", "value", "chosen", "record").iter_rows())


def test_an_entity_that_one_record_states_stays_as_it_is() -> None:
    table = organisations(organisation("b.1", key="b.1"), organisation("a.1", key="a.1", town="Graz"))
    rows, found = choose_rows(table, subject_class="organisation")
    assert rows.equals(table.sort("key"))
    assert found.is_empty()
    assert found.schema == CONFLICT_SCHEMA


def test_the_value_that_most_records_state_is_chosen() -> None:
    assert chosen(organisation("a.1", "X"), organisation("a.2", "Y"), organisation("a.3", "Y"))["name"] == "Y"


def test_a_record_that_repeats_a_value_counts_once() -> None:
    rows = (organisation("b.1", "X", town="Graz"), organisation("b.1", "X", town="Linz"), organisation("a.1", "Y"))
    assert chosen(*rows)["name"] == "Y"


def test_ties_go_to_the_record_with_the_smallest_key() -> None:
    assert chosen(organisation("b.1", "A"), organisation("a.1", "B"))["name"] == "B"


def test_two_values_of_one_record_are_decided_by_the_smaller_value() -> None:
    rows = (organisation("a.1", "B"), organisation("a.1", "A"))
    assert chosen(*rows)["name"] == "A"
    assert conflicts(*rows) == {("name", "A", True, "a.1"), ("name", "B", False, "a.1")}


def test_absence_never_wins_over_a_value() -> None:
    rows = (organisation("a.1"), organisation("a.2"), organisation("a.3", town="Graz"))
    assert chosen(*rows)["town"] == "Graz"
    assert conflicts(*rows) == set()


def test_a_language_tag_never_meets_the_name_of_another_record() -> None:
    tagged, plain = organisation("c.1", "Styria", language="en"), ("a.1", "b.1")
    row = chosen(tagged, *(organisation(record, "Steiermark") for record in plain))
    assert (row["name"], row["language"]) == ("Steiermark", None)


def test_a_name_takes_the_language_that_some_record_gives_it() -> None:
    row = chosen(organisation("a.1", "Styria"), organisation("b.1", "Styria", language="en"))
    assert (row["name"], row["language"]) == ("Styria", "en")


def test_an_edition_never_meets_the_region_code_of_another_record() -> None:
    row = chosen(organisation("a.1", region="FR71"), organisation("b.1", region="FRK2", region_edition="2016"))
    assert (row["region"], row["region_edition"]) == ("FR71", None)


def test_raw_words_go_with_the_value_they_were_read_as() -> None:
    rows = (organisation("b.1", type="sme", type_raw="KMU"), organisation("a.1", type="other", type_raw="Verein"))
    row = chosen(*rows)
    assert (row["type"], row["type_raw"]) == ("other", "Verein")


def test_raw_words_that_could_not_be_read_are_kept() -> None:
    assert chosen(organisation("b.1"), organisation("a.1", type_raw="Genossenschaft"))["type_raw"] == "Genossenschaft"


def test_two_notations_of_one_value_are_no_conflict() -> None:
    days = (("a.1", "11.01.16"), ("b.1", "2016-11-01"))
    rows = (Project(record=record, key="a.1", start=date(2016, 11, 1), start_raw=raw) for record, raw in days)
    table, found = choose_rows(records_from_rows(rows)["project"], subject_class="project")
    assert table["start_raw"].to_list() == ["11.01.16"]
    assert found.is_empty()


def test_a_conflict_lists_every_value_with_every_record_that_states_it() -> None:
    rows = (organisation("a.1", town="Graz"), organisation("b.1", town="Graz"), organisation("c.1", town="Linz"))
    assert conflicts(*rows) == {
        ("town", "Graz", True, "a.1"),
        ("town", "Graz", True, "b.1"),
        ("town", "Linz", False, "c.1"),
    }


def test_each_value_of_a_conflict_is_one_node_with_a_key_of_its_own() -> None:
    rows = (organisation("a.1", town="Graz"), organisation("b.1", town="Graz"), organisation("a.1", town="Linz"))
    _, found = choose_rows(organisations(*rows), subject_class="organisation")
    by_key = found.group_by("key").agg(pl.col("value").n_unique(), pl.col("chosen").n_unique())
    assert by_key.height == 2
    assert by_key.select("value", "chosen").unique().rows() == [(1, 1)]


def test_equal_keys_of_two_classes_give_conflicts_with_different_keys() -> None:
    table = organisations(organisation("a.1", town="Graz"), organisation("b.1", town="Linz"))
    keys = [set(choose_rows(table, subject_class=name)[1]["key"]) for name in ("organisation", "cluster")]
    assert keys[0].isdisjoint(keys[1])


def test_what_several_records_state_names_none_of_them_in_its_row_but_all_in_derivations() -> None:
    rows = (organisation("a.1"), organisation("b.1"), organisation("b.1", town="Graz"), organisation("c.1", key="c.1"))
    table = organisations(*rows)
    chosen_rows, _ = choose_rows(table, subject_class="organisation")
    assert chosen_rows["record"].to_list() == [None, "c.1"]
    assert derivations(table, "organisation").sort("record").rows() == [
        ("organisation", "a.1", "a.1"),
        ("organisation", "a.1", "b.1"),
    ]


def test_rows_that_one_record_repeats_are_derived_from_that_record() -> None:
    table = organisations(organisation("a.1"), organisation("a.1", town="Graz"), organisation("a.1"))
    assert choose_rows(table, subject_class="organisation")[0]["record"].to_list() == ["a.1"]
    assert derivations(table, "organisation").is_empty()


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [organisation(f"a.{n % 4}", f"N{n % 3}", key=f"k.{n % 2}", town=f"T{n % 5}") for n in range(30)]
    expected = choose_rows(organisations(*rows), subject_class="organisation")
    for seed in range(5):
        shuffled = random.Random(seed).sample(rows, len(rows))
        found = choose_rows(organisations(*shuffled), subject_class="organisation")
        assert found[0].equals(expected[0])
        assert found[1].sort(found[1].columns).equals(expected[1].sort(expected[1].columns))


def test_no_rows_give_no_rows(state: Callable[..., RecordSet]) -> None:
    table, found = choose_rows(state()["organisation"], subject_class="organisation")
    assert table.is_empty()
    assert found.is_empty()
