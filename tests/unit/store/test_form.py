"""Forms of queries."""

import time

import pytest

from ecosystem_graph.errors import QuerySyntaxError
from ecosystem_graph.store.form import QueryForm, find_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", QueryForm.SELECT),
        ("#+ description: ADD and CONSTRUCT\n#+ summary: ASK\nDESCRIBE <http://e/>", QueryForm.DESCRIBE),
        ("BASE <http://e/#ASK> PREFIX : <#> # ask\nPREFIX ask:<http://e/> ASK{}", QueryForm.ASK),
        ("\r\n\tPREFIX a: # note\r\n <http://e/>\nCONSTRUCT WHERE { ?s ?p ?o }", QueryForm.CONSTRUCT),
    ],
)
def test_the_form_is_the_keyword_after_the_prologue(text: str, form: QueryForm) -> None:
    assert find_form(text) is form


@pytest.mark.parametrize(
    "text",
    ["", "# SELECT", "INSERT DATA { <http://e/a> <http://e/b> 1 }", "CLEAR ALL; SELECT * {}", "SELECTION", "PREFIX"],
)
def test_other_texts_are_no_queries(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="expected SELECT, ASK"):
        find_form(text)


@pytest.mark.parametrize("piece", ["#\n", " ", "PREFIX a: <b> ", "# #", "PREFIX ", "\n#x\r"])
def test_no_text_takes_long(piece: str) -> None:
    start = time.perf_counter()
    with pytest.raises(QuerySyntaxError):
        find_form(piece * (100_000 // len(piece)) + "!")
    assert time.perf_counter() - start < 1
