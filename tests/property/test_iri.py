"""Laws of IRIs: any key gives a valid one, and what passes for a web address or a language tag can be written."""

from urllib.parse import unquote

import polars as pl
import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.graph.iri import encode_key, encode_keys, mint_iri
from ecosystem_graph.resolve.language import is_language_tag
from ecosystem_graph.resolve.website import is_web_address

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HOST = st.text("abz09.-%ÄÖé ü[]@:", min_size=1, max_size=12)
REST = st.text("abz09._~-%/?#:@!$&'()*+,;=[]{}<>\"\\^`| é🎈\u00a0\u2028\ue000", max_size=15)


def parses(line: str) -> bool:
    try:
        return len([*ox.parse(line, ox.RdfFormat.N_TRIPLES)]) == 1
    except SyntaxError:
        return False


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_key_gives_a_valid_iri_from_which_the_key_can_be_read(key: str) -> None:
    iri = mint_iri("https://w3id.org/ecosystem-graph/", "project", key)
    assert ox.NamedNode(iri).value == iri
    assert parses(f"<{iri}> <http://a.example/p> <{iri}> .")
    assert unquote(iri.rpartition("/")[2]) == key


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | ANY_TEXT))
def test_a_column_of_keys_is_encoded_as_each_key_alone(keys: list[str | None]) -> None:
    encoded = encode_keys(pl.Series(keys, dtype=pl.String))
    assert encoded.to_list() == [None if key is None else encode_key(key) for key in keys]


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY_TEXT, unique=True))
def test_keys_that_differ_give_iris_that_differ(keys: list[str]) -> None:
    assert encode_keys(pl.Series(keys, dtype=pl.String)).is_unique().all()


ADDRESSES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP://", "http:/"]),
        st.sampled_from(["a", "müller.example"]) | HOST,
        st.sampled_from(["", "/", ":80/?a=b#c"]) | REST,
    ),
    max_size=20,
)
TAGS = st.lists(st.from_regex(r"[A-Za-z]{1,9}([-_][A-Za-z0-9]{1,9}){0,3}", fullmatch=True) | ANY_TEXT, max_size=20)


@settings(max_examples=100, deadline=None)
@given(ADDRESSES)
def test_what_passes_for_a_web_address_is_an_iri_for_a_strict_parser(addresses: list[str]) -> None:
    table = pl.DataFrame({"website": addresses}, schema={"website": pl.String})
    for address in table.filter(is_web_address("website"))["website"]:
        assert ox.NamedNode(address).value == address
        assert parses(f"<http://a.example/s> <http://a.example/p> <{address}> .")


@settings(max_examples=100, deadline=None)
@given(TAGS)
def test_what_passes_for_a_language_tag_can_tag_a_literal_for_a_strict_parser(tags: list[str]) -> None:
    table = pl.DataFrame({"language": tags}, schema={"language": pl.String})
    for tag in table.filter(is_language_tag())["language"]:
        assert parses(f'<http://a.example/s> <http://a.example/p> "x"@{tag} .')
