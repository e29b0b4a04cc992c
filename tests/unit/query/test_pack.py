"""Query packs: the convention and the bundled packs."""

import re
from pathlib import Path

import pytest

from ecosystem_graph.errors import QueryError, UnknownQueryError
from ecosystem_graph.query.guard import check_query
from ecosystem_graph.query.pack import PackedQuery, find_query, load_packs, read_query
from ecosystem_graph.query.token import iter_tokens
from ecosystem_graph.store.form import QueryForm
from ecosystem_graph.store.oxigraph import check_syntax

PACKS = load_packs()
QUERIES = pytest.mark.parametrize("query", PACKS.values(), ids=PACKS.keys())
GOOD = """#+ summary: All
#+ answers: CQ-001
#+ parameters:
#+   x: {type: string, description: a name}
ASK { VALUES ?x { 'a' } }
"""


def write(folder: Path, name: str, text: str = GOOD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_there_are_queries_in_every_pack() -> None:
    packs = {query.pack for query in PACKS.values()}
    assert packs == {
        "projects", "partners", "regions", "specialisation", "clusters", "infrastructures", "networks", "quality"
    }  # fmt: skip
    assert len(PACKS) >= 22


@QUERIES
def test_a_packed_query_is_sparql_that_runs_as_it_is(query: PackedQuery) -> None:
    check_query(query.text)
    check_syntax(query.text)


@QUERIES
def test_a_packed_query_keeps_the_size_limits(query: PackedQuery) -> None:
    lines = query.text.splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 120


@QUERIES
def test_the_answer_of_a_select_query_is_ordered(query: PackedQuery) -> None:
    if check_query(query.text) is QueryForm.SELECT:
        words = [token.text.upper() for token in iter_tokens(query.text) if token.kind == "word"]
        depth_of_last_order = query.text.rindex("ORDER BY")
        assert "}" not in query.text[depth_of_last_order:]
        assert "ORDER" in words


@QUERIES
def test_no_query_filters_by_a_constant_that_values_could_bind(query: PackedQuery) -> None:
    # Comparing a join variable with a constant IRI made one query 1,400 times slower than binding it by VALUES.
    assert not re.search(r"FILTER\s*\(\s*\?\w+\s*=\s*(<|\w+:)", query.text)


@QUERIES
def test_every_declared_prefix_is_used(query: PackedQuery) -> None:
    tokens = list(iter_tokens(query.text))
    declared = {tokens[place + 1].text for place, token in enumerate(tokens) if token.is_word("PREFIX")}
    names = [
        token.text
        for place, token in enumerate(tokens)
        if token.kind == "name" and not tokens[place - 1].is_word("PREFIX")
    ]
    assert declared == {f"{name.partition(':')[0]}:" for name in names}


def test_a_query_is_found_with_and_without_its_pack() -> None:
    assert find_query(PACKS, "projects/project-partners") is find_query(PACKS, "project-partners")


def test_an_unknown_name_is_refused_and_the_nearest_named() -> None:
    with pytest.raises(UnknownQueryError, match="no packed query is called 'projct-partners'") as caught:
        find_query(PACKS, "projct-partners")
    assert "project-partners" in caught.value.hint
    with pytest.raises(UnknownQueryError):
        find_query(PACKS, "regions/project-partners")


def test_names_are_unique_over_all_packs(tmp_path: Path) -> None:
    write(tmp_path, "one/all.rq")
    write(tmp_path, "two/all.rq")
    with pytest.raises(
        QueryError, match=r"two/all.rq: line 1: expected a name of its own, found the name of .*one/all.rq"
    ):
        load_packs(tmp_path)


def test_a_pack_needs_summary_and_question(tmp_path: Path) -> None:
    write(tmp_path, "one/all.rq", "ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match=r"expected #\+ lines with summary and answers"):
        load_packs(tmp_path)


def test_a_file_of_a_user_needs_no_header_and_may_have_any_name(tmp_path: Path) -> None:
    query = read_query(write(tmp_path, "My Query.rq", "ASK { ?s ?p ?o }"))
    assert (query.slug, query.parameters, query.summary) == ("My Query", (), "")


def test_defaults_are_read_from_the_query_text(tmp_path: Path) -> None:
    (parameter,) = read_query(write(tmp_path, "one/all.rq")).parameters
    assert (parameter.name, parameter.type, parameter.default, parameter.required) == ("x", "string", ("'a'",), False)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("'a' }", "'a' } VALUES ?x { 'b' }", r"line 4: expected one block VALUES \?x { … } .*, found 2 of them"),
        ("VALUES ?x", "VALUES ?y", "line 4: expected one block .* found 0 of them"),
        ("VALUES ?x { 'a' }", "VALUES (?x) { ('a') }", "line 4: expected one block .* found 0 of them"),
        ("type: string", "type: text", r"line 4: expected a type \(string, integer, .*\), found 'text'"),
        ("description: a name", "descripton: a name", "line 4: expected only description, required, type, found"),
        ("description: a name", "description: 5", "line 4: expected a description"),
        ("description: a name", "description: a, required: maybe", "line 4: expected a description, and required"),
    ],
)  # fmt: skip
def test_a_broken_parameter_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"all.rq: {message}"):
        read_query(write(tmp_path, "one/all.rq", GOOD.replace(old, new)))


def test_a_packed_file_name_is_small_letters_digits_and_hyphens(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="expected a file name of small letters"):
        read_query(write(tmp_path, "one/All_Of_It.rq"))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        read_query(tmp_path / "missing.rq")
    (tmp_path / "latin.rq").write_bytes("ASK { ?s ?p 'ü' }".encode("latin-1"))
    with pytest.raises(QueryError, match="cannot be read"):
        read_query(tmp_path / "latin.rq")
