"""Projects that several sources state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import polars as pl
import pytest
from tests.unit.resolve.project.conftest import Stated

from ecosystem_graph.resolve.identity import link_identities
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.project.link import link_projects

Tables = Mapping[str, pl.LazyFrame]
TablesOf = Callable[..., Tables]

SPAN: dict[str, Any] = {"start": date(2016, 11, 1), "end": date(2019, 4, 30)}
"""First and last day."""
PROMISED = {"learning-events": 51, "action-plans": 7, "good-practices": 14}
LATER: dict[str, Any] = {"start": date(2020, 1, 1), "end": date(2021, 1, 1)}
HERE, THERE = Stated(key="a.1"), Stated(key="b.1")
TITLE = "Smart Specialisation Strategies to build an Innovation model"


def links(tables: Tables) -> dict[str, str]:
    """Return the canonical key of each project that has another one, or that others share."""
    identity = link_projects(tables, link_identities(tables["identifier"].collect()), ["pages"]).identity
    return dict(identity.select("subject", "object").iter_rows())


def both(one: Stated = HERE, other: Stated = THERE, **columns: Any) -> tuple[Stated, Stated]:
    return replace(one, **columns), replace(other, **columns)


ONE = {"a.1": "a.1", "b.1": "a.1"}


@pytest.mark.parametrize(
    "pair",
    [
        both(total="2521964.00"),
        (replace(HERE, total="2521964.00"), replace(THERE, total="2500000.00")),
        both(partners=("Veneto Region", "Innosquare"), **SPAN),
        both(partners=("Veneto Region", "Innosquare")),
        both(**SPAN),
        both(title=TITLE),
        (replace(HERE, acronym=None, title=TITLE), replace(THERE, title=TITLE.upper())),
        both(Stated(key="a.1", programme="Alpen / Alpenraum", period=None), total="2521964.00"),
        both(
            Stated(key="a.1", programme=None),
            indicators={"learning-events": 51, "action-plans": 7, "good-practices": 14},
        ),
    ],
    ids=[
        "amount",
        "rounded",
        "partners in time",
        "partners in one period",
        "days",
        "title",
        "title alone",
        "language",
        "indicators",
    ],
)
def test_an_acronym_or_a_title_with_more_evidence_makes_one_project(
    tables_of: TablesOf, pair: tuple[Stated, ...]
) -> None:
    assert links(tables_of(*pair)) == ONE


@pytest.mark.parametrize(
    "pair",
    [
        both(),
        both(acronym="123"),
        both(acronym="S3", total="2521964.00"),
        both(indicators={"action-plans": 7, "good-practices": 14}),
        (replace(HERE, total="2521964.00"), replace(THERE, total="2621964.00")),
        both(other=replace(THERE, programme="INTERREG VB Danube"), total="2521964.00", **SPAN),
        both(other=replace(THERE, period="2021-2027"), total="2521964.00"),
        (replace(HERE, total="9.00", **SPAN), replace(THERE, total="9.00", **LATER)),
        both(other=replace(THERE, programme="INTERREG VB Danube"), title=TITLE),
        (replace(HERE, title="Technical assistance"), replace(THERE, acronym="TA", title="Technical assistance")),
        both(Stated(key="a.1", identifiers={"keep": "1"}), replace(THERE, identifiers={"keep": "2"}), total="9.00"),
    ],
    ids=[
        "acronym alone", "a number as acronym", "two letters", "two indicators", "other amount", "other programme",
        "other period", "other time", "title in two programmes", "short title", "identifiers",
    ],
)  # fmt: skip
def test_what_is_not_enough_or_contradicts_leaves_two_projects(tables_of: TablesOf, pair: tuple[Stated, ...]) -> None:
    assert len(set(links(tables_of(*pair)).values())) != 1


def test_two_rows_of_one_list_are_never_one_however_alike(tables_of: TablesOf) -> None:
    first = Stated(key="a.1", total="9.00", title=TITLE, partners=("A", "B"), **SPAN)
    assert links(tables_of(first, replace(first, key="a.2"))) == {}


def test_pages_are_documents_and_may_be_about_one_project(tables_of: TablesOf) -> None:
    page = Stated(key="pages.x", total="2521964.00", period=None)
    assert set(links(tables_of(page, replace(page, key="pages.y"))).values()) == {"pages.x"}


def test_of_two_rows_that_fit_alike_none_is_taken(tables_of: TablesOf) -> None:
    rows = (Stated(key=key, total="9.00", **SPAN) for key in ("a.1", "a.2", "b.1"))
    assert links(tables_of(*rows)) == {}


def test_of_two_rows_the_one_that_fits_much_better_is_taken(tables_of: TablesOf) -> None:
    here = Stated(key="a.1", total="9.00", partners=("A", "B", "C"), **SPAN)
    poor = Stated(key="a.2", total="9.00")
    assert links(tables_of(here, poor, replace(here, key="b.1"))) == {"a.1": "a.1", "b.1": "a.1"}


def test_a_chain_never_joins_two_rows_of_one_list(tables_of: TablesOf) -> None:
    one = Stated(key="a.1", total="9.00", title=TITLE, **SPAN)
    page = Stated(key="pages.x", total="9.00", title=TITLE)
    other = Stated(key="a.2", acronym="OTHER", title=TITLE, total="9.00")
    found = links(tables_of(one, page, other))
    assert found.get("a.1") != found.get("a.2") or not found


def test_the_strongest_identifier_names_the_project_of_all_sources(tables_of: TablesOf) -> None:
    rows = (*both(total="9.00"), Stated(key="c.1", total="9.00", identifiers={"keep": "18"}))
    assert links(tables_of(*rows)) == {"a.1": "keep.18", "b.1": "keep.18", "c.1": "keep.18"}


def test_the_second_reading_of_a_date_may_be_the_common_one(tables_of: TablesOf) -> None:
    here = replace(HERE, start=date(2016, 1, 11), start_raw="11.01.16", end=date(2019, 4, 30))
    assert links(tables_of(here, replace(THERE, **SPAN))) == ONE


def test_the_link_says_in_words_what_it_rests_on(tables_of: TablesOf) -> None:
    tables = tables_of(*both(total="2521964.00", partners=("A", "B"), **SPAN))
    identity = link_projects(tables, link_identities(tables["identifier"].collect()), []).identity
    row = identity.filter(pl.col("subject") == "b.1").row(0, named=True)
    assert row["method"] == "evidence"
    assert row["evidence"] == (
        "same acronym, same programme, same period, same start, same end, equal total amount, "
        "2 of 2 partners in common as a.1 (33 bits)"
    )
    assert row["confidence"] == "0.99"


def test_links_that_identifiers_made_are_kept_and_renamed(tables_of: TablesOf) -> None:
    rows = (
        *both(total="9.00", identifiers={"kohesio": "Q1"}),
        Stated(key="c.1", total="9.00", identifiers={"keep": "1"}),
    )
    tables = tables_of(*rows)
    identity = link_projects(tables, link_identities(tables["identifier"].collect()), []).identity
    assert set(identity["object"]) == {"keep.1"}
    assert all(row["evidence"].startswith("equal identifier") for row in identity.iter_rows(named=True))


def test_partners_count_as_one_where_their_organisations_are(tables_of: TablesOf) -> None:
    rows = (replace(HERE, partners=("Region Venetien", "A")), replace(THERE, partners=("Veneto Region", "B")))
    tables = tables_of(*rows)
    known = pl.DataFrame({"subject": ["a.Region Venetien"], "object": ["b.Veneto Region"]})
    none = link_identities(tables["identifier"].collect())
    assert link_projects(tables, none, []).identity.is_empty()
    assert link_projects(tables, none, [], known).identity["object"].to_list() == ["a.1", "a.1"]


def test_partners_count_by_name_too_where_only_one_of_them_has_another_key(tables_of: TablesOf) -> None:
    tables = tables_of(*both(partners=("Veneto Region", "Innosquare")))
    known = pl.DataFrame({"subject": ["a.Innosquare"], "object": ["ror.1"]})
    none = link_identities(tables["identifier"].collect())
    assert link_projects(tables, none, [], known).identity["object"].to_list() == ["a.1", "a.1"]


def test_the_order_of_rows_and_a_second_run_change_nothing(tables_of: TablesOf) -> None:
    rows = [Stated(key=f"{slug}.{n}", acronym=f"AC{n}", total=f"{n + 1}.00") for slug in "ab" for n in range(2)]
    expected = links(tables_of(*rows))
    assert set(expected.values()) == {"a.0", "a.1"}
    assert all(links(tables_of(*some)) == expected for some in list(permutations(rows))[::7])
    identity = link_projects(tables_of(*rows), link_identities(tables_of(*rows)["identifier"].collect()), []).identity
    again = link_projects(tables_of(*rows), identity, []).identity
    assert again.select("subject", "object").equals(identity.select("subject", "object"))


def test_acronyms_that_very_many_projects_have_bring_no_pairs(tables_of: TablesOf) -> None:
    rows = [Stated(key=f"{slug}.{n}", acronym="SOL", total=f"{n + 1}.00") for slug in "ab" for n in range(40)]
    assert links(tables_of(*rows)) == {}


def judge(tables: Tables, *judgements: Judgement) -> tuple[dict[str, str], pl.DataFrame]:
    """Return canonical keys and candidates where people have judged."""
    identity = link_identities(tables["identifier"].collect())
    linked = link_projects(tables, identity, [], judgements=judgements)
    return dict(linked.identity.select("subject", "object").iter_rows()), linked.candidates


def test_what_is_not_enough_but_contradicts_nothing_is_a_candidate(tables_of: TablesOf) -> None:
    found, candidates = judge(tables_of(*both()))
    assert not found
    assert candidates.select("subject_class", "subject", "object", "weight").rows() == [("project", "a.1", "b.1", 11.0)]
    assert judge(tables_of(*both(other=replace(THERE, programme="INTERREG VB Danube"))))[1].is_empty()
    assert judge(tables_of(*both(total="9.00")))[1].is_empty()


def test_a_judgement_joins_what_evidence_leaves_open(tables_of: TablesOf) -> None:
    found, candidates = judge(tables_of(*both()), Judgement("b.1", "a.1", is_same=True))
    assert found == ONE
    assert candidates.is_empty()


def test_a_judgement_keeps_apart_what_evidence_would_join_by_whatever_way(tables_of: TablesOf) -> None:
    between = Stated(key="c.1", total="9.00", partners=("A", "B"))
    rows = (Stated(key="a.1", total="9.00"), Stated(key="b.1", total="9.00"), between)
    apart = Judgement("a.1", "b.1", is_same=False)
    found, candidates = judge(tables_of(*rows), apart)
    assert found.get("a.1") != found.get("b.1") or not found
    assert not ({("a.1", "b.1")} & set(candidates.select("subject", "object").iter_rows()))


def test_judgements_about_other_things_are_passed_over(tables_of: TablesOf) -> None:
    assert judge(tables_of(*both()), Judgement("ror.1", "a.1", is_same=True))[0] == {}
