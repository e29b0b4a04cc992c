"""What a reasoner says about an ontology."""

from dataclasses import dataclass

from ecosystem_graph.errors import InconsistentOntologyError

__all__ = ["EmptyClass", "Verdict"]


@dataclass(frozen=True, slots=True)
class EmptyClass:
    """A class that nothing can belong to.

    Attributes:
        iri: The class.
        label: Its English label in quotation marks.
        explanation: Sentences of the ontology that together rule out every member.
    """

    iri: str
    label: str
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reasoner says about an ontology.

    Attributes:
        ontology: IRI, or an empty string without a header.
        version: ``owl:versionInfo``, or an empty string.
        axioms: Number of axioms; one over many classes counts once per pair.
        classes: Number of classes.
        properties: Number of object and datatype properties.
        individuals: Number of individuals that statements are about: entries of code lists, and those of the release.
        profile: What keeps the ontology from being OWL 2 DL; empty when it is.
        consistent: Whether all axioms can be true together.
        contradiction: Sentences that cannot all be true, when it is not consistent and a short reason was found.
        unsatisfiable: Classes that nothing can belong to.
        inferred: Links from class to superclass that follow and are not stated, as pairs of IRIs.
    """

    ontology: str
    version: str
    axioms: int
    classes: int
    properties: int
    individuals: int
    profile: tuple[str, ...]
    consistent: bool
    contradiction: tuple[str, ...]
    unsatisfiable: tuple[EmptyClass, ...]
    inferred: tuple[tuple[str, str], ...]

    def require_coherence(self) -> None:
        """Do nothing when the ontology is consistent and every class can have members.

        Raises:
            InconsistentOntologyError: It is not.
        """
        if not self.consistent:
            raise InconsistentOntologyError("the ontology contradicts itself", explanation=self.contradiction)
        if self.unsatisfiable:
            first = self.unsatisfiable[0]
            number = len(self.unsatisfiable)
            message = f"nothing can belong to {first.label}" + (f" and {number - 1} more" if number > 1 else "")
            raise InconsistentOntologyError(message, explanation=first.explanation)
