from pathlib import Path

import pytest
from rdflib import SH

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.validate.shapes import load_shapes


def test_shapes_with_a_query_are_told_apart_from_core_ones() -> None:
    shapes = load_shapes()
    assert not list(shapes.core.subjects(SH.sparql))
    assert [query.shape.rpartition("#")[2] for query in shapes.queries] == [
        "Budget-eu-share",
        "Budget-public-share",
        "Project-country-count",
        "Project-partner-count",
    ]


def test_the_query_of_a_shape_carries_its_prefixes() -> None:
    (query,) = [query for query in load_shapes().queries if query.shape.endswith("partner-count")]
    assert query.select.startswith("PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>\n")


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="expected Turtle files with shapes"):
        load_shapes(tmp_path)
