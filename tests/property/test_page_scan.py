"""Any text at all: no crash, spans inside the text, and a cost that grows with the text, not with its square."""

import time
from importlib import import_module

from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.sources.pages.annotation import Annotations, Fact
from ecosystem_graph.sources.pages.block import whole_page
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare, fold

ANNOTATORS = (
    "lexicon", "url", "identifier", "amount", "date", "number", "duration", "count", "programme", "fund", "country",
    "region", "indicator", "topic_code",
)  # fmt: skip
BINDERS = ("budget", "time", "count", "programme", "territory", "identifier", "indicator")
PACKAGE = "ecosystem_graph.sources.pages"
PIECES = (
    "1.234.567,89 €", "01.02.2018", "–", "2014-2020", "30 months", "Interreg", "Italy", "(", ")", "\n", ": ",
    "Total budget", "ERDF", "\u00a0", "\x00", "İ", "ß", "14 partners", "osm", "od", "do", "Alpenraum",
    "https://x.eu/", "%",
    "V B", "Σ", "٣",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


def read(text: str, language: str = "en") -> tuple[Annotations, list[Fact]]:
    document, found = Document(text, fold(text), language), Annotations()
    for name in ANNOTATORS:
        for each in import_module(f"{PACKAGE}.annotate.{name}").annotate(document, found):
            found.add(each)
    blocks = whole_page(text)
    return found, [
        fact for name in BINDERS for fact in import_module(f"{PACKAGE}.bind.{name}").bind(document, found, blocks)
    ]


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from(["en", "und", "lt", "hu", "el"]))
def test_any_text_is_read_without_a_crash_and_every_span_lies_in_it(text: str, language: str) -> None:
    found, facts = read(text, language)
    assert len(fold(text)) == len(bare(fold(text))) == len(text)
    assert all(0 <= each.start < each.end <= len(text) for each in (*found, *facts))


def test_four_times_the_text_costs_about_four_times_the_time() -> None:
    text = "Total budget: 1 000 000 EUR, 2018 - 2019, 14 partners from Italy, Germany and 30 months. " * 60
    read(text)
    seconds = []
    for many in (1, 4):
        start = time.process_time()
        read(text * many)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 12 * max(seconds[0], 0.02)
