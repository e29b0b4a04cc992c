"""Codes of the vocabularies."""

from collections.abc import Callable

import polars as pl

from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.graph.mapping.model import IriObject
from ecosystem_graph.namespaces import DEF
from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Topic
from ecosystem_graph.resolve.concept import CODES, keep_known_schemes, open_concepts
from ecosystem_graph.terms import CONCEPTS


def topic(scheme: str, code: str) -> Topic:
    return Topic(record="a.1", subject_class="project", subject="a.1", scheme=scheme, code=code)


def test_codes_of_the_vocabularies_are_fine(state: Callable[..., RecordSet]) -> None:
    rows = (topic("s3-domain", "AUTO"), Organisation(record="a.1", key="a.o", name="A", type="sme"))
    tables, findings = keep_known_schemes(state(*rows))
    assert pl.concat(findings).is_empty()
    assert tables["topic"].height == 1


def test_an_unknown_code_is_kept_and_found(state: Callable[..., RecordSet]) -> None:
    rows = (topic("s3-domain", "GOLD"), Organisation(record="a.1", key="a.o", name="A", type="guild"))
    tables, findings = keep_known_schemes(state(*rows))
    assert pl.concat(findings).select("code", "field", "found").rows() == [
        ("EG-RES-013", "organisation.type", "guild"),
        ("EG-RES-013", "topic.code", "s3-domain/GOLD"),
    ]
    assert tables["topic"]["code"].to_list() == ["GOLD"]


def test_a_topic_of_an_unknown_scheme_is_left_out_and_found(state: Callable[..., RecordSet]) -> None:
    tables, findings = keep_known_schemes(state(topic("s3 domain", "AUTO"), topic("s3-domain", "AUTO")))
    assert tables["topic"]["scheme"].to_list() == ["s3-domain"]
    assert pl.concat(findings).select("code", "found").rows() == [("EG-RES-012", "s3 domain")]


def test_the_columns_with_codes_are_those_that_the_mapping_makes_concepts_of() -> None:
    mapped = {
        (entity.table, column): some.object.template.text.removeprefix(DEF).partition("/")[0]
        for entity in MAPS
        for some in entity.properties
        if isinstance(some.object, IriObject) and some.object.template.text.startswith(DEF)
        for column in some.object.template.columns
        if entity.table in TABLES and entity.table not in {"topic", "concept"}
    }
    assert mapped == {(name, column): scheme for name, columns in CODES.items() for column, scheme in columns.items()}
    assert set(mapped.values()) <= set(CONCEPTS)


def test_an_open_scheme_takes_any_code_and_the_words_most_topics_use() -> None:
    topics = pl.DataFrame(
        {
            "record": ["r"] * 5,
            "subject_class": ["project"] * 5,
            "subject": ["p", "q", "s", "t", "u"],
            "scheme": ["euroscivoc"] * 4 + ["keep-theme"],
            "code": ["/23", "/23", "/23", "/25", "safety"],
            "raw": ["natural sciences", "natural sciences", "Natural", None, "Safety"],
            "basis": ["stated"] * 5,
        }
    )
    assert open_concepts(topics).rows() == [("euroscivoc", "/23", "natural sciences"), ("euroscivoc", "/25", None)]
    _, findings = keep_known_schemes(RecordSet({"topic": topics}))
    assert sum(found.height for found in findings) == 0
