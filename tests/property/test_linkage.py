"""Laws of linkage: order, repetition, company and the size of chunks change nothing; what is decided is kept."""

from collections.abc import Iterable, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.resolve.linkage.conftest import PARTNERS, mentions_of

from ecosystem_graph.errors import JudgementConflictError
from ecosystem_graph.resolve.linkage import blocking, weighing
from ecosystem_graph.resolve.linkage.clustering import NOT_COMPARED, Decisions, cluster_names
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.link import Linkage, link_mentions

MENTIONS = mentions_of(*PARTNERS)
KEYS = MENTIONS["key"].to_list()
COMPANY = (
    ("Uniwersytet w Krakowie", "PL", "Kraków"),
    ("Helsingin yliopisto", "FI", "Helsinki"),
    ("Zyxomat Oy", "FI", ""),
    ("Region Skåne", "SE", "Malmö"),
    ("Lund University of Technology", "SE", "Lund"),
    ("Qwyrtle Innovation AB", "SE", ""),
)
FEW = settings(max_examples=8, deadline=None)
SIZE = 8
WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-6, 8),
    max_size=24,
)
NUMBERS = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["ror", "pic", "vat"])), st.sampled_from("ab"), max_size=8
)
APART = st.sets(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] < pair[1]), max_size=4
)


def clusters(linkage: Linkage) -> dict[str, str]:
    return dict(linkage.clusters.iter_rows())


def numbers_of(values: dict[tuple[str, str], str]) -> pl.DataFrame:
    rows = [(key, scheme, value) for (key, scheme), value in values.items()]
    return pl.DataFrame(rows, schema={"key": pl.String, "scheme": pl.String, "value": pl.String}, orient="row")


@FEW
@given(st.permutations(KEYS), NUMBERS, APART)
def test_the_order_of_rows_identifiers_and_judgements_does_not_matter(
    order: list[str], values: dict[tuple[str, str], str], apart: set[tuple[str, str]]
) -> None:
    judgements = [Judgement(one, other, is_same=False) for one, other in sorted(apart)]
    turned = [Judgement(each.object, each.subject, is_same=False) for each in reversed(judgements)]
    shuffled = pl.DataFrame({"key": order}).join(MENTIONS, on="key", maintain_order="left").select(MENTIONS.columns)
    numbers = numbers_of(values)
    one = link_mentions(MENTIONS, identifiers=numbers, judgements=judgements)
    other = link_mentions(shuffled, identifiers=numbers.reverse(), judgements=turned)
    assert one.clusters.write_csv() == other.clusters.write_csv()
    assert one.pairs.write_csv() == other.pairs.write_csv()


@FEW
@given(NUMBERS, APART)
def test_what_is_decided_is_never_violated(values: dict[tuple[str, str], str], apart: set[tuple[str, str]]) -> None:
    judgements = [Judgement(one, other, is_same=False) for one, other in apart]
    found = clusters(link_mentions(MENTIONS, identifiers=numbers_of(values), judgements=judgements))
    assert all(found[one] != found[other] for one, other in apart)
    stated: dict[tuple[str, str], set[str]] = {}
    for (key, scheme), value in values.items():
        stated.setdefault((found[key], scheme), set()).add(value)
    assert all(len(different) == 1 for different in stated.values())


@FEW
@given(st.sets(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=4))
def test_judged_pairs_are_one_whatever_they_are_called(same: set[tuple[str, str]]) -> None:
    judgements = [Judgement(one, other, is_same=True) for one, other in same]
    numbers = numbers_of({(key, "vat"): key for key in KEYS})
    found = clusters(link_mentions(MENTIONS, identifiers=numbers, judgements=judgements))
    assert all(found[one] == found[other] for one, other in same)
    assert len(set(found.values())) == len(KEYS) - _joined(same)


