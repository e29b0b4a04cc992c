"""Bytes become text in the stated encoding, or not at all."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError
from ecosystem_graph.sources.encoding import check_encoding, decode, suggest_encodings

WHERE = Location(Path("list.csv"))
GREEK = "Ονομασία δικαιούχου;Σύνοψη πράξης;Τεχνική βοήθεια\n" * 30
POLISH = "Tytuł projektu;Staże i kursy zawodowe;Źródło środków własnych\n" * 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso8859-7", "cp1253"])
def test_text_is_read_back_in_its_encoding(encoding: str) -> None:
    assert decode(GREEK.encode(encoding), WHERE, encoding) == GREEK


def test_a_mark_at_the_beginning_goes_before_what_is_stated() -> None:
    assert decode("é".encode("utf-8-sig"), WHERE, "cp1250") == "é"
    assert decode("é".encode("utf-16"), WHERE) == "é"


def test_another_encoding_is_told_with_line_and_byte_and_never_guessed() -> None:
    with pytest.raises(
        SourceFormatError, match=r"list\.csv: line 1, byte 5: expected text in utf-8, found byte 0xb3"
    ) as caught:
        decode(POLISH.encode("cp1250"), WHERE)
    assert "cp1250" in caught.value.hint


def test_a_stated_encoding_that_does_not_fit_is_told() -> None:
    with pytest.raises(SourceFormatError, match="expected text in cp1253, found byte 0xd2") as caught:
        decode(b"\xd2", WHERE, "cp1253")
    assert "file.encoding" in caught.value.hint


def test_the_letters_tell_likely_encodings() -> None:
    assert "cp1250" in suggest_encodings(POLISH.encode("cp1250"))
    # Of encodings that give the same letters, one is named.
    assert {"cp1253", "iso8859_7"} & set(suggest_encodings(GREEK.encode("iso8859-7")))


def test_a_name_of_no_encoding_is_refused() -> None:
    assert check_encoding("Windows-1250") == "cp1250"
    with pytest.raises(ConfigError, match="expected the name of an encoding"):
        check_encoding("utf-9")
