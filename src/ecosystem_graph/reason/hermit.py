"""HermiT, the description-logic reasoner that owlready2 brings along; it needs Java."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import owlready2
from rdflib import Graph

from ecosystem_graph.errors import ReasoningError

__all__ = ["Classification", "classify", "require_java"]

_HINT = (
    "Install a Java runtime, version 8 or newer (Debian, Ubuntu: apt install default-jre-headless; macOS: brew install "
    "openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE). Everything but `reason` works without it."
)


@dataclass(frozen=True, slots=True)
class Classification:
    """What HermiT derives.

    Attributes:
        consistent: Whether the axioms can all be true together.
        unsatisfiable: IRIs of classes that nothing can belong to.
        ancestors: For each class its superclasses at any distance, itself included; empty when inconsistent.
    """

    consistent: bool
    unsatisfiable: frozenset[str] = frozenset()
    ancestors: dict[str, frozenset[str]] = field(default_factory=dict)


def require_java() -> None:
    """Check that there is a Java runtime.

    Raises:
        ReasoningError: There is none; the hint says what to install.
    """
    if shutil.which(owlready2.JAVA_EXE) is None:
        raise ReasoningError(f"expected Java, found no program {owlready2.JAVA_EXE!r} on the PATH", hint=_HINT)


def classify(ontology: Graph) -> Classification:
    """Check consistency and derive the hierarchy of classes; takes a second and more, most of it for starting Java.

    Raises:
        ReasoningError: There is no Java, or HermiT does not take the ontology.
    """
    require_java()
    world = owlready2.World()
    try:
        world.get_ontology("http://loaded/").load(fileobj=BytesIO(ontology.serialize(format="nt", encoding="utf-8")))
        with _own_temporaries():
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        return _read(world)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Classification(consistent=False)
    except owlready2.OwlReadyError as error:
        raise ReasoningError(f"HermiT cannot work with this ontology: {_cause(str(error))}") from error
    finally:
        world.close()


def _read(world: owlready2.World) -> Classification:
    empty = frozenset(one.iri for one in world.inconsistent_classes() if one is not owlready2.Nothing)
    ancestors = {one.iri: frozenset(each.iri for each in one.ancestors()) for one in world.classes()}
    return Classification(consistent=True, unsatisfiable=empty, ancestors=ancestors)


def _cause(message: str) -> str:
    """Return the line of a Java stack trace that names the exception."""
    lines = [line.strip() for line in message.splitlines()]
    named = [line for line in lines if "Exception" in line or "Error:" in line]
    return (named or lines)[-1]


@contextmanager
def _own_temporaries() -> Iterator[None]:
    """Give temporary files a folder that goes; owlready2 leaves its file behind when an ontology is inconsistent."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = str(Path(folder))
        try:
            yield
        finally:
            tempfile.tempdir = before
