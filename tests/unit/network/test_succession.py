"""Communities go on where most members stay; every member of a block is accounted for."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.structure import EDGE_SCHEMA, Network
from ecosystem_graph.network.succession import follow_communities


def _network(members: dict[str, int]) -> Network:
    nodes = pl.DataFrame(
        {"id": list(members), "community": list(members.values())}, schema={"id": str, "community": int}
    )
    return Network(nodes, pl.DataFrame(schema=EDGE_SCHEMA), {"level": "organisation"})


def _parts(*groups: str) -> Network:
    return _network({member: number for number, group in enumerate(groups, start=1) for member in group})


def test_a_community_goes_on_where_the_largest_share_of_its_members_is() -> None:
    found = follow_communities({"then": _parts("abcdef", "uvw"), "now": _parts("uvwx", "abcd", "efgh")})
    lines = {(row["period"], row["community"]): row["line"] for row in found.blocks.iter_rows(named=True)}
    assert lines[1, 1] == lines[0, 2]  # uvw → uvwx
    assert lines[1, 2] == lines[0, 1]  # abcdef → abcd, of which more stay than in efgh
    assert lines[1, 3] not in {lines[0, 1], lines[0, 2]}
    assert found.moves.rows() == [(0, 1, 2, 4), (0, 1, 3, 2), (0, 2, 1, 3)]


def test_who_comes_and_who_leaves_is_counted() -> None:
    found = follow_communities({"then": _parts("abc", "z"), "now": _parts("bcd")})
    assert found.blocks.select("size", "entered", "left").rows() == [(3, None, 1), (3, 1, None)]


@settings(max_examples=30)
@given(st.lists(st.dictionaries(st.sampled_from("abcdefghij"), st.integers(1, 4), min_size=4), min_size=2, max_size=4))
def test_members_of_a_block_moved_or_entered(periods: list[dict[str, int]]) -> None:
    networks = {str(number): _network(members) for number, members in enumerate(periods)}
    try:
        found = follow_communities(networks, least=1)
    except NotFoundError:
        return
    for row in found.blocks.filter(pl.col("period") > 0).iter_rows(named=True):
        came = found.moves.filter(pl.col("period") == row["period"] - 1, pl.col("target") == row["community"])[
            "nodes"
        ].sum()
        assert came + row["entered"] == row["size"]
    each = found.blocks.group_by("period", "line").len()
    assert (each["len"] == 1).all()


def test_one_period_or_no_communities_are_refused() -> None:
    with pytest.raises(QueryParameterError, match="1 period: expected two or more"):
        follow_communities({"now": _parts("ab")})
    with pytest.raises(NotFoundError, match="no period has a community of 2"):
        follow_communities({"then": _parts("a"), "now": _parts("b")})
    bare = Network(pl.DataFrame({"id": ["a"]}), pl.DataFrame(schema=EDGE_SCHEMA), {})
    with pytest.raises(QueryParameterError, match="measure community first"):
        follow_communities({"then": bare, "now": bare})
