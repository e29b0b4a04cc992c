"""The declarative mapping: it names only what exists, and leaves out only what is listed here."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest
from rdflib import namespace

from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.mapping import MAPS, EntityMap, maps_of
from ecosystem_graph.graph.mapping.analysis import ANALYSIS_MAPS
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Property, Template
from ecosystem_graph.graph.mapping.predicate import predicate_table
from ecosystem_graph.namespaces import COUNTRY, CURRENCY, DEF, NUTS, NUTS_SCHEME, ONTOLOGY, XSD
from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.resolve.reference import SUBJECT_CLASSES
from ecosystem_graph.sources.pages.rows import DESCRIPTION
from ecosystem_graph.terms import CONCEPTS, EG

FOREIGN: tuple[type[namespace.DefinedNamespace], ...] = (
    namespace.DCAT,
    namespace.DCTERMS,
    namespace.FOAF,
    namespace.GEO,
    namespace.OWL,
    namespace.PROV,
    namespace.RDFS,
    namespace.SKOS,
)
OWN = {iri: name for name, iri in vars(EG).items() if isinstance(iri, str) and iri.startswith(ONTOLOGY)}

NOT_IN_THE_GRAPH = {
    ("dataset", "record"): "the record of a dataset is the dataset itself",
    ("record", "record"): "the record of a record is the record itself",
    ("dataset", "kind"): "it says which record counts; the graph has what was chosen and the rule",
    ("organisation", "country"): "written as the code of the authority table",
    ("participation", "country"): "written as the code of the authority table",
    ("cluster", "country"): "written as the code of the authority table",
    ("infrastructure", "country"): "written as the code of the authority table",
    ("region", "country"): "written as the code of the authority table",
    **{
        (
            "change",
            column,
        ): "links between editions that follow each other are written from what resolution makes of them"
        for column in ("record", "source", "source_edition", "target", "target_edition", "level", "population", "area")
    },
    **{
        ("locality", column): "lists of places serve to find regions and are not repeated"
        for column in ("record", "country", "postcode", "town", "region", "edition")
    },
    ("concept", "key"): "a concept is named by its scheme and code",
    ("label", "record"): "a label is one statement; the graph of its source says who states it",
    ("validity", "record"): "a validity is one statement; the graph of its source says who states it",
    ("participation", "country_raw"): "the ontology has no property for it yet; it stays in the record tables",
    ("topic", "raw"): "a topic is one statement, which cannot carry words; the concept has labels",
    ("topic", "basis"): "a topic is one statement; what was mined is a claim too",
    ("topic", "record"): "a topic is one statement; the graph of its source says who states it",
    ("name", "kind"): "all further names are skos:altLabel; what kind they are stays in the record tables",
    ("name", "record"): "a name is one statement; the graph of its source says who states it",
    ("relation", "record"): "a relation is one statement; the graph of its source says who states it",
}
"""Columns of record tables that no statement shows, and why."""

RELATIONS = {
    "addressesPriority", "eligibleRegion", "involvesCluster", "leadRegion", "linkedToCluster", "partnerRegion",
    "targetsRegion", "usesInfrastructure",
}  # fmt: skip
"""Properties whose predicate comes from a row."""

LEXICAL = {
    ("region", "edition"), ("validity", "edition"), ("strategy", "region_edition"), ("organisation", "region_edition"),
    ("participation", "region_edition"), ("cluster", "region_edition"), ("infrastructure", "region_edition"),
    ("claim", "confidence"), ("identity", "confidence"), ("programme", "cofinancing_ceiling"),
    ("geometry", "wkt"),
}  # fmt: skip
"""Text columns that hold the lexical form of a number, a year or a geometry."""


def properties() -> Iterator[tuple[EntityMap, Property]]:
    yield from ((entity, some) for entity in MAPS for some in entity.properties)


def columns_of(some: Property) -> set[str]:
    predicate = set(some.predicate.columns) if isinstance(some.predicate, Template) else set()
    if isinstance(some.object, IriObject):
        return predicate | set(some.object.template.columns)
    return predicate | {column for column in (some.object.column, some.object.language) if column is not None}


def is_foreign_term(iri: str) -> bool:
    return any(iri.startswith(str(known)) and iri.removeprefix(str(known)) in known for known in FOREIGN)


def test_every_map_has_a_name_of_its_own() -> None:
    names = [entity.name for entity in MAPS]
    assert len(names) == len(set(names))


def test_every_predicate_is_a_term_of_the_ontology_or_of_a_known_vocabulary() -> None:
    for entity, some in properties():
        if isinstance(some.predicate, Template):
            assert some.predicate.text == f"{ONTOLOGY}{{predicate}}"
        else:
            assert some.predicate in OWN or is_foreign_term(some.predicate), (entity.name, some.predicate)


def test_every_class_is_a_term_of_the_ontology_and_none_is_left_without_map() -> None:
    written = {iri for entity in (*MAPS, *ANALYSIS_MAPS) for iri in entity.types if iri.startswith(ONTOLOGY)}
    assert written == {iri for iri, name in OWN.items() if name[0].isupper()}


def test_every_property_of_the_ontology_is_written_by_some_map_or_named_by_claims() -> None:
    written = {some.predicate for entity in (*MAPS, *ANALYSIS_MAPS) for some in entity.properties}
    written |= {f"{ONTOLOGY}{name}" for name in RELATIONS}
    claimed = {f"{ONTOLOGY}{name}" for name in DESCRIPTION["terms"].values()}
    assert {iri for iri, name in OWN.items() if name[0].islower()} <= written | claimed


def test_no_property_is_mapped_twice_from_the_same_columns() -> None:
    for entity in MAPS:
        pairs = [(str(some.predicate), tuple(sorted(columns_of(some)))) for some in entity.properties]
        assert len(pairs) == len(set(pairs)), entity.name


@pytest.mark.parametrize("source_graphs", [True, False])
def test_every_column_that_a_map_names_exists_in_its_table(source_graphs: bool) -> None:
    resolved = resolve(RecordSet({}))
    parts = [*graph_parts(resolved.stated, resolved.consolidated, "https://example.org/", source_graphs=source_graphs)]
    source = [(maps_of("source"), resolved.stated)]
    for maps, tables in [*((part.maps, part.tables) for part in parts), *source]:
        for entity in maps:
            named = set(entity.subject.columns).union(*map(columns_of, entity.properties))
            assert named <= set(tables[entity.table].columns), entity.name


def test_every_column_of_the_record_tables_is_mapped_or_left_out_for_a_reason() -> None:
    mapped = {(entity.table, column) for entity in MAPS for column in entity.subject.columns}
    mapped |= {(entity.table, column) for entity, some in properties() for column in columns_of(some)}
    stated = {(name, field.name) for name, row in TABLES.items() for field in fields(row)}
    assert stated - mapped == set(NOT_IN_THE_GRAPH)


def test_every_concept_comes_from_a_scheme_that_exists() -> None:
    for entity, some in properties():
        if isinstance(some.object, IriObject) and some.object.template.text.startswith(DEF):
            scheme = some.object.template.text.removeprefix(DEF).partition("/")[0]
            assert scheme in CONCEPTS or scheme == "{scheme}", (entity.name, scheme)


def test_iris_start_with_the_base_a_known_namespace_or_come_whole_from_a_column() -> None:
    starts = ("id/", DEF, NUTS, NUTS_SCHEME, COUNTRY, CURRENCY, ONTOLOGY)
    whole = {"{website}", "{url}", "{licence_iri}", "{property_iri}", "{iri}", "{gazetteer}"}
    templates = [entity.subject for entity in MAPS]
    templates += [some.object.template for _, some in properties() if isinstance(some.object, IriObject)]
    for template in templates:
        assert template.text.startswith(starts) or template.text in whole, template.text


def test_links_to_entities_use_the_folder_under_which_the_entity_is_written() -> None:
    folders = {folder_of(entity.subject.text) for entity in MAPS if entity.types} | {
        "{subject_class}",
        "{object_class}",
    }
    for entity, some in properties():
        if isinstance(some.object, IriObject) and some.object.template.text.startswith("id/"):
            assert folder_of(some.object.template.text) in folders, (entity.name, some.object.template.text)


def test_every_class_that_rows_may_be_about_has_its_folder() -> None:
    folders = {folder_of(entity.subject.text) for entity in MAPS if entity.types}
    assert folders >= SUBJECT_CLASSES


def folder_of(template: str) -> str:
    return template.split("/")[1] if template.startswith("id/") else ""


def test_every_node_of_a_record_table_says_in_one_hop_which_record_states_it() -> None:
    for entity in MAPS:
        if entity.types and entity.table in TABLES and entity.table not in {"dataset", "record"}:
            assert str(namespace.PROV.wasDerivedFrom) in {some.predicate for some in entity.properties}, entity.name


def test_datatypes_fit_the_types_of_the_columns() -> None:
    allowed: dict[type, set[str | None]] = {
        date: {f"{XSD}date"},
        int: {f"{XSD}integer", f"{XSD}gYear"},
        Decimal: {f"{XSD}decimal"},
        str: {None},
    }
    for entity, some in properties():
        if isinstance(some.object, LiteralObject) and entity.table in TABLES:
            kind = plain_type(entity.table, some.object.column)
            if kind is not None and (entity.table, some.object.column) not in LEXICAL:
                assert some.object.datatype in allowed[kind], (entity.name, some.object.column)


def plain_type(table: str, column: str) -> type | None:
    hint = get_type_hints(TABLES[table]).get(column)
    return next((kind for kind in get_args(hint) or (hint,) if kind in {date, int, Decimal, str}), None)


def test_source_graphs_and_default_graph_share_what_both_show() -> None:
    both = {entity.name for entity in MAPS if entity.view == "both"}
    assert both <= {entity.name for entity in maps_of("default")}
    assert both <= {entity.name for entity in maps_of("source")}
    assert {entity.name for entity in maps_of("identity")} == {"identity-link", "identity-candidate", "redirect"}
    assert {entity.name for entity in maps_of("quality")} == {"issue", "conflict"}


def test_each_column_of_an_entity_has_at_most_one_predicate_to_name_in_a_conflict() -> None:
    table = predicate_table(MAPS)
    assert table.select("table", "column").is_unique().all()
    shown = {(name, column): predicate for name, column, predicate in table.iter_rows()}
    assert shown["organisation", "name"] == str(namespace.RDFS.label)
    assert shown["organisation", "country"] == EG.country
    assert shown["project", "programme"] == EG.fundedUnder
    assert shown["amount", "value"] == EG.amount


@pytest.mark.parametrize(
    "template", ["id/{subject_class}/{subject}", "{website}", "https://a.example/{x}.{y}", "plain"]
)
def test_a_template_is_the_sum_of_its_parts(template: str) -> None:
    parts = Template(template).parts()
    assert "".join(f"{start}{{{column}}}" if column else start for start, column in parts) == template


def test_only_relative_templates_move_with_the_base() -> None:
    assert Template("id/project/{key}").under("https://b.example/").text == "https://b.example/id/project/{key}"
    assert Template("{website}").under("https://b.example/").text == "{website}"
    assert Template(f"{NUTS}{{key}}").under("https://b.example/").text == f"{NUTS}{{key}}"


def test_a_bound_column_becomes_a_constant() -> None:
    assert Template("id/{subject_class}/{subject}").bind("subject_class", "call").text == "id/call/{subject}"
