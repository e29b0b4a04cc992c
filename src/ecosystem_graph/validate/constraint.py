"""Shapes as values: what they look at and what they ask, free of any RDF library's engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal as OneOf

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import IdentifiedNode, Node

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.issues import Severity
from ecosystem_graph.namespaces import SHAPES

__all__ = [
    "AllOf", "AnyOf", "Constraint", "Count", "Order", "Path", "Shape", "Target", "UniqueLanguage", "ValueTest",
    "component_name", "read_severity", "read_shape",
]  # fmt: skip

_SEVERITIES: Mapping[Node | None, Severity] = MappingProxyType(
    {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
)
_VALUE_PARAMETERS = frozenset(
    {
        "class", "datatype", "nodeKind", "in", "hasValue", "pattern", "languageIn", "minLength", "maxLength",
        "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
    }
)  # fmt: skip
_COUNT_PARAMETERS = frozenset({"minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount"})
_LIST_PARAMETERS = frozenset({"in", "languageIn"})
_ABOUT = frozenset({"name", "description", "message", "severity", "path", "qualifiedValueShape"})
"""Parameters that describe a shape, or are read together with another one."""


@dataclass(frozen=True, slots=True)
class Path:
    """One property, followed forwards or backwards.

    Attributes:
        predicate: Property IRI.
        inverse: Whether it is followed from object to subject.
    """

    predicate: str
    inverse: bool = False

    def __str__(self) -> str:
        return f"^{self.predicate}" if self.inverse else self.predicate


@dataclass(frozen=True, slots=True)
class Target:
    """Where the focus nodes of a shape come from: instances of a class, or subjects or objects of a property."""

    kind: OneOf["class", "subjects", "objects"]
    iri: str


@dataclass(frozen=True, slots=True)
class ValueTest:
    """A condition on each value alone.

    Attributes:
        parameter: Local name of the SHACL parameter (``"datatype"``).
        arguments: What it is compared with; several for ``in`` and ``languageIn``.
    """

    parameter: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many values there are.

    Attributes:
        parameter: Local name of the SHACL parameter (``"minCount"``).
        least: Fewest values allowed.
        most: Most values allowed, or None.
        of: Which values count; all when None.
    """

    parameter: str
    least: int
    most: int | None = None
    of: "ValueTest | Shape | None" = None


@dataclass(frozen=True, slots=True)
class Order:
    """Every value comes before every value of another property of the same focus node.

    Attributes:
        parameter: ``lessThan`` or ``lessThanOrEquals``.
        predicate: IRI of the other property.
    """

    parameter: str
    predicate: str


@dataclass(frozen=True, slots=True)
class UniqueLanguage:
    """No two values share a language tag."""

    parameter: str = "uniqueLang"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several shapes holds."""

    shapes: tuple["Shape", ...]
    parameter: str = "or"


@dataclass(frozen=True, slots=True)
class AllOf:
    """A shape within another one holds too."""

    shape: "Shape"
    parameter: str = "property"


Constraint = ValueTest | Count | Order | UniqueLanguage | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape made of core constraints.

    Attributes:
        iri: IRI; empty for a shape within another one.
        severity: Severity of what breaks it.
        message: English message; empty for a shape within another one.
        targets: Where its focus nodes come from.
        path: What is followed from a focus node; None when the focus node itself is looked at.
        constraints: What must hold, sorted by parameter.
    """

    iri: str
    severity: Severity
    message: str
    targets: tuple[Target, ...]
    path: Path | None
    constraints: tuple[Constraint, ...]


def read_shape(graph: Graph, node: IdentifiedNode) -> Shape:
    """Return one shape.

    Raises:
        ConfigError: It uses a constraint or a path that is not understood here.
    """
    path = graph.value(node, SH.path)
    constraints = sorted(_constraints(graph, node), key=lambda constraint: (constraint.parameter, repr(constraint)))
    return Shape(
        iri=str(node) if isinstance(node, URIRef) else "",
        severity=read_severity(graph, node),
        message=str(graph.value(node, SH.message) or ""),
        targets=tuple(_targets(graph, node)),
        path=None if path is None else _path(graph, path),
        constraints=tuple(constraints),
    )


