"""Average link, cut at contradictions."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.resolve.linkage.clustering import Decisions, cluster_names

PAIRS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-50, 80)).filter(lambda pair: pair[0] < pair[1]),
    unique_by=lambda pair: pair[:2],
    max_size=30,
)


def table(pairs: list[tuple[int, int, float]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"left": pl.Int64, "right": pl.Int64, "weight": pl.Float64}, orient="row")


def test_a_chain_does_not_bring_together_what_is_unlike_at_its_ends() -> None:
    pairs = table([(0, 1, 6.0), (1, 2, 2.0), (2, 3, 6.0), (0, 2, -9.0), (0, 3, -9.0), (1, 3, -9.0)])
    assert cluster_names(4, pairs, least_bits=1.0).tolist() == [0, 0, 2, 2]


@settings(max_examples=40, deadline=None)
@given(PAIRS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_pairs(pairs: list[tuple[int, int, float]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(pairs, len(pairs))
    one = cluster_names(10, table(pairs), least_bits=1.0)
    assert one.tolist() == cluster_names(10, table(shuffled), least_bits=1.0).tolist()


@settings(max_examples=40, deadline=None)
@given(PAIRS, st.tuples(st.integers(0, 4), st.integers(5, 9)))
def test_a_forbidden_pair_is_never_in_one_group(
    pairs: list[tuple[int, int, float]], forbidden: tuple[int, int]
) -> None:
    labels = cluster_names(10, table(pairs), least_bits=0.0, decisions=Decisions(forbidden=[forbidden]))
    assert labels[forbidden[0]] != labels[forbidden[1]]


def test_groups_with_different_identifiers_of_one_scheme_do_not_join() -> None:
    known = Decisions(identifiers={0: {"ror": frozenset({"a"})}, 2: {"ror": frozenset({"b"})}})
    pairs = table([(0, 1, 9.0), (1, 2, 8.0), (0, 2, 8.0)])
    assert cluster_names(3, pairs, least_bits=1.0, decisions=known).tolist() == [0, 0, 2]
