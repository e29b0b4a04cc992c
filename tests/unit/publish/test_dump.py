"""Lines of the default graph are told from those of named graphs, whatever literals hold."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.publish.dump import iter_default_graph

IRIS = st.sampled_from(["http://e/s", "http://e/graph/source/x", "http://e/a%20b"]).map(ox.NamedNode)
TEXTS = st.text(st.sampled_from('ab <>"\\@^.\n_:'), max_size=12)
LITERALS = (
    TEXTS.map(ox.Literal)
    | TEXTS.map(lambda text: ox.Literal(text, language="en"))
    | TEXTS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://e/type")))
)
QUADS = st.builds(ox.Quad, IRIS, IRIS, IRIS | LITERALS, IRIS | st.just(ox.DefaultGraph()))


@given(st.lists(QUADS))
def test_the_default_graph_is_what_a_parser_says_it_is(quads: list[ox.Quad]) -> None:
    lines = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    plain = [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]
    assert b"".join(iter_default_graph(lines)) == ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES)
