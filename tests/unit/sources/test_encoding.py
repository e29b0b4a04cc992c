"""Bytes become text in the stated encoding, or not at all."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError
from ecosystem_graph.sources.encoding import check_encoding, decode, decode_utf8, suggest_encodings

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


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Savivaldybė; Išmokėta ES lėšų; Vykdytojo įmonės kodas; Šiaulių rajono ąžuolas", "cp1257"),
        ("Finansējuma saņēmējs; Īstenošanas vieta; Ķekavas pagasts; Žubītes ceļš", "cp1257"),
        ("Název příjemce; Žďárek nad Říčkou; Způsobilé výdaje; Měsíční účet", "cp1250"),
        ("Ονομασία δικαιούχου; Συνολικός προϋπολογισμός; Ημερομηνία λήξης", "cp1253"),
        ("Наименование на бенефициента; Обща стойност; Община Планиново", "cp1251"),
        ("Bezeichnung des Vorhabens; Förderfähige Ausgaben; Weißenbach; Öffentliche Träger", "cp1252"),
    ],
)
def test_the_letters_of_one_language_tell_the_encoding(words: str, encoding: str) -> None:
    assert words.encode(encoding).decode(suggest_encodings(words.encode(encoding))[0]) == words


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04...", "a zip archive or a workbook"), (b"\x1f\x8b\x08", "a gzip file"), (b"%PDF-1.7", "a PDF"),
        (b"PAR1", "a Parquet file"), (b"SQLite format 3\x00", "a database"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_called_what_it_is(data: bytes, found: str) -> None:
    for read in (decode, decode_utf8):
        with pytest.raises(SourceFormatError, match=rf"list\.csv: expected .*text, found {found}"):
            read(data, WHERE)


def test_utf_32_is_not_taken_for_utf_16() -> None:
    assert decode("é;è".encode("utf-32"), WHERE) == "é;è"
    with pytest.raises(SourceFormatError, match="expected UTF-8 text, found UTF-32"):
        decode_utf8("é".encode("utf-32"), WHERE)


def test_a_wrong_byte_is_found_again_by_line_and_byte() -> None:
    with pytest.raises(SourceFormatError, match=r"list\.csv: line 2, byte 3: expected UTF-8 text, found byte 0xe4"):
        decode_utf8(b"\xef\xbb\xbfa\nbc\xe4", WHERE)
