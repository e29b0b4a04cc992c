"""What the importer of concept schemes promises, scheme by scheme."""

import gzip
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.fixtures.skos.schemes import EUROSCIVOC, EUROVOC, NACE21, write_archive

from ecosystem_graph.errors import EcosystemGraphError, SourceFormatError
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer
from ecosystem_graph.sources.skos.importer import companions, read, recognises

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a document, after one replacement if asked, and gives its path."""

    def write_document(document: str, old: str = "", new: str = "") -> Path:
        assert old in document
        path = tmp_path / "scheme.rdf"
        path.write_text(document.replace(old, new) if old else document, encoding="utf-8")
        return path

    return write_document


def rows(imported: Imported) -> list[tuple[object, ...]]:
    columns = ("scheme", "code", "language", "label", "broader")
    return imported.records["concept"].sort("key").select(columns).rows()


def issues(imported: Imported) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.place, issue.found) for issue in imported.issues]


def test_descriptors_have_the_number_in_their_address_as_code(write: Write) -> None:
    path = write(EUROVOC)
    imported = read(path)
    assert (find_importer(path), companions(path)) == ("skos", ())
    assert rows(imported) == [
        ("eurovoc", "900001", "de", "Beispieldeskriptor", None),
        ("eurovoc", "900001", "en", "example & descriptor", None),
        ("eurovoc", "900002", "en", "narrower example", "900001"),
    ]
    assert set(imported.records["concept"]["iri"]) == {
        "http://eurovoc.europa.eu/900001", "http://eurovoc.europa.eu/900002",
    }  # fmt: skip
    assert (imported.rows_read, imported.rows_mapped, imported.issues) == (2, 2, ())


def test_fields_of_science_have_the_numbers_from_the_top_as_cordis_writes_them(write: Write) -> None:
    assert rows(read(write(EUROSCIVOC))) == [
        ("euroscivoc", "/23", "en", "sciences of examples", None),
        ("euroscivoc", "/23/43", "en", "physics of examples", "/23"),
        ("euroscivoc", "/23/43", "pl", "fizyka", "/23"),
        ("euroscivoc", "/23/43/251", "en", "lenses", "/23/43"),
    ]


def test_economic_activities_come_in_an_archive_and_their_labels_without_the_code(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "NACE_Rev_2.1.zip")
    imported = read(path)
    assert find_importer(path) == "skos"
    assert rows(imported) == [
        ("nace21", "01.1", "en", "Growing for a year", "01"),
        ("nace21", "01", "en", "Growing of crops", "A"),
        ("nace21", "01", "fr", "Culture", "A"),
        ("nace21", "A", "en", "FARMS, IN OUR WORDS", None),
    ]
    assert imported.rows_read == 3


def test_a_record_names_the_scheme_and_its_publisher_and_every_row_names_it(tmp_path: Path) -> None:
    imported = read(write_archive(tmp_path / "nace.zip"))
    (record,) = imported.records["record"].to_dicts()
    assert (record["publisher"], record["licence"]) == ("Eurostat", "https://creativecommons.org/licenses/by/4.0/")
    assert set(imported.records["concept"]["record"]) == {record["key"]}
    assert "closed" not in str(resolve(imported.records, imported.issues).issues)


def test_packing_changes_nothing_and_two_readings_are_equal(write: Write, tmp_path: Path) -> None:
    plain = read(write(EUROVOC))
    packed = tmp_path / "scheme.rdf.gz"
    packed.write_bytes(gzip.compress(EUROVOC.encode()))
    assert recognises(packed)
    assert rows(read(packed)) == rows(plain) == rows(read(plain.path))


VOC, NACE = "http://eurovoc.europa.eu/", "http://data.europa.eu/ux2/nace2.1/"
SCI = "http://data.europa.eu/8mn/euroscivoc/"
BROADER = '<skos:broader rdf:resource="http://eurovoc.europa.eu/{}"/>'


@pytest.mark.parametrize(
    ("document", "old", "new", "expected"),
    [
        (EUROVOC, f"{VOC}900002", "http://other.example/2", ("001", "http://other.example/2", "http://other.example/2")),
        (NACE21, "<skos:notation>01.1</skos:notation>", "", ("002", f"{NACE}011", f"{NACE}011")),
        (NACE21, "<skos:notation>01.1<", "<skos:notation>01<", ("006", f"{NACE}011", f"{NACE}011")),
        (EUROSCIVOC, "<skos:notation>23<", "<skos:notation>x<", ("002", f"{SCI}aa-3", f"{SCI}aa-3")),
        (EUROVOC, '<skos:prefLabel xml:lang="en">narrower example</skos:prefLabel>', "", ("003", f"{VOC}900002",
         f"{VOC}900002")),
        (EUROVOC, BROADER.format(900001), BROADER.format(5), ("004", f"{VOC}900002", f"{VOC}5")),
        (EUROVOC, BROADER.format(900001), BROADER.format(900002), ("004", f"{VOC}900002", f"{VOC}900002")),
        (EUROVOC, 'xml:lang="de"', 'xml:lang="en"', ("005", f"{VOC}900001", "Beispieldeskriptor@en")),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_with_its_line(
    document: str, old: str, new: str, expected: tuple[str, str, str], write: Write
) -> None:
    path, (code, subject, found) = write(document, old, new), expected
    imported, text = read(path), path.read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(f'rdf:about="{subject}"')) + 1
    assert (f"EG-SKOS-{code}", f"line {line}", found) in issues(imported)
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported


def test_concepts_that_are_wider_than_each_other_end(write: Write) -> None:
    top = "<skos:notation>23</skos:notation>"
    again = f'{top}<skos:broader rdf:resource="http://data.europa.eu/8mn/euroscivoc/aa-3"/>'
    imported = read(write(EUROSCIVOC, top, again))
    assert (imported.rows_mapped, imported.rows_reported) == (0, 3)
    assert {code for code, _, _ in issues(imported)} == {"EG-SKOS-002"}


def test_a_document_of_other_concepts_alone_stops(write: Write) -> None:
    with pytest.raises(SourceFormatError, match="found none of them"):
        read(write(EUROVOC, "http://eurovoc.europa.eu/9", "http://vocabulary.example/9"))


@pytest.mark.parametrize("end", ["</rdf:Description>", "<rdf:RDF xmlns", "prefLabel>"])
def test_a_document_that_breaks_off_stops_with_what_was_expected(end: str, write: Write) -> None:
    path = write(EUROVOC, EUROVOC[EUROVOC.rindex(end) :], "")
    with pytest.raises(SourceFormatError, match="expected RDF in XML to its end"):
        read(path)


def test_entities_are_not_followed(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden", encoding="utf-8")
    inside = f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>\n<rdf:RDF'
    path = write(EUROVOC, "<rdf:RDF", inside)
    path.write_text(path.read_text(encoding="utf-8").replace("narrower example", "narrower &x;"), encoding="utf-8")
    assert "hidden" not in str(rows(read(path)))


def test_other_documents_are_left_to_others(tmp_path: Path) -> None:
    for name, content in {
        "other.rdf": EUROVOC.replace("eurovoc.europa.eu", "vocabulary.example"),
        "page.xml": "<html/>",
        "list.csv": EUROVOC,
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert not recognises(tmp_path / name)


def test_no_scheme_asks_the_network(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a scheme was asked for over the network")

    monkeypatch.setattr(socket, "socket", refuse)
    assert read(write(NACE21)).rows_mapped == 3


@pytest.mark.parametrize("seed", range(24))
def test_damage_never_ends_otherwise_than_in_rows_or_an_error_of_ours(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    data = bytearray(draw.choice([EUROVOC, EUROSCIVOC, NACE21]).encode())
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(data))
        data[place : place + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
    path = tmp_path / "damaged.rdf"
    path.write_bytes(bytes(data))
    with suppress(EcosystemGraphError):
        imported = read(path)
        assert imported.rows_read == imported.rows_mapped + imported.rows_reported
