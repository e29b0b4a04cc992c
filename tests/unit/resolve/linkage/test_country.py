"""Countries compared one by one give what the whole list gives."""

import random

import polars as pl
from benchmarks.organisation_names import invent_mentions
from tests.unit.resolve.linkage.conftest import PARTNERS, mentions_of

from ecosystem_graph.progress import Progress
from ecosystem_graph.resolve.linkage.compared import Compared
from ecosystem_graph.resolve.linkage.country import add_counts, compare_country, gather_countries, name_country
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.link import link_mentions


def compare_apart(rows: pl.DataFrame, _jobs: int, _progress: Progress) -> Compared:
    """Compare as workers do: one country after the other, rows and pieces in any order."""
    shuffled = rows.sample(fraction=1.0, shuffle=True, seed=1)
    countries = [list(name_country(part)) for part in shuffled.partition_by("country")]
    named = [piece for pieces in countries for piece in pieces]
    counts = add_counts(named)
    found = [piece for pieces in countries for piece in compare_country(pieces, counts)]
    return gather_countries(random.Random(1).sample([*named, *found], len(named) + len(found)))


def test_countries_one_by_one_give_the_clusters_and_weights_of_the_whole_list() -> None:
    rows = pl.concat([invent_mentions(1_500, seed=3).drop("organisation"), mentions_of(*PARTNERS)], how="diagonal")
    judged = [Judgement("k00002", "k00011", is_same=True), Judgement("k00000", "k00001", is_same=False)]
    numbers = pl.DataFrame({"key": ["k00008", "m.00000003"], "scheme": ["pic"] * 2, "value": ["1"] * 2})
    here = link_mentions(rows, identifiers=numbers, judgements=judged)
    apart = link_mentions(rows, identifiers=numbers, judgements=judged, compare=compare_apart)
    assert apart.clusters.write_csv() == here.clusters.write_csv()
    assert apart.pairs.write_csv() == here.pairs.write_csv()
    assert apart.sayings.equals(here.sayings)
    assert sorted(issue.record for issue in apart.issues) == sorted(issue.record for issue in here.issues)


def test_a_word_misspelt_in_one_country_counts_the_same_in_the_others() -> None:
    rows = mentions_of(
        ("Ixelles Regional Devvelopment Agency", "BE", ""),
        ("Agency for Regional Development Graz", "AT", "Graz"),
        ("Agency for Regional Evelopment Graz", "AT", "Graz"),
    )
    here = link_mentions(rows)
    apart = link_mentions(rows, compare=compare_apart)
    assert here.pairs.height == 1
    assert apart.pairs.equals(here.pairs)


def test_a_list_without_any_name_is_compared_too() -> None:
    rows = mentions_of(("", "AT", ""), ("", "", ""))
    assert link_mentions(rows, compare=compare_apart).clusters.height == 2
