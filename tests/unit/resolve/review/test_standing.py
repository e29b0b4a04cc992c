"""How two organisations of a release stand to each other."""

import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.review.release_table import OrganisationTables
from ecosystem_graph.resolve.review.standing import compare_organisations


def test_one_organisation_shows_the_evidence_that_joined_it(tables: OrganisationTables) -> None:
    standing = compare_organisations(tables, "list.c", "https://data.example/id/organisation/list.a")
    assert standing.is_one
    assert [step.key for step in standing.chain] == ["list.c"]
    assert "Tyrolean Hospitals (Hall, AT)" in "\n".join(standing.to_lines())


def test_equal_identifiers_are_a_chain_of_both_records(tables: OrganisationTables) -> None:
    standing = compare_organisations(tables, "list.d", "list.e")
    assert [step.key for step in standing.chain] == ["list.d", "list.e"]
    assert standing.sides[0].identifiers == ("ror 04zfsh9",)


def test_two_organisations_show_what_speaks_for_one_and_who_judged(tables: OrganisationTables) -> None:
    judged = [Judgement("list.a", "list.x", is_same=False, where="j.csv, line 2"), Judgement("p", "q", is_same=True)]
    standing = compare_organisations(tables, "list.a", "list.b", judged)
    assert not standing.is_one
    lines = "\n".join(standing.to_lines())
    assert "may be one: names “Tirol Kliniken”" in lines
    assert "judged different: list.a and list.x (j.csv, line 2)" in lines
    assert "p and q" not in lines


def test_pairs_that_were_never_compared_are_said_to_be_two(tables: OrganisationTables) -> None:
    lines = compare_organisations(tables, "list.a", "list.d").to_lines()
    assert "not compared, or nothing speaks for their being one" in lines


def test_an_unknown_organisation_is_not_found(tables: OrganisationTables) -> None:
    with pytest.raises(NotFoundError, match=r"no organisation .*zzz"):
        compare_organisations(tables, "list.a", "https://data.example/id/organisation/list.zzz")
