"""Small ontologies written where they are used."""

import shutil
from collections.abc import Callable

import pytest
from rdflib import Graph

from ecosystem_graph.reason.axiom import Axiom, read_axioms

PREFIXES = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def turtle() -> Callable[[str], Graph]:
    """Return a function that reads Turtle with the usual prefixes."""
    return lambda text: Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.fixture
def axioms(turtle: Callable[[str], Graph]) -> Callable[[str], list[Axiom]]:
    """Return a function that reads the axioms of a Turtle text."""
    return lambda text: read_axioms(turtle(text))


@pytest.fixture
def java() -> None:
    """Skip where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("needs Java")
