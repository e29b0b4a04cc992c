"""Files of facts as plain data."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.curated.document import Document, iter_texts, load_document


def load(tmp_path: Path, text: str, name: str = "facts.yaml") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_document(path)


def test_only_plain_values_are_more_than_text(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        "a: NO\nb: yes\nc: 2017-01-31\nd: 12:30\ne: 0123\nf: 1.5\ng: -7\nh: true\ni: null\nj:\nk: 1e3\nl: 1_000\n",
    )
    assert document.data == {
        "a": "NO", "b": "yes", "c": "2017-01-31", "d": "12:30", "e": "0123", "f": 1.5, "g": -7, "h": True, "i": None,
        "j": None, "k": "1e3", "l": "1_000",
    }  # fmt: skip


def test_places_are_told_in_words_with_their_line(tmp_path: Path) -> None:
    document = load(tmp_path, "projects:\n  - id: a\n  - id: b\n    start: 2017\n")
    assert str(document.where(("projects", 1, "start"))) == f"{document.path}: projects[1].start, line 4"
    assert document.where(()).place == "line 1"
    assert document.where(("projects", 1, "end")).place == "projects[1].end"


def test_toml_has_places_without_lines_and_dates_as_text(tmp_path: Path) -> None:
    document = load(tmp_path, "start = 2017-01-31\n[[a]]\nat = 2017-01-31T10:00:00\n", "facts.toml")
    assert document.data == {"start": "2017-01-31", "a": [{"at": "2017-01-31T10:00:00"}]}
    assert document.where(("a", 0)).place == "a[0]"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("facts.yaml", "a: [1\n", "line 2: expected YAML"),
        ("facts.yaml", "a: 1\nb: 2\na: 3\n", "line 3: expected YAML, found the key 'a' again"),
        ("facts.yaml", "a: &x 1\nb: *x\n", "line 2: expected YAML, found an alias, which this format does not use"),
        ("facts.yaml", "a: !!python/object:os.system x\n", "line 1: expected YAML"),
        ("facts.yaml", "a: \x07\n", "expected YAML"),
        ("facts.yaml", "? [a, b]\n: 1\n", "line 1: expected YAML"),
        ("facts.yaml", "a: 1\n---\nb: 2\n", "line 2: expected YAML"),
        ("facts.toml", "a = \n", "expected TOML"),
        ("facts.toml", "a = 1\na = 2\n", "expected TOML"),
        ("facts.yaml", "", "found an empty file"),
    ],
)
def test_what_is_not_plain_yaml_or_toml_stops(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(SourceFormatError, match=message.replace("[", r"\[")):
        load(tmp_path, text, name)


def test_other_encodings_stop(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes("name: Österreich".encode("latin-1"))
    with pytest.raises(SourceFormatError, match="expected UTF-8 text"):
        load_document(path)


def test_every_text_is_found_with_its_place_keys_too() -> None:
    assert list(iter_texts({"a": ["b", {"c": 1}]})) == [((), "a"), (("a", 0), "b"), (("a", 1), "c")]
