"""Language tags that may tag a literal."""

from collections.abc import Callable

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Text
from ecosystem_graph.resolve.language import is_language_tag, use_valid_languages


def accepted(tag: str) -> bool:
    return bool(pl.DataFrame({"language": [tag]}).select(is_language_tag()).item())


@pytest.mark.parametrize("tag", ["en", "de-AT", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "und", "x-own", "DE"])
def test_a_well_formed_tag_is_accepted_and_can_tag_a_literal(tag: str) -> None:
    assert accepted(tag)
    assert ox.Literal("text", language=tag).language == tag.lower()


@pytest.mark.parametrize(
    "tag", ["English", "de_DE", "d", "en-", "-en", "en--GB", "en GB", 'en"', "", "deutsch-ü", "en-a"]
)
def test_what_is_no_tag_is_not_accepted(tag: str) -> None:
    assert accepted(tag) == (tag == "English")  # seven letters are reserved by the grammar, so well-formed


def test_a_text_with_a_malformed_tag_stays_with_an_undetermined_language(state: Callable[..., RecordSet]) -> None:
    text = Text(
        record="a.1", key="a.1.title", subject_class="project", subject="a.1", role="title",
        language="de_DE", language_basis="stated", text="Wolle",
    )  # fmt: skip

    tables, (findings,) = use_valid_languages(state(text))

    assert tables["text"].select("language", "text").row(0) == ("und", "Wolle")
    assert findings.select("code", "field", "found").row(0) == ("EG-RES-006", "text.language", "de_DE")


def test_a_name_with_a_malformed_tag_becomes_a_name_without_one(state: Callable[..., RecordSet]) -> None:
    tables, _ = use_valid_languages(state(Organisation(record="a.1", key="a.1", name="Wolle", language="de_DE")))
    assert tables["organisation"].select("name", "language").row(0) == ("Wolle", None)
