"""IRIs of entities."""

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.graph.iri import encode_key, encode_keys, mint_iri


@pytest.mark.parametrize(
    ("key", "encoded"),
    [
        ("keep-eu.1-a_b~c", "keep-eu.1-a_b~c"),
        ("100%", "100%25"),
        ("a b", "a%20b"),
        ("Ärger/1", "%C3%84rger%2F1"),
        ("🎈", "%F0%9F%8E%88"),
        ("a#b?c&d=e+f", "a%23b%3Fc%26d%3De%2Bf"),
        ("<>\"{}|\\^`", "%3C%3E%22%7B%7D%7C%5C%5E%60"),
        ("%20", "%2520"),
        ("\n\x00\x7f", "%0A%00%7F"),
        ("", ""),
    ],
)  # fmt: skip
def test_all_but_unreserved_characters_are_percent_encoded(key: str, encoded: str) -> None:
    assert encode_key(key) == encoded
    assert encode_keys(pl.Series([key])).to_list() == [encoded]
    ox.NamedNode(mint_iri("https://example.org/", "project", key))


def test_keys_that_differ_stay_different() -> None:
    keys = ["a b", "a%20b", "a+b", "a_b", "ä", "a\u0308"]
    assert len({encode_key(key) for key in keys}) == len(keys)


def test_a_column_of_safe_keys_is_not_copied() -> None:
    keys = pl.Series("key", ["keep-eu.1", None])
    assert encode_keys(keys) is keys


def test_nulls_stay_null_beside_unsafe_keys() -> None:
    assert encode_keys(pl.Series(["a b", None, "a b"])).to_list() == ["a%20b", None, "a%20b"]


def test_an_empty_column_stays_empty() -> None:
    assert encode_keys(pl.Series([], dtype=pl.String)).to_list() == []


def test_an_iri_is_base_folder_and_key() -> None:
    assert mint_iri("https://example.org/x#", "project", "a.1") == "https://example.org/x#id/project/a.1"
