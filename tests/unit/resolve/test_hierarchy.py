"""Regions inside regions."""

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.resolve.hierarchy import containment, parent_by_code, without_cycles


def regions(*parents: tuple[str, str | None]) -> pl.DataFrame:
    keys, wider = zip(*parents, strict=True)
    return pl.DataFrame({"record": ["a.1"] * len(keys), "key": keys, "parent": pl.Series(wider, dtype=pl.String)})


@pytest.mark.parametrize(("code", "parent"), [("AT323", "AT32"), ("AT32", "AT3"), ("AT3", "AT"), ("AT", None)])
def test_each_level_adds_one_character(code: str, parent: str | None) -> None:
    assert pl.DataFrame({"key": [code]}).select(parent_by_code()).item() == parent


def test_a_region_lies_within_every_wider_region() -> None:
    around = containment(regions(("AT323", "AT32"), ("AT32", "AT3"), ("AT3", "AT"), ("AT", None)))
    assert around.filter(pl.col("region") == "AT323")["within"].to_list() == ["AT", "AT3", "AT32"]
    assert around.height == 6


def test_no_regions_contain_nothing() -> None:
    empty = regions(("AT", None)).clear()
    assert containment(empty).is_empty()
    assert without_cycles(empty)[0].is_empty()


def test_a_stated_parent_that_the_code_does_not_give_is_kept() -> None:
    stated = regions(("AT32", "ATX"), ("ATX", "AT"), ("AT", None))
    checked, findings = without_cycles(stated)
    assert findings == []
    assert checked.equals(stated)


@pytest.mark.parametrize(
    "stated",
    [
        regions(("AT3", "AT3"), ("AT", None)),
        regions(("AT32", "AT33"), ("AT33", "AT32"), ("AT3", "AT"), ("AT", None)),
        regions(("AT3", "AT32"), ("AT32", "AT33"), ("AT33", "AT32"), ("AT", None)),
        regions(("AT", "AT3"), ("AT3", "AT")),
    ],
)
def test_a_circle_is_opened_with_the_parents_that_the_codes_give(stated: pl.DataFrame) -> None:
    checked, findings = without_cycles(stated)

    edges = checked.drop_nulls("parent").select("key", "parent").rows()
    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges))
    assert checked["key"].to_list() == stated["key"].to_list()
    assert {code for found in findings for code in found["code"]} == {"EG-RES-008"}
    around = containment(checked)
    assert around.filter(pl.col("region") == pl.col("within")).is_empty()


def test_containment_is_the_transitive_closure_of_parents() -> None:
    stated = regions(("A", "B"), ("B", "C"), ("D", "C"), ("C", None), ("E", "F"))
    edges = stated.drop_nulls("parent").select("key", "parent").rows()
    closure: nx.DiGraph[str] = nx.transitive_closure(nx.DiGraph(edges))
    assert set(containment(stated).rows()) == set(closure.edges)
