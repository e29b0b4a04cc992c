"""Tokens of SPARQL texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.query.token import iter_tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in iter_tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<http://e/#SERVICE>", [("iri", "<http://e/#SERVICE>")]),
        ('"SERVICE \\" {"', [("string", '"SERVICE \\" {"')]),
        ("'''a 'quote' \n { '''", [("string", "'''a 'quote' \n { '''")]),
        ('"""a ""quote"" { """', [("string", '"""a ""quote"" { """')]),
        ("?SERVICE $x", [("variable", "?SERVICE"), ("variable", "$x")]),
        ("ex:SERVICE", [("name", "ex:SERVICE")]),
        ("def:role\\/lead.", [("name", "def:role\\/lead"), ("symbol", ".")]),
        ("_:b1", [("name", "_:b1")]),
        ('"a"@de-AT', [("string", '"a"'), ("language", "@de-AT")]),
        ("# SERVICE {\n5.0", [("number", "5.0")]),
        ("?a<?b", [("variable", "?a"), ("symbol", "<"), ("variable", "?b")]),
    ],
)
def test_each_kind_of_token_is_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_an_iri_with_an_escape_does_not_start_a_comment() -> None:
    assert kinds("<http://e/\\u0041#b> SERVICE")[1] == ("word", "SERVICE")


@given(st.text(alphabet=st.sampled_from("<>\"'\\{}#? @^a:.\n1")))
def test_every_character_outside_blanks_and_comments_belongs_to_one_token(text: str) -> None:
    tokens = list(iter_tokens(text))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
