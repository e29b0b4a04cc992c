"""How well two divisions match, by the formula written out."""

import math
from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.network.agreement import mutual_information, name_main_subjects
from ecosystem_graph.network.structure import EDGE_SCHEMA, Network

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


def by_formula(pairs: list[tuple[int, int]]) -> float:
    total = len(pairs)
    joint, ones, others = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    entropy = sum(-n / total * math.log(n / total) for counts in (ones, others) for n in counts.values())
    shared = sum(n / total * math.log(n * total / (ones[a] * others[b])) for (a, b), n in joint.items())
    return 2 * shared / entropy if entropy else 1.0


@given(PAIRS)
def test_mutual_information_is_that_of_the_formula_and_the_same_both_ways(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(values, np.int64) for values in zip(*pairs, strict=True))
    assert mutual_information(one, other) == pytest.approx(by_formula(pairs), abs=1e-9)
    assert mutual_information(one, other) == pytest.approx(mutual_information(other, one), abs=1e-9)


def test_nothing_to_compare_has_no_agreement() -> None:
    assert math.isnan(mutual_information(np.array([], np.int64), np.array([], np.int64)))


def test_organisations_get_the_programme_most_of_their_projects_have_ties_to_the_smallest() -> None:
    tables = {
        "participation": pl.DataFrame({"project": [*"pqrpq"], "organisation": [*"aaabb"]}),
        "project": pl.DataFrame({"key": ["p", "q", "r"], "programme": ["x", "y", "y"]}),
        "topic": pl.DataFrame(
            schema=dict.fromkeys(("subject_class", "subject", "scheme", "code"), pl.String)
        ),
    }  # fmt: skip
    nodes = pl.DataFrame({"id": [f"https://e.org/id/organisation/{key}" for key in "abc"]})
    network = Network(nodes, pl.DataFrame(schema=EDGE_SCHEMA), {"level": "organisation"})
    named = name_main_subjects(network, tables, "https://e.org/")
    assert named.nodes["programme"].to_list() == ["y", "x", None]
    assert "domain" not in named.nodes.columns
