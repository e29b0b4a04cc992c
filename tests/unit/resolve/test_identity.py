"""Which stated entities are one."""

import itertools
import random
from collections.abc import Iterator

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA, SCHEME_STRENGTH, canonical_keys, link_identities
from ecosystem_graph.terms import CONCEPTS

Row = tuple[str, str, str]


def identifiers(*rows: Row, of: str = "organisation") -> pl.DataFrame:
    columns = ("subject", "scheme", "value")
    table = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return table.with_columns(record=pl.lit("a.1"), subject_class=pl.lit(of))


def canonical(*rows: Row) -> dict[str, str]:
    return dict(link_identities(identifiers(*rows)).select("subject", "object").iter_rows())


def test_equal_identifiers_link_and_name_the_entity() -> None:
    assert canonical(("a.1", "ror", "02xyz"), ("b.7", "ror", "02xyz"), ("c.3", "ror", "05abc")) == {
        "a.1": "ror.02xyz",
        "b.7": "ror.02xyz",
        "c.3": "ror.05abc",
    }


def test_links_go_on_through_different_identifiers_and_the_strongest_names() -> None:
    rows = (("a.1", "vat", "ATU1"), ("b.1", "vat", "ATU1"), ("b.1", "pic", "999"), ("c.1", "pic", "999"))
    assert set(canonical(*rows).values()) == {"pic.999"}


def test_one_value_under_two_schemes_links_nothing() -> None:
    assert canonical(("a.1", "vat", "123"), ("b.1", "pic", "123")) == {"a.1": "vat.123", "b.1": "pic.123"}


def test_entities_of_two_classes_are_never_one() -> None:
    rows = pl.concat([identifiers(("a.1", "keep", "5")), identifiers(("a.2", "keep", "5"), of="project")])
    linked = link_identities(rows)
    assert linked.select("subject_class", "subject", "object").rows() == [
        ("organisation", "a.1", "keep.5"),
        ("project", "a.2", "keep.5"),
    ]


def test_a_weaker_identifier_that_joins_two_stronger_ones_links_nothing() -> None:
    rows = (
        ("a.1", "vat", "ATU1"),
        ("a.1", "pic", "1"),
        ("b.1", "vat", "ATU1"),
        ("b.1", "pic", "2"),
        ("c.1", "pic", "2"),
    )
    assert canonical(*rows) == {"a.1": "pic.1", "b.1": "pic.2", "c.1": "pic.2"}


def test_a_contradiction_leaves_other_entities_linked() -> None:
    rows = (("a.1", "pic", "1"), ("a.1", "pic", "2"), ("b.1", "pic", "3"), ("c.1", "pic", "3"))
    assert canonical(*rows) == {"b.1": "pic.3", "c.1": "pic.3"}


def test_a_scheme_that_nobody_ranked_links_nothing() -> None:
    assert canonical(("a.1", "telephone", "1"), ("b.1", "telephone", "1")) == {}


def test_each_link_says_by_which_method_and_evidence() -> None:
    link = link_identities(identifiers(("a.1", "ror", "02xyz"))).row(0, named=True)
    assert (link["method"], link["confidence"], link["evidence"]) == (
        "identifier",
        "1.0",
        "equal identifier ror 02xyz",
    )


def test_no_identifiers_give_no_links_but_all_columns() -> None:
    linked = link_identities(identifiers())
    assert linked.schema == IDENTITY_SCHEMA
    assert linked.is_empty()
    assert canonical_keys(linked) == {}


def test_the_order_and_repetition_of_rows_do_not_matter() -> None:
    rows = [
        ("a.1", "vat", "ATU1"), ("b.1", "vat", "ATU1"), ("b.1", "pic", "9"), ("c.1", "pic", "9"), ("d.1", "pic", "1"),
        ("d.1", "pic", "2"), ("e.1", "ror", "x"), ("e.1", "wikidata", "Q1"), ("f.1", "wikidata", "Q1"),
    ]  # fmt: skip
    expected = link_identities(identifiers(*rows))
    for seed in range(5):
        shuffled = rows * 2
        random.Random(seed).shuffle(shuffled)
        assert link_identities(identifiers(*shuffled)).equals(expected)


def components_without_contradiction(rows: list[tuple[str, str, str]]) -> Iterator[frozenset[str]]:
    """Connected components; one with two values of a scheme is looked at again without its weakest scheme."""
    graph = nx.Graph([(("entity", subject), (scheme, value)) for subject, scheme, value in rows])
    for component in nx.connected_components(graph):
        known = sorted((scheme, value) for scheme, value in component if scheme != "entity")
        members = frozenset(subject for kind, subject in component if kind == "entity")
        if all(len(list(some)) == 1 for _, some in itertools.groupby(known, key=lambda each: each[0])):
            yield members
        else:
            weakest = max((scheme for scheme, _ in known), key=SCHEME_STRENGTH.index)
            again = [row for row in rows if row[0] in members and row[1] != weakest]
            yield from components_without_contradiction(again)


def test_links_are_the_consistent_components_that_networkx_finds() -> None:
    draw = random.Random(7)
    rows = [(f"a.{draw.randrange(60)}", draw.choice(("ror", "pic", "vat")), str(draw.randrange(90))) for _ in range(70)]
    expected = set(components_without_contradiction(rows))
    found = link_identities(identifiers(*rows)).group_by("object").agg("subject")
    assert {frozenset(subjects) for subjects in found["subject"]} == expected


def test_only_keys_that_change_are_listed() -> None:
    rows = (("interreg-de.Alpen013", "interreg-de", "Alpen013"), ("curated.s3", "interreg-de", "Alpen013"))
    changed = canonical_keys(link_identities(identifiers(*rows)))
    assert {name: keys.rows() for name, keys in changed.items()} == {
        "organisation": [("curated.s3", "interreg-de.Alpen013")]
    }


@pytest.mark.parametrize("scheme", sorted(CONCEPTS["identifier-scheme"]))
def test_every_identifier_scheme_of_the_vocabulary_has_a_rank(scheme: str) -> None:
    assert scheme in SCHEME_STRENGTH
