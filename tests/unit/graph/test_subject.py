"""Subjects side by side with all their objects."""

from collections.abc import Mapping, Sequence

import polars as pl
from polars.testing import assert_frame_equal

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.subject import SubjectFrame, subject_frames
from ecosystem_graph.graph.term import Syntax

THING, NAME, PART, TOPIC = (f"https://example.org/{word}" for word in ("Thing", "name", "part", "topic"))
THINGS = EntityMap("thing", "thing", Template("id/thing/{key}"), (THING,), (literal(NAME, "name"),))
PARTS = EntityMap("part", "part", Template("id/thing/{key}"), (), (link(PART, "id/thing/{part}"),))
TOPICS = EntityMap("topic", "topic", Template("id/{subject_class}/{subject}"), (), (link(TOPIC, "def/{code}"),))


def frames(maps: Sequence[EntityMap], tables: Mapping[str, pl.DataFrame]) -> dict[str, SubjectFrame]:
    found = subject_frames(maps, tables, "https://example.org/", Syntax({}))
    return {each.start.removeprefix("https://example.org/"): each for each in found}


def things(**names: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"key": list(names), "name": list(names.values())}, schema=dict.fromkeys(("key", "name"), pl.String)
    )


def parts(*pairs: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"key": pl.String, "part": pl.String}, orient="row")


def test_maps_about_the_same_subjects_share_one_frame_with_one_row_per_subject() -> None:
    found = frames([THINGS, PARTS], {"thing": things(b="B", a="A"), "part": parts(("a", "y"), ("a", "x"), ("c", "x"))})
    (only,) = found.values()
    assert only.frame["key"].to_list() == ["a", "b", "c"]
    name, part = only.slots
    assert only.frame[name.column].to_list() == ["A", "B", None]
    assert [part.many, part.nullable] == [True, True]
    lists = only.frame[part.column].to_list()
    assert lists[0] == ["<https://example.org/id/thing/x>", "<https://example.org/id/thing/y>"]
    assert not only.all_typed


def test_a_subject_known_only_to_a_secondary_map_has_no_class() -> None:
    tables = {"thing": things(a="A"), "part": parts(("unknown", "x"))}
    (only,) = frames([THINGS, PARTS], tables).values()
    assert only.frame.select("key", "typed").rows() == [("a", True), ("unknown", None)]


def test_empty_tables_give_no_frames() -> None:
    assert frames([THINGS, PARTS], {"thing": things(), "part": parts()}) == {}


def test_a_row_without_key_is_no_subject() -> None:
    table = pl.DataFrame({"key": [None, "a"], "name": ["lost", "A"]})
    (only,) = frames([THINGS], {"thing": table}).values()
    assert only.frame["key"].to_list() == ["a"]


def test_a_map_with_the_class_in_its_rows_is_split_by_class() -> None:
    topics = pl.DataFrame({"subject_class": ["thing", "cluster"], "subject": ["a", "a"], "code": ["X", "Y"]})
    found = frames([THINGS, TOPICS], {"thing": things(a="A"), "topic": topics})
    assert list(found) == ["id/cluster/", "id/thing/"]
    assert found["id/thing/"].all_typed
    assert found["id/cluster/"].types == ()


def test_rows_stand_in_the_order_of_their_lines_not_of_their_keys() -> None:
    tables = {"thing": things(**{"a": "1", "a-b": "2", "a.b": "3", "ab": "4", "A": "5"})}
    (only,) = frames([THINGS], tables).values()
    lines = [f"<{key}>" for key in only.frame["key"]]
    assert lines == sorted(lines)
    assert only.frame["key"][0] == "A"
    assert lines.index("<a-b>") < lines.index("<a>")


def test_a_predicate_that_no_row_fills_has_no_slot() -> None:
    (only,) = frames([THINGS], {"thing": things(a=None, b=None)}).values()
    assert only.slots == ()
    assert only.frame.height == 2


def test_repeated_rows_and_their_order_do_not_matter() -> None:
    table = pl.concat([things(a="A", b="B"), things(a="Z")])
    once = frames([THINGS], {"thing": table})
    again = frames([THINGS], {"thing": pl.concat([table, table]).reverse()})
    for start, each in once.items():
        assert_frame_equal(again[start].frame, each.frame)
        assert again[start].slots == each.slots
