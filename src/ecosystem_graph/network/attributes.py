"""Names and types of node and edge attributes, as exchange formats want them declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["AttributeType", "attribute_types"]

AttributeType = Literal["string", "long", "double", "boolean"]
"""Type names that GraphML and GEXF share."""

_TYPES: dict[type, AttributeType] = {bool: "boolean", int: "long", float: "double"}


def attribute_types(items: Iterable[Mapping[str, Any]]) -> dict[str, AttributeType]:
    """Return the type of each attribute, in the order in which attributes first appear.

    Whole numbers and fractions under one name are fractions; any other mixture is text.

    Args:
        items: Attributes of each node or edge.

    Returns:
        Type by attribute name.

    Examples:
        >>> attribute_types([{"label": "a", "weight": 1}, {"weight": 0.5}])
        {'label': 'string', 'weight': 'double'}
    """
    types: dict[str, AttributeType] = {}
    for item in items:
        for name, value in item.items():
            types[name] = _widen(types.get(name), _TYPES.get(type(value), "string"))
    return types


def _widen(known: AttributeType | None, seen: AttributeType) -> AttributeType:
    if known is None or known == seen:
        return seen
    return "double" if {known, seen} == {"long", "double"} else "string"
