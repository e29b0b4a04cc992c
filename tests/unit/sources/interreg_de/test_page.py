"""Layout of a record page."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.interreg_de.page import parse_page

PATH = Path("page.txt")
DESCRIPTION = {
    "layout": {"first_line": "Projektebene", "partner_heading": "Projektpartner"},
    "fields": [{"name": "key"}, {"name": "title"}, {"name": "topics"}],
}
PAGE = "Projektebene\n\nAlpen013\nTitel\nD01\n\nProjektpartner\n\nAlpen013-001\nAlpen013-002\n"


def test_fields_are_told_by_their_line_and_partners_follow_the_second_heading() -> None:
    page = parse_page(PAGE, PATH, DESCRIPTION)
    assert {name: (field.number, field.text) for name, field in page.fields.items()} == {
        "key": (3, "Alpen013"),
        "title": (4, "Titel"),
        "topics": (5, "D01"),
    }
    assert [(line.number, line.text) for line in page.partners] == [(9, "Alpen013-001"), (10, "Alpen013-002")]
    assert page.line_count == 10


@pytest.mark.parametrize("text", ["\n" + PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("Titel", " Titel ")])
def test_blank_lines_line_ends_and_blanks_around_a_line_do_not_matter(text: str) -> None:
    assert parse_page(text, PATH, DESCRIPTION).fields["title"].text == "Titel"


def test_an_empty_field_keeps_its_place() -> None:
    empty = parse_page(PAGE.replace("Titel", ""), PATH, DESCRIPTION)
    last = parse_page(PAGE.replace("D01", ""), PATH, DESCRIPTION)
    assert (empty.fields["title"].text, empty.fields["topics"].text, last.fields["topics"].text) == ("", "D01", "")


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("", "page.txt", "the heading 'Projektebene'"),
        ("\n \n", "page.txt", "the heading 'Projektebene'"),
        ("Projekt\n", "line 1", "the heading 'Projektebene'"),
        (PAGE.split("Projektpartner", maxsplit=1)[0], "line 5", "the heading 'Projektpartner'"),
        (PAGE.split("Alpen013-001", maxsplit=1)[0], "line 8", "a partner line"),
        (PAGE.replace("Titel\n", ""), "lines 2-5", "3 lines of fields"),
        (PAGE.replace("Titel\n", "Titel\nmehr\n"), "lines 2-7", "3 lines of fields"),
        (PAGE.replace("\nAlpen013\nTitel\nD01\n", ""), "lines 2-2", "3 lines of fields"),
    ],
)
def test_another_layout_stops_with_the_place(text: str, place: str, expected: str) -> None:
    with pytest.raises(SourceFormatError) as raised:
        parse_page(text, PATH, DESCRIPTION)
    assert place in str(raised.value)
    assert raised.value.expected == expected
