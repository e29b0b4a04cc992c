"""Words that mean the same in any language."""

import csv

import pytest

from ecosystem_graph.resolve.linkage.lexicon import fold, load_lexicon, read_entries
from ecosystem_graph.resources import resource

LANGUAGES = (
    "bg", "hr", "cs", "da", "nl", "en", "et", "fi", "fr", "de", "el", "hu", "ga", "it", "lv", "lt", "mt", "pl", "pt",
    "ro", "sk", "sl", "es", "sv",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("university", "Universität università uniwersytet Πανεπιστήμιο университет egyetem ülikool yliopisto"),
        ("chamber", "Kammer camera izba komora Επιμελητήριο камара kauppakamari zbornica"),
        ("ministry", "Ministerium ministero ministerstwo Υπουργείο министерство minisztérium ministeriö"),
        ("municipality", "Gemeinde comune gmina obec Δήμος община önkormányzat kommun savivaldybė občina"),
        ("region", "Region regione régió Περιφέρεια регион kraj regija región"),
        ("agency", "Agentur agenzia agencja Agência агенция ügynökség aģentūra"),
    ],
)
def test_a_kind_of_organisation_is_known_in_every_language(kind: str, words: str) -> None:
    found = {word: entry.concept for word in words.split() if (entry := load_lexicon().find(fold(word)))}
    assert set(found) == set(words.split())
    assert {word for word, concept in found.items() if concept != kind} <= {"kraj"}  # a county in some countries


def test_every_official_language_has_words_for_the_kinds_that_matter() -> None:
    with resource("data", "reference", "linkage", "kinds.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["concept"]: row for row in csv.DictReader(stream)}
    for kind in (
        "university",
        "institute",
        "ministry",
        "municipality",
        "region",
        "agency",
        "chamber",
        "cluster",
        "hospital",
    ):
        assert not [language for language in LANGUAGES if not rows[kind][language].strip()], kind


def test_no_prefix_of_a_lexicon_is_shorter_than_three_letters() -> None:
    for name in ("kinds.csv", "fields.csv", "demonyms.csv", "parents.csv"):
        assert not [entry for entry in read_entries(name, "any") if entry.is_prefix and len(entry.word) < 3]
