"""Rows of a file of facts."""

from decimal import Decimal
from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.project import Indicator, Relation, Text
from ecosystem_graph.records.provenance import Claim
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.curated.document import load_document
from ecosystem_graph.sources.curated.rows import fact_rows, record_rows

HEAD = (
    "format: ecosystem-graph/curated/1\nsources:\n"
    "  - {id: page, title: A page, publisher: Somebody, licence: CC0, url: 'https://example.org', language: en}\n"
    "  - {id: other, title: Another, publisher: Somebody, kind: registry, source_key: X1, retrieved: 2026-03-01}\n"
)


def rows(tmp_path: Path, body: str) -> list[Row]:
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return list(fact_rows(load_document(path)))


def test_each_source_becomes_a_record_that_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD, encoding="utf-8")
    page, other = record_rows(load_document(path), "0" * 64)
    assert (page.key, page.kind, page.url, page.language) == ("curated.page", "page", "https://example.org", "en")
    assert (page.locator, page.title, page.publisher, page.licence) == ("sources[0]", "A page", "Somebody", "CC0")
    assert (other.kind, other.source_key, str(other.retrieved)) == ("registry", "X1", "2026-03-01")
    assert (page.file, page.source, page.record) == ("facts.yaml", "curated", "curated.page")


def test_a_fact_has_the_source_of_its_block_unless_it_names_another(tmp_path: Path) -> None:
    _, first, second = rows(
        tmp_path,
        "projects:\n  - id: p\n    source: page\n    texts:\n      - {role: title, language: en, text: A title}\n"
        "      - {role: title, language: de, text: Ein Titel, source: other, translation_status: human}\n",
    )
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert (first.record, first.key, first.translation_status) == ("curated.page", "curated.p.title.en", "unknown")
    assert (second.record, second.key, second.translation_status) == ("curated.other", "curated.p.title.de", "human")


@pytest.mark.parametrize(
    ("fact", "value", "state", "key"),
    [
        ("{kind: eu, value: '1632694.50'}", Decimal("1632694.50"), "published", "curated.p.eu"),
        ("{kind: eu, value: 5, phase: approved}", Decimal(5), "published", "curated.p.eu.approved"),
        ("{kind: total, value: '0'}", Decimal(0), "published-zero", "curated.p.total"),
        ("{kind: total, state: unpublished}", None, "unpublished", "curated.p.total"),
    ],
)
def test_amounts_are_exact_and_tell_zero_from_unpublished(
    tmp_path: Path, fact: str, value: Decimal | None, state: str, key: str
) -> None:
    _, amount = rows(tmp_path, f"projects:\n  - {{id: p, source: page, amounts: [{fact}]}}\n")
    assert isinstance(amount, Amount)
    assert (amount.value, amount.state, amount.key) == (value, state, key)


def test_indicators_claims_and_relations_have_their_defaults(tmp_path: Path) -> None:
    _, indicator, relation, claim = rows(
        tmp_path,
        "projects:\n  - {id: p, source: page, indicators: [{indicator: action-plans, value: 7}]}\n"
        "relations:\n  - {source: page, subject: project/p, predicate: targetsRegion, object: region/AT31}\n"
        "claims:\n  - {id: c, source: page, about: project/p, property: value, value: '7', confidence: 0.57}\n",
    )
    assert isinstance(indicator, Indicator)
    assert (indicator.comparator, indicator.stage, indicator.key) == ("eq", "unknown", "curated.p.action-plans")
    assert isinstance(relation, Relation)
    assert (relation.subject, relation.object_class, relation.object) == ("curated.p", "region", "AT31")
    assert isinstance(claim, Claim)
    assert (claim.rule, claim.confidence) == ("hand", "0.57")


def test_a_fact_may_not_be_stated_twice(tmp_path: Path) -> None:
    body = (
        "projects:\n  - id: p\n    source: page\n    indicators:\n"
        "      - {indicator: action-plans, value: 7}\n      - {indicator: action-plans, value: 8}\n"
    )
    with pytest.raises(SourceFormatError, match=r"indicators\[1\], line 10: expected a fact that is stated once"):
        rows(tmp_path, body)