def _joined(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many groups fewer there are than keys."""
    groups = {key: {key} for key in KEYS}
    for one, other in pairs:
        both = groups[one] | groups[other]
        groups |= dict.fromkeys(both, both)
    return len(KEYS) - len({min(group) for group in groups.values()})


def test_linking_what_is_linked_changes_nothing() -> None:
    first = link_mentions(MENTIONS)
    judged = [Judgement(key, cluster, is_same=True) for key, cluster in first.clusters.iter_rows() if key != cluster]
    assert link_mentions(MENTIONS, judgements=judged).clusters.equals(first.clusters)
    assert link_mentions(pl.concat([MENTIONS, MENTIONS])).clusters.equals(first.clusters)


@FEW
@given(st.sets(st.sampled_from(COMPANY), min_size=1), st.sampled_from(["a", "z"]))
def test_further_rows_change_no_cluster_that_has_nothing_in_common_with_them(
    company: set[tuple[str, str, str]], source: str
) -> None:
    more = mentions_of(*sorted(company)).with_columns(key=source + pl.col("key"))
    alone, together = link_mentions(MENTIONS), link_mentions(pl.concat([MENTIONS, more]))
    assert together.clusters.filter(pl.col("key").is_in(KEYS)).equals(alone.clusters)


def test_further_rows_with_other_words_change_no_weight() -> None:
    more = mentions_of(*[(f"Qwyrtle{number}", "AT", "") for number in "abcdefgh"]).with_columns(key="a" + pl.col("key"))
    alone, together = link_mentions(MENTIONS), link_mentions(pl.concat([MENTIONS, more]))
    assert together.pairs.filter(pl.col("subject").is_in(KEYS)).equals(alone.pairs)


@pytest.mark.parametrize(("work", "jobs"), [(1, 1), (700, 2), (10_000_000, 3)])
def test_chunks_and_jobs_change_no_byte(work: int, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = link_mentions(MENTIONS)
    monkeypatch.setattr(blocking, "_PAIRS_AT_ONCE", work)
    monkeypatch.setattr(weighing, "_WORK_AT_ONCE", work)
    parts = link_mentions(MENTIONS, jobs=jobs)
    assert parts.clusters.write_csv() == whole.clusters.write_csv()
    assert parts.pairs.write_csv() == whole.pairs.write_csv()


def test_contradicting_judgements_show_the_chain_through_other_files() -> None:
    chain = [Judgement(f"k{place}", f"k{place + 1}", is_same=True, where=f"f{place}.csv, line 2") for place in range(4)]
    with pytest.raises(JudgementConflictError) as caught:
        link_mentions(MENTIONS, judgements=[Judgement("k4", "k0", is_same=False, where="g.csv, line 9"), *chain])
    steps = [f"k{place} = k{place + 1} (f{place}.csv, line 2)" for place in range(4)]
    assert all(step in str(caught.value) for step in ["g.csv, line 9", *steps])


@settings(max_examples=150, deadline=None)
@given(
    WEIGHTS,
    st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from("xy"), max_size=4),
    st.sets(st.tuples(st.integers(0, 3), st.integers(4, SIZE - 1)), max_size=3),
)
def test_clusters_are_those_of_the_definition(
    weights: dict[tuple[int, int], int], values: dict[int, str], apart: set[tuple[int, int]]
) -> None:
    rows = [(*pair, float(weight)) for pair, weight in weights.items()]
    pairs = pl.DataFrame(rows, schema={"left": pl.Int64, "right": pl.Int64, "weight": pl.Float64}, orient="row")
    identifiers = {entity: {"ror": frozenset({value})} for entity, value in values.items()}
    decided = Decisions(forbidden=sorted(apart), identifiers=identifiers)
    found = cluster_names(SIZE, pairs, least_bits=1.0, decisions=decided)
    assert found.tolist() == average_link(weights, values, apart)


def average_link(
    weights: dict[tuple[int, int], int], values: dict[int, str], apart: set[tuple[int, int]]
) -> Sequence[int]:
    """Return the smallest member per entity: join the two groups with the highest mean, while it is high enough."""
    groups = [frozenset({entity}) for entity in range(SIZE)]

    def mean(one: frozenset[int], other: frozenset[int]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        return sum(weights.get(pair, NOT_COMPARED) for pair in pairs) / len(pairs)

    def may_join(one: frozenset[int], other: frozenset[int]) -> bool:
        both = one | other
        known = {values[entity] for entity in both if entity in values}
        return len(known) < 2 and not any({a, b} <= both for a, b in apart)

    while True:
        possible = [
            (-mean(one, other), min(one), min(other), one, other)
            for one in groups
            for other in groups
            if min(one) < min(other) and may_join(one, other) and mean(one, other) >= 1.0
        ]
        if not possible:
            return [min(group) for entity in range(SIZE) for group in groups if entity in group]
        *_, one, other = min(possible, key=lambda each: each[:3])
        groups = [group for group in groups if group not in {one, other}] + [one | other]
