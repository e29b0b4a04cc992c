"""Prefixes for answers."""

from ecosystem_graph.query.prefix import answer_prefixes


def test_no_two_prefixes_share_a_namespace() -> None:
    prefixes = answer_prefixes()
    assert len(set(prefixes.values())) == len(prefixes)
