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
        ("Regione del Veneto _x0013_ Unità Logistica", ("Regione del Veneto", "Unità Logistica", None)),
        ("Veneto Region Logistics Unit", ("Veneto Region", "Logistics Unit", None)),
        ("Logistics Unit - Veneto Region", ("Veneto Region", "Logistics Unit", None)),
        ("University of Pisa Department of Physics", ("University of Pisa", "Department of Physics", None)),
        ("Direzione Urbanistica della Regione Veneto", ("Regione Veneto", "Direzione Urbanistica", None)),
        ("Upper Tisza Region Water Directorate", ("Upper Tisza Region Water Directorate", None, None)),
        ("Autonomous Region of Aosta Unit", ("Autonomous Region of Aosta Unit", None, None)),
        ("Amt für Land- und Forstwirtschaft - Referat 3", ("Amt für Land- und Forstwirtschaft", "Referat 3", None)),
        ("Friedrich-Alexander-Universität", ("Friedrich-Alexander-Universität", None, None)),
        ("Veneto Innovazione S.p.A.", ("Veneto Innovazione S.p.A.", None, None)),
        ("", ("", None, None)),
    ],
)
def test_a_name_is_parted_only_where_it_says_so(name: str, parts: tuple[str, str | None, str | None]) -> None:
    assert part_names(pl.Series([name])).row(0) == parts


def test_a_region_is_one_body_in_whatever_town_its_offices_stand() -> None:
    rows = (
        ("Regione del Veneto", "Venezia"), ("Veneto Region - Tourism Department", "Mestre - Venezia"),
        ("Giunta Regionale del Veneto", "Marghera"), ("Region of Veneto", ""), ("Regional Park of Veneto", "Venezia"),
        ("Lombardy Region", "Milano"),
    )  # fmt: skip
    mentions = mentions_of(*((name, "IT", town) for name, town in rows))
    joined = link_mentions(mentions, joins_units=True).clusters["cluster"].to_list()
    assert joined == ["k00000"] * 4 + ["k00004", "k00005"]


def test_units_join_their_organisation_on_request_and_no_other_body_of_the_region() -> None:
    names = ("Veneto Region", "Veneto Region - Logistics Unit", "Veneto Region, Culture Office", "Veneto Agricoltura")
    mentions = mentions_of(*((name, "IT", "Venezia") for name in names))
    joined = link_mentions(mentions, joins_units=True).clusters["cluster"].to_list()
    assert joined == ["k00000", "k00000", "k00000", "k00003"]
    apart = link_mentions(mentions).clusters["cluster"].to_list()
    assert apart[2] != apart[0]
