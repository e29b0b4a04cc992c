"""CSV and TSV answers, checked with readers that are not ours."""

import csv
import io

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.query.delimited import format_csv, format_tsv
from ecosystem_graph.store.solution import Solutions

LITERALS = st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal)
TERMS = st.one_of(
    LITERALS,
    st.just(ox.NamedNode("https://e.org/é")),
    st.integers().map(ox.Literal),
    st.sampled_from(
        [ox.Literal("a\tb", language="de-at"), ox.Literal("true", datatype=ox.NamedNode("http://e.org/t"))]
    ),
)
ANSWERS = st.lists(st.tuples(st.none() | TERMS, st.none() | TERMS), max_size=4).map(
    lambda rows: Solutions(("a", "b"), tuple(rows))
)


@given(ANSWERS)
def test_tsv_keeps_every_term(answer: Solutions) -> None:
    read = ox.parse_query_results(format_tsv(answer).encode(), ox.QueryResultsFormat.TSV)
    assert isinstance(read, ox.QuerySolutions)
    assert tuple((row["a"], row["b"]) for row in read) == answer.rows


@given(ANSWERS)
def test_csv_keeps_every_value(answer: Solutions) -> None:
    read = list(csv.reader(io.StringIO(format_csv(answer), newline="")))
    assert read == [["a", "b"], *(list(row) for row in answer.texts())]


def test_csv_is_as_the_specification_shows_it() -> None:
    rows = (
        (ox.NamedNode("http://example/x"), ox.Literal('String-with-dquote"')),
        (ox.BlankNode("b0"), ox.Literal("x,y\r\nz")),
        (None, ox.Literal("4.50", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
    )
    assert format_csv(Solutions(("x", "literal"), rows)) == (
        'x,literal\r\nhttp://example/x,"String-with-dquote"""\r\n_:b0,"x,y\r\nz"\r\n,4.50\r\n'
    )


def test_a_solution_without_any_binding_is_still_a_line_that_readers_keep() -> None:
    assert list(csv.reader(io.StringIO(format_csv(Solutions(("x",), ((None,),))), newline=""))) == [["x"], [""]]


def test_csv_equals_that_of_oxigraph() -> None:
    store = ox.Store()
    query = 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x,\\"y\\"") (UNDEF <http://e/>) ("\\n"@de 2.50) } }'
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    rows = tuple(tuple(row) for row in answer)
    again = store.query(query)
    assert isinstance(again, ox.QuerySolutions)
    theirs = again.serialize(format=ox.QueryResultsFormat.CSV)
    assert theirs is not None
    assert list(csv.reader(io.StringIO(format_csv(Solutions(("a", "b"), rows)), newline=""))) == list(
        csv.reader(io.StringIO(theirs.decode(), newline=""))
    )
