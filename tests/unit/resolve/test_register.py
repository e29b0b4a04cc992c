"""Canonical keys that last from release to release."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA
from ecosystem_graph.resolve.naming_evidence import CANDIDATE_SCHEMA, rename_candidates
from ecosystem_graph.resolve.register import (
    REDIRECT_SCHEMA,
    Kept,
    Register,
    keep_canonical_keys,
    read_register,
    stated_keys,
)

NO_REDIRECTS = pl.DataFrame(schema=REDIRECT_SCHEMA)
NO_IDENTIFIERS = pl.DataFrame(schema=dict.fromkeys(("subject_class", "subject", "scheme", "value"), pl.String))


def stated(keys: Mapping[str, str]) -> pl.DataFrame:
    return pl.DataFrame({"subject_class": "organisation", "key": list(keys)}, schema_overrides={"key": pl.String})


def identity(keys: Mapping[str, str]) -> pl.DataFrame:
    rows = [("organisation", key, to, "name linkage", "0.9", "alike") for key, to in keys.items() if key != to]
    return pl.DataFrame(rows, schema=IDENTITY_SCHEMA, orient="row")


def register(keys: Mapping[str, str], redirects: pl.DataFrame = NO_REDIRECTS) -> Register:
    return Register.of(stated(keys), identity(keys), redirects)


def keep(
    now: Mapping[str, str], before: Register, identifiers: pl.DataFrame = NO_IDENTIFIERS
) -> tuple[dict[str, str], dict[str, str | None], Kept]:
    kept = keep_canonical_keys(identity(now), stated(now), identifiers, before)
    links = dict(kept.identity.select("subject", "object").iter_rows())
    return {key: links.get(key, key) for key in now}, dict(kept.redirects.select("subject", "object").iter_rows()), kept


def test_nobody_else_changes_when_a_source_is_added() -> None:
    before = register({"b.1": "b.1", "b.2": "b.1", "c.1": "c.1"})
    # The new record would name both: its key is smaller, and it has an identifier.
    now = {"a.1": "ror.9", "b.1": "ror.9", "b.2": "ror.9", "c.1": "a.2", "a.2": "a.2", "d.1": "d.1"}
    keys, redirects, kept = keep(now, before)
    assert keys == {"a.1": "b.1", "b.1": "b.1", "b.2": "b.1", "c.1": "c.1", "a.2": "c.1", "d.1": "d.1"}
    assert redirects == {}
    assert set(kept.renamed.rows()) == {("organisation", "ror.9", "b.1"), ("organisation", "a.2", "c.1")}


def test_of_entities_that_come_together_the_one_of_most_records_keeps_its_key() -> None:
    before = register({"a.1": "a.1", "b.1": "b.1", "b.2": "b.1", "b.3": "b.1", "c.1": "c.1"})
    now = dict.fromkeys(("a.1", "b.1", "b.2", "b.3"), "a.1") | {"c.1": "c.1"}
    keys, redirects, kept = keep(now, before)
    assert keys == dict.fromkeys(("a.1", "b.1", "b.2", "b.3"), "b.1") | {"c.1": "c.1"}
    assert redirects == {"a.1": "b.1"}
    told = {row["subject"]: row for row in kept.identity.iter_rows(named=True)}
    assert (told["a.1"]["method"], told["a.1"]["object"]) == ("identity register", "b.1")


def test_the_part_that_holds_the_record_a_key_is_named_after_keeps_it() -> None:
    before = register({"a.1": "a.1", "a.2": "a.1", "a.3": "a.1", "z.1": "z.1"})
    keys, redirects, _ = keep({"a.1": "a.1", "a.2": "a.2", "a.3": "a.2", "z.1": "z.1"}, before)
    assert keys == {"a.1": "a.1", "a.2": "a.2", "a.3": "a.2", "z.1": "z.1"}
    assert redirects == {}


def test_the_part_that_holds_the_identifier_a_key_is_named_after_keeps_it() -> None:
    before = register({"a.1": "ror.1", "a.2": "ror.1", "a.3": "ror.1"})
    numbers = pl.DataFrame({"subject_class": ["organisation"], "subject": ["a.3"], "scheme": ["ror"], "value": ["1"]})
    keys, redirects, _ = keep({"a.1": "a.1", "a.2": "a.1", "a.3": "ror.1"}, before, numbers)
    assert keys == {"a.1": "a.1", "a.2": "a.1", "a.3": "ror.1"}
    assert redirects == {}


def test_where_nobody_holds_what_a_key_is_named_after_it_goes_with_most_records() -> None:
    before = register({"a.0": "a.0", "a.1": "a.0", "a.2": "a.0", "a.3": "a.0"})
    keys, redirects, _ = keep({"a.1": "a.1", "a.2": "a.2", "a.3": "a.2"}, before)
    assert keys == {"a.1": "a.1", "a.2": "a.0", "a.3": "a.0"}
    assert redirects == {}


def test_a_key_that_no_source_states_any_more_leads_nowhere_and_says_so() -> None:
    _, redirects, kept = keep({"b.1": "b.1"}, register({"a.1": "a.1", "b.1": "b.1"}))
    assert redirects == {"a.1": None}
    assert kept.redirects.select("reason", "deprecated").rows() == [("no source states it any more", True)]


def test_redirects_of_earlier_releases_follow_to_where_the_entity_is_now() -> None:
    first = register({"a.1": "a.1", "b.1": "b.1", "b.2": "b.1", "c.1": "c.1", "c.2": "c.1", "c.3": "c.1"})
    together = dict.fromkeys(("a.1", "b.1", "b.2"), "a.1") | dict.fromkeys(("c.1", "c.2", "c.3"), "c.1")
    second_keys, second_redirects, second = keep(together, first)
    assert second_redirects == {"a.1": "b.1"}
    third = register(second_keys, second.redirects)
    everything = dict.fromkeys(together, "a.1")
    keys, redirects, merged = keep(everything, third)
    assert set(keys.values()) == {"b.1"}
    assert redirects == {"a.1": "b.1", "c.1": "b.1"}
    # Divided again, the record gets back the key it is named after.
    keys, redirects, _ = keep(together | {"a.1": "a.1", "b.1": "b.1", "b.2": "b.1"}, register(keys, merged.redirects))
    assert (keys["a.1"], keys["b.1"], keys["c.1"]) == ("a.1", "b.1", "c.1")
    assert redirects == {}


def test_the_same_again_changes_nothing() -> None:
    now = {"a.1": "a.1", "a.2": "a.1", "b.1": "ror.2", "c.1": "c.1"}
    keys, redirects, kept = keep(now, register(now))
    assert (keys, redirects, kept.renamed.height) == (now, {}, 0)
    assert kept.identity.equals(identity(now))


PARTITIONS = st.lists(st.integers(0, 4), min_size=6, max_size=6)


def partition(groups: list[int], first: int) -> dict[str, str]:
    members: dict[int, list[str]] = {}
    for number, group in enumerate(groups, first):
        members.setdefault(group, []).append(f"s.{number}")
    return {key: min(some) for some in members.values() for key in some}


@settings(max_examples=60, deadline=None)
@given(PARTITIONS, PARTITIONS, st.integers(0, 3))
def test_entities_stay_as_they_are_divided_and_every_old_key_resolves(
    before: list[int], after: list[int], shift: int
) -> None:
    old, now = partition(before, 0), partition(after, shift)
    keys, redirects, _ = keep(now, register(old))
    assert len(set(keys.values())) == len(set(now.values()))  # no two entities share a key
    assert all((keys[one] == keys[other]) == (now[one] == now[other]) for one in now for other in now)
    for key in set(old.values()):
        assert (key in keys.values()) != (key in redirects)
        assert key not in redirects or redirects[key] in {*keys.values(), None}
    same = [group for group in set(old.values()) if members(old, group) == members(now, keys_of(now, old, group))]
    assert all(keys[key] == group for group in same for key in members(old, group))


def members(keys: Mapping[str, str], group: str | None) -> set[str]:
    return {key for key, of in keys.items() if of == group}


def keys_of(now: Mapping[str, str], old: Mapping[str, str], group: str) -> str | None:
    """Return the entity of this release that holds a record of an earlier one."""
    return next((now[key] for key, of in sorted(old.items()) if of == group and key in now), None)


def test_a_register_is_read_from_a_release_of_before_there_were_redirects(tmp_path: Path) -> None:
    records, consolidated = tmp_path / "records", tmp_path / "consolidated"
    records.mkdir()
    consolidated.mkdir()
    now = {"a.1": "a.1", "a.2": "a.1"}
    stated(now).select("key").write_parquet(records / "organisation.parquet")
    with pytest.raises(SourceFormatError, match=r"identity\.parquet"):
        read_register(records, consolidated)
    identity(now).write_parquet(consolidated / "identity.parquet")
    assert read_register(records, consolidated).keys.equals(register(now).keys)
    assert stated_keys([]).height == 0


def test_candidates_are_named_as_their_entities_are() -> None:
    rows = [
        ("x", "organisation", "a.1", "c.1", "name linkage", 1.0, "0.667", "alike"),
        ("x", "project", "a.1", "c.1", "acronym", 2.0, "0.8", "alike"),
    ]
    candidates = pl.DataFrame(rows, schema=CANDIDATE_SCHEMA, orient="row")
    renamed = pl.DataFrame({"subject_class": ["organisation"], "object": ["a.1"], "kept": ["d.1"]})
    found = rename_candidates(candidates, renamed)
    assert found.select("key", "subject", "object").rows() == [
        ("project.a.1.c.1", "a.1", "c.1"),
        ("organisation.c.1.d.1", "c.1", "d.1"),
    ]
