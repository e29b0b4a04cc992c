"""Pages about programmes and calls in all languages: no project is found on them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.sources.pages.extract import extract
from ecosystem_graph.sources.pages.preparation import prepare_document
from ecosystem_graph.sources.pages.router import PROGRAMME_PAGE

PAGES = tomllib.loads(Path(__file__).with_name("page_call.toml").read_text(encoding="utf-8"))["page"]


@pytest.mark.parametrize("page", PAGES, ids=[page["language"] for page in PAGES])
def test_a_page_about_a_call_gives_no_project(page: dict[str, Any]) -> None:
    extraction = extract(prepare_document(page["text"].lstrip("\n"), None))
    assert extraction.facts == ()
    assert extraction.document.kind == PROGRAMME_PAGE


def test_a_call_is_read_about_in_every_official_language_of_the_union() -> None:
    first = {"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"}
    official = first | {"hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"}
    assert official <= {page["language"] for page in PAGES}


def test_a_page_that_names_partners_and_one_deadline_is_about_its_project() -> None:
    text = "Lead partner: University of Northfield\nPartners: Port of Samplehaven\nSubmission deadline: 1 May 2019"
    assert {fact.property for fact in extract(prepare_document(text, None)).facts} >= {"leadPartner", "partner"}