def component_name(constraint: Constraint) -> str:
    """Return the local name of the SHACL component that a constraint belongs to.

    Examples:
        >>> component_name(UniqueLanguage())
        'UniqueLangConstraintComponent'
    """
    return f"{constraint.parameter[0].upper()}{constraint.parameter[1:]}ConstraintComponent"


def read_severity(graph: Graph, node: Node) -> Severity:
    """Return the severity of a shape; a violation unless it says otherwise."""
    return _SEVERITIES[graph.value(node, SH.severity, default=SH.Violation)]


def _targets(graph: Graph, node: IdentifiedNode) -> Iterator[Target]:
    kinds: tuple[tuple[OneOf["class", "subjects", "objects"], URIRef], ...] = (
        ("class", SH.targetClass), ("subjects", SH.targetSubjectsOf), ("objects", SH.targetObjectsOf)
    )  # fmt: skip
    for kind, predicate in kinds:
        yield from (Target(kind, iri) for iri in sorted(map(str, graph.objects(node, predicate))))


def _path(graph: Graph, path: Node) -> Path:
    if isinstance(path, URIRef):
        return Path(str(path))
    inverse = graph.value(path, SH.inversePath)
    if not isinstance(inverse, URIRef):
        raise ConfigError(f"shapes: expected a property or its inverse as path, found {path.n3()}")
    return Path(str(inverse), inverse=True)


def _constraints(graph: Graph, node: IdentifiedNode) -> Iterator[Constraint]:
    for predicate, value in graph.predicate_objects(node):
        parameter = str(predicate).removeprefix(str(SH))
        if predicate == RDF.type or parameter.startswith("target") or parameter in _ABOUT:
            continue
        yield _constraint(graph, node, parameter, value)


def _constraint(graph: Graph, node: IdentifiedNode, parameter: str, value: Node) -> Constraint:
    if parameter in _VALUE_PARAMETERS:
        return _value_constraint(graph, parameter, value)
    if parameter in _COUNT_PARAMETERS:
        least, most = (_number(value), None) if "min" in parameter.lower() else (0, _number(value))
        return Count(parameter, least, most, of=_counted(graph, node, parameter))
    if parameter in {"lessThan", "lessThanOrEquals"}:
        return Order(parameter, str(value))
    if parameter == "uniqueLang":
        return UniqueLanguage()
    if parameter == "or":
        return AnyOf(tuple(read_shape(graph, member) for member in _members(graph, value)))
    if parameter == "property" and isinstance(value, IdentifiedNode):
        return AllOf(read_shape(graph, value))
    raise ConfigError(f"shapes: {str(node).removeprefix(SHAPES)} uses {parameter}, which is not understood here")


def _value_constraint(graph: Graph, parameter: str, value: Node) -> Constraint:
    arguments = tuple(Collection(graph, value)) if parameter in _LIST_PARAMETERS else (value,)
    test = ValueTest(parameter, arguments)
    return Count("hasValue", 1, of=ValueTest("in", arguments)) if parameter == "hasValue" else test


def _counted(graph: Graph, node: IdentifiedNode, parameter: str) -> Shape | None:
    counted = graph.value(node, SH.qualifiedValueShape) if parameter.startswith("qualified") else None
    return read_shape(graph, counted) if isinstance(counted, IdentifiedNode) else None


def _members(graph: Graph, value: Node) -> list[IdentifiedNode]:
    return [member for member in Collection(graph, value) if isinstance(member, IdentifiedNode)]


def _number(value: Node) -> int:
    return int(value) if isinstance(value, Literal) else 0
