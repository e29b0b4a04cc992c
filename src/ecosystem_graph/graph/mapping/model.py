"""The vocabulary of the declarative mapping: which column of which table becomes which statement.

A mapping says nothing about how it is run. `graph.emit` runs it over columns; `graph.rml` writes it as RML for engines
that are not ours.
"""

from dataclasses import dataclass
from string import Formatter
from typing import Literal

__all__ = ["EntityMap", "IriObject", "LiteralObject", "Property", "Template", "View", "link", "literal"]

View = Literal["both", "default", "source", "identity", "quality", "analysis"]
"""Graphs a map writes to: the default graph and every source graph, or one kind alone."""


@dataclass(frozen=True, slots=True)
class Template:
    """An IRI with columns in braces; relative ones continue the base IRI.

    Attributes:
        text: ``"id/project/{key}"`` or ``"http://data.europa.eu/nuts/code/{region}"``.

    Examples:
        >>> Template("id/{subject_class}/{subject}").columns
        ('subject_class', 'subject')
        >>> Template("id/project/{key}").under("https://example.org/").parts()
        (('https://example.org/id/project/', 'key'),)
    """

    text: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns named in the template, in order."""
        return tuple(column for _, column in self.parts() if column is not None)

    def parts(self) -> tuple[tuple[str, str | None], ...]:
        """Return ``(constant, column after it)`` pairs; the last column is None when a constant ends the template."""
        return tuple((constant, column) for constant, column, _, _ in Formatter().parse(self.text))

    def under(self, base: str) -> "Template":
        """Return the template with a relative IRI made absolute; a column at the start holds a whole IRI."""
        return self if "://" in self.text or self.text.startswith("{") else Template(base + self.text)

    def bind(self, column: str, value: str) -> "Template":
        """Return the template with one column replaced by a constant."""
        return Template(self.text.replace(f"{{{column}}}", value))


@dataclass(frozen=True, slots=True)
class IriObject:
    """An object that is an IRI.

    Attributes:
        template: Its template; ``"{website}"`` takes a whole IRI from a column.
    """

    template: Template


@dataclass(frozen=True, slots=True)
class LiteralObject:
    """An object that is a literal.

    Attributes:
        column: Column with the value.
        datatype: Datatype IRI, or None for a plain string.
        language: Column with the BCP 47 tag, or None; a null tag means no statement.
        fixed_language: The same tag for all rows, or None.
    """

    column: str
    datatype: str | None = None
    language: str | None = None
    fixed_language: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """One predicate and its object; a null in a column the object needs means no statement.

    Attributes:
        predicate: Predicate IRI, or a template when the row names the predicate.
        object: Where the object comes from.
    """

    predicate: str | Template
    object: IriObject | LiteralObject


@dataclass(frozen=True, slots=True)
class EntityMap:
    """All statements about one subject that one table gives.

    Attributes:
        name: Unique name (``"participation"``); the name of the triples map in RML.
        table: Table it reads.
        subject: Template of the subject.
        types: Classes of the subject.
        properties: Predicates and objects, in the order Turtle shows them.
        view: Graphs it writes to.
        is_fact: Whether each subject is one fact that names its records itself, alike in both views unless the
            consolidated one leaves it out. The store needs no second copy of it.
    """

    name: str
    table: str
    subject: Template
    types: tuple[str, ...]
    properties: tuple[Property, ...]
    view: View = "both"
    is_fact: bool = False


def link(predicate: str | Template, template: str) -> Property:
    """Return a property whose object is an IRI."""
    return Property(predicate, IriObject(Template(template)))


def literal(predicate: str, column: str, datatype: str | None = None, *, language: str | None = None) -> Property:
    """Return a property whose object is a literal; ``language`` names a column, or ``@en`` a fixed tag."""
    if language is not None and language.startswith("@"):
        return Property(predicate, LiteralObject(column, fixed_language=language[1:]))
    return Property(predicate, LiteralObject(column, datatype, language))
