"""Organisation, unit and host in one name."""

import polars as pl
import pytest
from tests.unit.resolve.linkage.conftest import mentions_of

from ecosystem_graph.resolve.linkage.link import link_mentions
from ecosystem_graph.resolve.linkage.part import part_names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Veneto Region - Tourism Department", ("Veneto Region", "Tourism Department", None)),
        ("Regione del Veneto - Giunta Regionale", ("Regione del Veneto", "Giunta Regionale", None)),
        ("Poly4EmI hosted by Anteja ECG d.o.o.", ("Poly4EmI", None, "Anteja ECG d.o.o.")),
        ("Friedrich-Alexander-Universität", ("Friedrich-Alexander-Universität", None, None)),
        ("Veneto Innovazione S.p.A.", ("Veneto Innovazione S.p.A.", None, None)),
        ("", ("", None, None)),
    ],
)
def test_a_name_is_parted_only_where_it_says_so(name: str, parts: tuple[str, str | None, str | None]) -> None:
    assert part_names(pl.Series([name])).row(0) == parts


def test_units_join_their_organisation_on_request_and_no_other_body_of_the_region() -> None:
    names = ("Veneto Region", "Veneto Region - Logistics Unit", "Veneto Region, Culture Office", "Veneto Agricoltura")
    mentions = mentions_of(*((name, "IT", "Venezia") for name in names))
    joined = link_mentions(mentions, joins_units=True).clusters["cluster"].to_list()
    assert joined == ["k00000", "k00000", "k00000", "k00003"]
    apart = link_mentions(mentions).clusters["cluster"].to_list()
    assert apart[2] != apart[0]
