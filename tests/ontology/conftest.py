"""The ontology as rdflib graphs."""

import shutil
from pathlib import Path

import pytest
from rdflib import Graph


@pytest.fixture(scope="session")
def ontology_folder(root: Path) -> Path:
    """Return the folder of the ontology."""
    return root / "ontology"


@pytest.fixture(scope="session")
def ontology(ontology_folder: Path) -> Graph:
    """Return the root of the ontology and all its modules."""
    return _read([ontology_folder / "ecosystem.ttl", *(ontology_folder / "modules").glob("*.ttl")])


@pytest.fixture(scope="session")
def vocabularies(ontology_folder: Path) -> Graph:
    """Return all concept schemes."""
    return _read([*(ontology_folder / "vocabularies").glob("*.ttl")])


@pytest.fixture(scope="session")
def java() -> None:
    """Skip where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("needs Java")


def _read(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path, format="turtle")
    return graph
