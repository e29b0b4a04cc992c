"""Linkage from end to end."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.resolve.linkage.conftest import PARTNERS, mentions_of

from ecosystem_graph.errors import JudgementConflictError
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.link import Linkage, link_mentions


def groups(linkage: Linkage) -> set[tuple[int, ...]]:
    """Return clusters of more than one row, as row numbers."""
    parts = linkage.clusters.group_by("cluster").agg(pl.col("key").str.slice(1).cast(pl.Int64).sort())["key"].to_list()
    return {tuple(part) for part in parts if len(part) > 1}


def test_names_in_several_languages_and_scripts_come_together(partners: pl.DataFrame) -> None:
    found = groups(link_mentions(partners))
    assert found == {(0, 1), (2, 3, 4), (5, 6), (7, 8), (11, 12), (13, 14)}


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(len(PARTNERS))))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    mentions = mentions_of(*PARTNERS)
    assert link_mentions(mentions[order]).clusters.equals(link_mentions(mentions).clusters)


def test_a_negative_judgement_is_never_violated(partners: pl.DataFrame) -> None:
    linkage = link_mentions(partners, judgements=[Judgement("k00002", "k00003", is_same=False)])
    cluster = dict(linkage.clusters.iter_rows())
    assert cluster["k00002"] != cluster["k00003"]


def test_different_identifiers_of_one_scheme_keep_apart_unless_judged(partners: pl.DataFrame) -> None:
    numbers = pl.DataFrame({"key": ["k00000", "k00001"], "scheme": ["vat", "vat"], "value": ["ATU1", "ATU2"]})
    assert (0, 1) not in groups(link_mentions(partners, identifiers=numbers))
    judged = [Judgement("k00000", "k00001", is_same=True)]
    assert (0, 1) in groups(link_mentions(partners, identifiers=numbers, judgements=judged))


def test_equal_identifiers_link_what_names_do_not(partners: pl.DataFrame) -> None:
    numbers = pl.DataFrame({"key": ["k00009", "k00012"], "scheme": ["pic", "pic"], "value": ["999", "999"]})
    assert any({9, 12} <= set(group) for group in groups(link_mentions(partners, identifiers=numbers)))


def test_contradicting_judgements_show_their_chain(partners: pl.DataFrame) -> None:
    judgements = [
        Judgement("k1", "k2", is_same=True, where="a.csv, line 2"),
        Judgement("k2", "k3", is_same=True, where="a.csv, line 3"),
        Judgement("k1", "k3", is_same=False, where="a.csv, line 4"),
    ]
    with pytest.raises(JudgementConflictError, match=r"line 4.*k1 = k2 \(a.csv, line 2\); k2 = k3 \(a.csv, line 3\)"):
        link_mentions(partners, judgements=judgements)


def test_ten_thousand_universities_without_a_name_make_no_pairs_and_no_cluster() -> None:
    linkage = link_mentions(mentions_of(*[("University", "", "")] * 10_000))
    assert len(linkage.candidates.left) == 0
    assert linkage.clusters["cluster"].n_unique() == 10_000
    assert {issue.code for issue in linkage.issues} == {"EG-LNK-001"}


def test_names_of_no_or_one_letter_are_reported_and_linked_to_nothing() -> None:
    linkage = link_mentions(mentions_of(("", "AT", ""), ("", "AT", ""), ("x", "AT", ""), ("x", "AT", "")))
    assert linkage.clusters["cluster"].n_unique() == 4
    assert len(linkage.issues) == 4


def test_pairs_grow_with_the_number_of_names_not_with_its_square() -> None:
    rows = [(f"Institute of Technology {word}{place}", "DE", "") for place in range(300) for word in ("Alba", "Bora")]
    assert len(link_mentions(mentions_of(*rows)).candidates.left) <= 600 * 20


def test_public_bodies_of_one_territory_are_told_apart_by_their_kind() -> None:
    bodies = mentions_of(
        ("County Council of Västerbotten", "SE", "Umeå"),
        ("Västerbottens läns landsting", "SE", "Umeå"),
        ("Länsstyrelsen i Västerbotten", "SE", "Umeå"),
        ("County Administrative Board of Västerbotten", "SE", "Umeå"),
        ("Västerbottens museum", "SE", "Umeå"),
        ("Sør-Trøndelag Fylkeskommune", "NO", "Trondheim"),
        ("Sør-Trøndelag County Council", "NO", "Trondheim"),
        ("Fylkesmannen i Sør-Trøndelag", "NO", "Trondheim"),
    )
    assert groups(link_mentions(bodies)) == {(0, 1), (2, 3), (5, 6)}
