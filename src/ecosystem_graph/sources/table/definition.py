"""What a definition says, with types: how a file is laid out, and how the value of each field is taken from a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path

from ecosystem_graph.sources.number import Notation

__all__ = [
    "Amount", "Definition", "Drop", "Entity", "Layout", "Name", "Participant", "Person", "Position", "Programme",
    "Project", "Rule", "Text", "Topic",
]  # fmt: skip

_POSITION = ("latitude", "longitude", "gazetteer")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one value is taken from a row.

    Attributes:
        columns: Columns it is made of; several are joined.
        value: The same for all rows, in place of columns.
        join: What stands between several columns.
        pattern: Regular expression; the first group, or the whole match, is the value. Other cells give nothing.
        split: Regular expression between the items of a list; empty for a single value.
        item: Regular expression whose first group, or the whole match, is the value of each item.
        codes: Published value to code; upper and lower case and blanks do not count.
        otherwise: What becomes of a value without code: ``report`` (an issue, no value), ``keep``, ``ignore``.
        absent: Values that say "nothing here".
        prefix: What to write before the value.
        pad: Number of digits; leading zeros that a spreadsheet lost are restored.
        source: Slug of the source whose entity a field refers to; this one when empty.
    """

    columns: tuple[str, ...] = ()
    value: str | None = None
    join: str = " "
    pattern: str | None = None
    split: str = ""
    item: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = "report"
    absent: tuple[str, ...] = ()
    prefix: str = ""
    pad: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is laid out.

    Attributes:
        name: Pattern (``NABS*.json``) of names of files, where columns alone do not tell; empty when they do.
        ahead: Whether it is asked before importers with code of their own, one of which knows a like layout.
        format: ``csv``, ``tsv``, ``excel``, ``json``, ``html``; told by the name of the file when empty.
        encoding: Stated encoding of text; UTF-8 when None.
        delimiter: Sign between cells of a text file; comma, or tab for ``tsv``, when empty; several where the publisher
            offers the file with either.
        quote: Sign around cells; empty when quotes are letters like others.
        header: Numbers of the header rows; found by the column names when empty.
        sheets: Names of sheets to read; all that have the header row when empty.
        member: Pattern (``*.csv``) of the files of an archive to read; all tables in it when empty.
        path: Keys that lead to the list of rows in a JSON document, separated by full stops; ``*`` stands for any.
        below: Number of rows right below the header that are no data (units, numbers of the columns).
        footer: Number of rows at the end that are no data.
        down: Columns that are written once for several rows; the first of them begins each group.
    """

    name: str = ""
    ahead: bool = False
    format: str = ""
    encoding: str | None = None
    delimiter: str = ""
    quote: str = '"'
    header: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    member: str = ""
    path: str = ""
    below: int = 0
    footer: int = 0
    down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """Rows that are no data (total lines, notes): reported and left out.

    Attributes:
        rule: Value to look at.
        pattern: Regular expression; rows whose value matches are left out. An empty value never matches, unless the
            pattern is ``^$``.
        filled: Rows with at most so many filled cells are left out, in place of a value.
    """

    rule: Rule
    pattern: str
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """The project of a row.

    Attributes:
        key: Identifier in the source, or columns that tell projects apart; the whole row when None.
        fields: Rules of columns of the ``project`` table (start and end are days).
        regions: Codes of the regions it serves.
        edition: NUTS edition of these codes.
        identifiers: Rules by identifier scheme.
    """

    key: Rule | None
    fields: Mapping[str, Rule]
    regions: Rule | None = None
    edition: str | None = None
    identifiers: Mapping[str, Rule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme of a row: its name, and what else is known of it.

    Attributes:
        name: Name as published.
        fields: Rules of further columns of the ``programme`` table, and ``cci``, its identifier.
    """

    name: Rule
    fields: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Person:
    """Which participants are natural persons, whose names are kept out.

    Attributes:
        rule: Value to look at; the name when None.
        pattern: Regular expression that tells a person.
        unless: Regular expression that tells an organisation. Without pattern, whatever does not match is a person.
    """

    rule: Rule | None = None
    pattern: str | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant of a row, or a list of them in one cell.

    Attributes:
        name: Name as published.
        role: Role; its codes lead to those of the role scheme.
        fields: Rules of columns of the ``participation`` and ``organisation`` tables.
        identifiers: Rules by identifier scheme.
        key: Columns that tell organisations apart where no identifier does; name, country and town when None.
        country: Country when the row states none.
        edition: NUTS edition of region codes.
        person: Which of them are natural persons.
        link: ``participant`` in the project, or ``operator``, ``manager`` or ``member`` of what the row is about.
        seat: Whether town and region are those of the organisation, too.
    """

    name: Rule
    role: Rule
    fields: Mapping[str, Rule]
    identifiers: Mapping[str, Rule]
    key: Rule | None = None
    country: str | None = None
    edition: str | None = None
    person: Person | None = None
    link: str = "participant"
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """What a row is about, where it is no project.

    Attributes:
        kind: ``organisation``, ``infrastructure``, ``cluster``, ``priority`` or ``concept``.
        key: Identifier in the source, or columns that tell entities apart; name and place when None.
        fields: Rules of columns of the record table, ``strategy`` and ``period`` of priorities included.
        identifiers: Rules by identifier scheme.
        country: Country when the row states none.
        edition: NUTS edition of region codes.
        scheme: Concept scheme of concepts.
    """

    kind: str
    key: Rule | None
    fields: Mapping[str, Rule]
    identifiers: Mapping[str, Rule] = field(default_factory=dict)
    country: str | None = None
    edition: str | None = None
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the entity of a row is.

    Attributes:
        latitude: Decimal degrees north, WGS 84.
        longitude: Decimal degrees east, WGS 84.
        basis: ``stated``, or ``town`` for the position of its town.
        gazetteer: IRI of the entry of a gazetteer whose position it is.
        notation: How numbers are written.
    """

    latitude: Rule
    longitude: Rule
    basis: str = "stated"
    gazetteer: Rule | None = None
    notation: Notation = field(default_factory=Notation)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money.

    Attributes:
        rule: Value.
        subject: ``project``, ``participant`` or ``organisation``; the last two mean the first participant.
        kind: Code of the budget-kind scheme.
        phase: Code of the budget-phase scheme.
        currency: Rule that gives an ISO 4217 code; None when the mark beside the number tells.
        notation: How numbers are written.
        rows: What several rows of one project mean: ``repeats`` (each says the same) or ``parts`` (each is a part).
        scale: What one stands for (1000000 where amounts are in millions).
    """

    rule: Rule
    subject: str
    kind: str
    phase: str
    currency: Rule | None
    notation: Notation
    rows: str = "repeats"
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A further name of the entity: kind (``label``, ``alias``, ``acronym``), language (BCP 47 tag) and value."""

    rule: Rule
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text about the project or entity: role (code of the text-role scheme), language (BCP 47 tag) and value."""

    rule: Rule
    role: str
    language: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Concepts that the project or entity is filed under: concept scheme and code."""

    rule: Rule
    scheme: str


