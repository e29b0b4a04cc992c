"""Candidate pairs stay few whatever the names are."""

import random
import time

import numpy as np
import polars as pl
import pytest
from tests.unit.resolve.linkage.conftest import mentions_of

from ecosystem_graph.resolve.linkage.blocking import cut_work, find_candidates
from ecosystem_graph.resolve.linkage.comparison import GROUPS
from ecosystem_graph.resolve.linkage.features import bag_names
from ecosystem_graph.resolve.linkage.link import Linkage, link_mentions
from ecosystem_graph.resolve.linkage.name import normalise_names
from ecosystem_graph.resolve.linkage.translation import load_translations

MOST_PER_NAME = 20


def invented(number: int) -> str:
    """Return a word that is unlike those of other numbers."""
    return "".join(random.Random(number).choices("abdefgiklmnoprstuv", k=11)).capitalize()


def linked(rows: list[tuple[str, str, str]]) -> Linkage:
    """Return the linkage of rows, done in bounded time and with bounded pairs."""
    start = time.process_time()
    found = link_mentions(mentions_of(*rows))
    assert len(found.candidates.left) <= MOST_PER_NAME * len(rows)
    assert time.process_time() - start < 20
    return found


def test_five_thousand_names_that_share_one_rare_word_stay_apart() -> None:
    found = linked([(f"Zyxomat {invented(number)}", "DE", "") for number in range(5_000)])
    assert found.candidates.split > 0
    # Among twelve million pairs of words of eleven letters a few are as alike as one with a typing error.
    sizes = found.clusters.group_by("cluster").len()["len"].sort()
    assert (len(sizes) > 4_950, sizes[-1] <= 3) == (True, True)


def test_thousands_of_one_name_in_one_city_are_one_without_any_pair() -> None:
    found = linked([("Zyxomat GmbH", "DE", "Ulm")] * 3_000 + [("ZYXOMAT", "DE", "Ulm")] * 3_000)
    assert found.clusters["cluster"].n_unique() == 1
    assert len(found.candidates.left) == 0


def test_thousands_of_one_name_with_identifiers_of_their_own_stay_apart() -> None:
    mentions = mentions_of(*[("Zyxomat GmbH", "DE", "Ulm")] * 2_000, ("Zyxomat", "DE", "Ulm"))
    numbers = mentions.head(2_000).select("key", scheme=pl.lit("pic"), value="key")
    found = link_mentions(mentions, identifiers=numbers)
    sizes = found.clusters.group_by("cluster").len()["len"]
    assert sorted(sizes.to_list()) == [1] * 1_999 + [2]


def test_names_of_three_hundred_letters_are_read_in_bounded_time() -> None:
    words = [invented(number) for number in range(400)]
    rows = [(" ".join(words[(start * 7 + step) % 400] for step in range(38)), "FR", "") for start in range(120)]
    assert all(len(name) > 300 for name, _, _ in rows)
    linked([*rows, ("x" * 300, "FR", ""), ("x" * 300, "FR", ""), ("é" * 5_000, "FR", "")])


def test_scripts_may_be_mixed_in_one_name() -> None:
    rows = [
        ("Институт Photonics Αθήνα 研究所", "GR", "Athens"),
        ("\u202eabc\u0000 \U0001f600", "GR", ""),
        ("١٢٣", "GR", ""),
    ]
    found = linked([*rows, *rows])
    assert found.clusters.height == 6


@pytest.mark.parametrize("name", ["", " ", "x", "-", "&", "GmbH", "Universität", "e.V."])
def test_a_name_that_says_nothing_is_linked_to_nothing(name: str) -> None:
    found = linked([(name, "DE", "")] * 3 + [("Zyxomat", "DE", "")])
    assert found.clusters["cluster"].n_unique() == 4
    assert len(found.issues) == 3


def test_two_frequent_words_together_are_a_key() -> None:
    """No block of one word is compared here, and no city is known."""
    rows = [
        (f"{first} {second}", "DE", "") for first in map(invented, range(9)) for second in map(invented, range(20, 29))
    ]
    names = normalise_names(
        mentions_of(*rows, *[(f"{b} {a}", c, d) for a, b, c, d in ((*r[0].split(), *r[1:]) for r in rows)])
    )
    found = find_candidates(bag_names(names, GROUPS), names.texts, load_translations(), largest_block=8)
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert {(place, place + len(rows)) for place in range(len(rows))} <= pairs


def test_work_is_cut_into_runs_that_follow_each_other() -> None:
    work = np.array([5, 0, 9, 30, 1, 1, 1])
    runs = cut_work(work, 10)
    assert [place for run in runs for place in range(run.start, run.stop)] == list(range(7))
    assert all(work[run].sum() <= 10 or run.stop - run.start == 1 for run in runs)
    assert cut_work(np.array([]), 10) == []
