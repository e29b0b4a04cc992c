"""Attribute types are the narrowest that hold all values."""

from ecosystem_graph.network.attributes import attribute_types


def test_each_attribute_has_the_narrowest_type_that_holds_all_its_values() -> None:
    items: list[dict[str, object]] = [{"a": 1, "b": "x", "c": True, "d": 1}, {"a": 0.5, "b": 2, "c": False, "e": 2.0}]
    assert attribute_types(items) == {"a": "double", "b": "string", "c": "boolean", "d": "long", "e": "double"}


def test_truth_values_mixed_with_numbers_are_text() -> None:
    assert attribute_types([{"a": True}, {"a": 1}]) == {"a": "string"}


def test_nothing_has_no_types() -> None:
    assert attribute_types([{}, {}]) == {}
