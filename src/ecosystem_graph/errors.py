"""Exceptions for callers. A bad *datum* is not an exception but an [`Issue`][ecosystem_graph.issues.Issue]."""

from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ConfigError",
    "EcosystemGraphError",
    "EngineError",
    "InconsistentOntologyError",
    "InvalidIriError",
    "JudgementConflictError",
    "Location",
    "MappingError",
    "NotFoundError",
    "OutputError",
    "PublishError",
    "QueryError",
    "QueryParameterError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "ReasonerLimitError",
    "ReasoningError",
    "ResolutionError",
    "SourceError",
    "SourceFormatError",
    "SourceTotalsError",
    "SourceUnavailableError",
    "StoreError",
    "StoreLockedError",
    "UnknownQueryError",
    "UnknownTermError",
    "ValidationFailedError",
]


_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input: file, then what helps a person to find it there.

    Attributes:
        file: File as the user named it.
        place: Sheet, row, line, column or span, in words (``"sheet Partners, row 17"``); empty for the whole file.

    Examples:
        >>> str(Location(Path("page.txt"), "line 2"))
        'page.txt: line 2'
    """

    file: Path
    place: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.place}" if self.place else str(self.file)


class EcosystemGraphError(Exception):
    """Root of all errors of this package.

    Attributes:
        exit_code: What the command line exits with.
        hint: One sentence on what to do next, or an empty string.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(EcosystemGraphError, ValueError):
    """A setting is missing or malformed."""

    exit_code = 2


class SourceError(EcosystemGraphError):
    """An input cannot be used."""

    exit_code = 3


class SourceUnavailableError(SourceError):
    """An input does not exist or cannot be read."""


class SourceFormatError(SourceError, ValueError):
    """The layout of a source is not the one its importer was written for."""

    def __init__(self, where: Location, *, expected: str, found: str, hint: str = "") -> None:
        # What is expected may quote a file too: a definition with a column name of any length.
        shown = expected if len(expected) <= _LONGEST else f"{expected[:_LONGEST]}…"
        self.where, self.expected, self.found = where, shown, found[:120]
        super().__init__(f"{where}: expected {shown}, found {self.found}", hint=hint)


class SourceTotalsError(SourceError):
    """What was read does not add up to what the source itself states."""

    exit_code = 4


class ResolutionError(EcosystemGraphError):
    """Entities cannot be brought together consistently."""

    exit_code = 4


class JudgementConflictError(ResolutionError):
    """Curated judgements contradict each other; the message lists the chain."""


class MappingError(EcosystemGraphError):
    """Records cannot be written as RDF."""

    exit_code = 4


class UnknownTermError(MappingError, KeyError):
    """A mapping names a term that the ontology does not define."""


class InvalidIriError(MappingError, ValueError):
    """A string cannot be an IRI."""


class ReasoningError(EcosystemGraphError):
    """The reasoner cannot run: Java is missing, or what it was given is not OWL 2 DL."""

    exit_code = 3


class ReasonerLimitError(ReasoningError):
    """A release has more statements than a description-logic reasoner takes in reasonable time."""

    exit_code = 5


class InconsistentOntologyError(ReasoningError):
    """An ontology contradicts itself, or has a class that nothing can belong to; raised only on request.

    Attributes:
        explanation: Sentences that cannot all be true, for the first contradiction found.
    """

    exit_code = 4

    def __init__(self, message: str, *, explanation: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.explanation = explanation


class ValidationFailedError(EcosystemGraphError):
    """A graph does not conform; raised only on request."""

    exit_code = 4


class QueryError(EcosystemGraphError):
    """A query cannot be answered."""

    exit_code = 3


class QuerySyntaxError(QueryError):
    """The text is not SPARQL 1.1."""


class QueryParameterError(QueryError, TypeError):
    """A parameter is unknown, missing or of the wrong type."""

    exit_code = 2


class QueryTimeoutError(QueryError):
    """A query ran longer than allowed and was stopped."""

    exit_code = 5


class NotFoundError(EcosystemGraphError, LookupError):
    """The named thing is not in the release."""

    exit_code = 6


class UnknownQueryError(NotFoundError, QueryError):
    """No packed query has this name."""

    exit_code = 6


class StoreError(EcosystemGraphError):
    """The triple store cannot be opened or loaded, or a remote endpoint does not answer."""

    exit_code = 3


class StoreLockedError(StoreError):
    """Another process has the store open for writing."""


class OutputError(EcosystemGraphError, OSError):
    """An output cannot be written: no permission, no space, or something in the way."""

    exit_code = 3


class EngineError(EcosystemGraphError):
    """The engine that was asked for is not installed, does not start, or gives up."""

    exit_code = 3


class PublishError(EcosystemGraphError):
    """A publication artefact cannot be made."""