@dataclass(frozen=True, slots=True)
class Definition:
    """All that a definition says.

    Attributes:
        file: The TOML file.
        dataset: ``slug``, ``title``, ``publisher``, ``url``, ``licence``, ``attribution``.
        language: Language of names and texts, BCP 47; ``und`` when it is not stated.
        country: Country of participants that state none.
        layout: How the file is laid out.
        formats: Formats of days.
        project: The project of a row, if it is about one.
        entity: What a row is about otherwise; with neither, rows are about the organisations they name.
        position: Where the entity is, if stated.
        programme: The programme, if any.
        participants: Participants of a row.
        amounts: Amounts of money.
        names: Further names of the entity.
        texts: Texts.
        topics: Concepts.
        url: Web address of a row, if any.
        ignored: Columns that are left out, with the reason; ``*`` in a name stands for any letters.
        drops: Rows that are no data.
        identical: What becomes of a row that repeats another one word for word: ``report`` or ``keep``.
    """

    file: Path
    dataset: Mapping[str, str | None]
    language: str
    country: str | None
    layout: Layout
    formats: tuple[str, ...]
    project: Project | None
    entity: Entity | None
    position: Position | None
    programme: Programme | None
    participants: tuple[Participant, ...]
    amounts: tuple[Amount, ...]
    names: tuple[Name, ...]
    texts: tuple[Text, ...]
    topics: tuple[Topic, ...]
    url: Rule | None
    ignored: Mapping[str, str]
    drops: tuple[Drop, ...]
    identical: str

    @property
    def slug(self) -> str:
        """Source slug."""
        return str(self.dataset["slug"])

    @property
    def subject_class(self) -> str | None:
        """Class folder of what rows are about; None when they only name organisations."""
        return "project" if self.project else self.entity.kind if self.entity else None

    @property
    def key(self) -> Rule | None:
        """Rule of the identifier of what a row is about, if there is one."""
        about = self.project or self.entity
        return about.key if about else None

    def reason(self, column: str) -> str | None:
        """Return why a column is left out, or None when it is not."""
        exact = self.ignored.get(column)
        return exact or next((each for name, each in self.ignored.items() if _is_like(column, name)), None)

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule with the field it fills, in the order of the definition's sections."""
        if self.project:
            yield from _named(
                "project", {"id": self.project.key, **self.project.fields, "region": self.project.regions}
            )
            yield from _named("project.identifiers", self.project.identifiers)
        if self.entity:
            yield from _named(self.entity.kind, {"id": self.entity.key, **self.entity.fields})
            yield from _named(f"{self.entity.kind}.identifiers", self.entity.identifiers)
        if self.position:
            yield from _named("position", {name: getattr(self.position, name) for name in _POSITION})
        if self.programme:
            yield from _named("programme", {"name": self.programme.name, **self.programme.fields})
        for each in self.participants:
            own = {"name": each.name, "role": each.role, "key": each.key, **each.fields}
            yield from _named(each.link, own)
            yield from _named(f"{each.link}.identifiers", each.identifiers)
            yield from _named(each.link, {"person": each.person.rule if each.person else None})
        for amount in self.amounts:
            kind = f"amount.{amount.kind}" + ("" if amount.phase == "unknown" else f".{amount.phase}")
            yield from _named(kind, {amount.subject: amount.rule, "currency": amount.currency})
        yield from ((f"name.{each.language}", each.rule) for each in self.names)
        yield from ((f"text.{each.role}", each.rule) for each in self.texts)
        yield from ((f"topic.{each.scheme}", each.rule) for each in self.topics)
        yield from _named("row", {"url": self.url})
        yield from (("drop", each.rule) for each in self.drops)

    def mapped_columns(self) -> dict[str, list[str]]:
        """Return the columns that rules name, each with the fields it fills; ``@sheet`` and the like are left out."""
        columns: dict[str, list[str]] = {}
        for target, rule in self.rules():
            for column in rule.columns:
                if not column.startswith("@"):
                    columns.setdefault(column, []).append(target)
        return columns


def _is_like(column: str, name: str) -> bool:
    """Tell whether a name with ``*`` for any letters is that of a column; ``[`` and ``?`` stand for themselves."""
    return fnmatchcase(column, escape(name).replace("[*]", "*"))


def _named(section: str, rules: Mapping[str, Rule | None]) -> Iterator[tuple[str, Rule]]:
    yield from ((f"{section}.{name}", rule) for name, rule in rules.items() if rule is not None)
