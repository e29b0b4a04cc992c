"""Keys made from raw fields."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.records.key import digest, digest_rows


def test_the_same_fields_always_give_the_same_key() -> None:
    assert digest("Alpine Space", "S3-4AlpClusters") == "jw4jyafdqbkn4rbh"


def test_keys_hold_only_letters_and_digits_that_every_iri_may_hold() -> None:
    key = digest("Ärger & Söhne", "🎈", "a/b#c")
    assert len(key) == 16
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", None), ("a", "")),
        (("a", "b"), ("ab",)),
        (("a", "b"), ("b", "a")),
        (("a", "b"), ("a\x1fb",)),
        ((None,), ("\x00",)),
        (("a\x1eS",), ("a\x1f",)),
        ((), ("", "")),
    ],
)
def test_fields_that_differ_give_keys_that_differ(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> None:
    assert digest(*one) != digest(*other)


FIELD = st.none() | st.text(alphabet="aé\x00\x1e\x1fSME", max_size=4)


@given(st.lists(st.tuples(FIELD, FIELD), max_size=8))
def test_keys_of_whole_columns_are_those_of_their_rows(rows: list[tuple[str | None, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.String}, orient="row")
    assert digest_rows(frame).to_list() == [digest(*row) for row in rows]
