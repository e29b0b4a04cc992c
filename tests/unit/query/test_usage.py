from dataclasses import replace

from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.query.pack import load_packs
from ecosystem_graph.query.usage import TermUse, find_uses
from ecosystem_graph.terms import EG

PACKS = load_packs()


def test_every_term_shows_a_column_or_is_read_by_a_query() -> None:
    uses = find_uses(PACKS.values())
    assert {name for name in vars(EG) if not name.startswith("_")} == set(uses)
    assert [name for name, use in uses.items() if not use.columns and not use.queries] == []


def test_a_property_names_table_and_column_and_a_class_the_table() -> None:
    uses = find_uses(PACKS.values())
    assert "project.acronym" in uses["acronym"].columns
    assert "participation" in uses["Participation"].columns


def test_a_query_that_names_a_term_is_listed_under_it() -> None:
    uses = find_uses(PACKS.values())
    assert {slug for slug, query in PACKS.items() if ":participationRole" in query.text} <= set(
        uses["participationRole"].queries
    )


def test_without_queries_and_mapping_no_term_is_used() -> None:
    assert set(find_uses([], [], []).values()) == {TermUse((), ())}


def test_a_term_that_leaves_the_mapping_loses_its_columns() -> None:
    maps = [
        replace(entity, properties=tuple(some for some in entity.properties if some.predicate != EG.addressLine))
        for entity in MAPS
    ]
    assert find_uses([], maps)["addressLine"] == TermUse((), ())
    assert find_uses([])["addressLine"].columns == ("participation.street",)
