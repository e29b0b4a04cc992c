"""Answers as plain tables."""

import pyoxigraph as ox
import pytest

from ecosystem_graph.query.table import format_table, shorten_iri
from ecosystem_graph.store.solution import Solutions, Term

DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
PREFIXES = {"project": "https://e.org/id/project/", "id": "https://e.org/id/", "e": "https://e.org/"}


def table(*rows: tuple[Term | None, ...], names: tuple[str, ...] = ("name", "amount"), width: int = 60) -> list[str]:
    return format_table(Solutions(names, rows), PREFIXES, cell_width=width).splitlines()


def test_columns_are_aligned_and_numbers_keep_their_form() -> None:
    money = [ox.Literal(value, datatype=DECIMAL) for value in ("2521964.00", "5")]
    assert table((ox.Literal("Österreich"), money[0]), (ox.Literal("CH"), money[1])) == [
        "name            amount",
        "----------  ----------",
        "Österreich  2521964.00",
        "CH                   5",
    ]


def test_an_empty_answer_has_header_and_rule() -> None:
    assert table() == ["name  amount", "----  ------"]


def test_wide_and_combining_characters_count_as_they_show() -> None:
    lines = table((ox.Literal("漢字"), ox.Literal("x")), (ox.Literal("e\u0301a"), ox.Literal("y")))
    assert lines[2:] == ["漢字  x", "e\u0301a    y"]


def test_a_column_with_gaps_stays_aligned() -> None:
    assert table((None, ox.Literal("x")), (ox.Literal("a"), None)) == ["name  amount", "----  ------", "      x", "a"]


def test_languages_are_shown_and_line_breaks_are_not() -> None:
    assert table((ox.Literal("a\n b\tc", language="de"), None))[2] == "a b c@de"


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\u202e", "\u200b"])
def test_data_cannot_drive_the_terminal(char: str) -> None:
    line = table((ox.Literal(f"a{char}[31mb"), None))[2]
    assert char not in line
    assert line == f"a\\u{ord(char):04x}[31mb"


def test_long_cells_are_cut_with_a_sign() -> None:
    assert table((ox.Literal("x" * 100), None), width=10)[2] == "x" * 9 + "…"
    assert table((ox.Literal("漢" * 100), None), width=10)[2] == "漢" * 4 + "…"
    assert table((ox.Literal("x" * 10), None), width=10)[2] == "x" * 10


def test_iris_are_shortened_by_the_longest_namespace_that_fits() -> None:
    assert shorten_iri("https://e.org/id/project/a.1", PREFIXES) == "project:a.1"
    assert shorten_iri("https://e.org/x", PREFIXES) == "e:x"
    assert shorten_iri("https://e.org/a/b/c", PREFIXES) == "https://e.org/a/b/c"
    assert shorten_iri("https://e.org/", PREFIXES) == "https://e.org/"
    assert table((ox.NamedNode("https://e.org/id/project/a"), ox.BlankNode("b")))[2] == "project:a  _:b"
