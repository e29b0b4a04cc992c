"""Observations are one value each, of a region, of a domain or of both."""

import polars as pl

from ecosystem_graph.specialisation.analysis import Specialisation
from ecosystem_graph.specialisation.observation import (
    MEASURES_OF_SPECIALISATION,
    list_observations,
    specialisation_analysis,
)


def test_every_value_is_one_row(worked: Specialisation) -> None:
    rows = list_observations(worked)
    assert rows.columns == ["region", "domain", "measure", "value", "lower", "upper"]
    assert rows.select("region", "domain", "measure").is_unique().all()
    assert rows["value"].null_count() == 0
    counted = dict(rows.group_by("measure").len().iter_rows())
    assert counted["advantage"] == counted["volume"] == counted["participations"] == 8
    assert rows.filter(pl.col("lower").is_not_null())["measure"].unique().to_list() == ["advantage"]
    assert (counted["density"], counted["complexity"], counted["gini"]) == (16, 8, 4)


def test_values_are_those_of_the_analysis(worked: Specialisation) -> None:
    values = {tuple(row[:3]): row[3] for row in list_observations(worked).iter_rows()}
    assert values["AT21", "ENER", "advantage"] == 4.0
    assert values["AT11", None, "complexity"] == worked.complexity.regions[0]
    assert values[None, "AGRI", "complexity"] == worked.complexity.domains[0]
    assert ("AT11", "ENER", "advantage") not in values


def test_an_analysis_to_publish_names_regions_and_domains_by_iri(worked: Specialisation) -> None:
    made = specialisation_analysis(worked)
    both, regions, domains = made.figures
    assert both.row(0)[:2] == (
        "http://data.europa.eu/nuts/code/AT11", "https://w3id.org/ecosystem-graph/def/s3-domain/AGRI",
    )  # fmt: skip
    assert (both.height + regions.height + domains.height) == list_observations(worked).height
    assert set(domains["node"]) == {
        f"https://w3id.org/ecosystem-graph/def/s3-domain/{code}" for code in ("AGRI", "BIOE", "DIGI", "ENER")
    }
    assert made.measures == tuple(each for each in MEASURES_OF_SPECIALISATION if each.code != "gain")
    assert made.options["scheme"] == "s3-domain"


def test_what_partners_would_add_is_told_for_one_region(worked: Specialisation) -> None:
    gains = specialisation_analysis(worked, "AT11").figures[3]
    row = gains.row(0, named=True)
    assert row["node"].endswith("/AT11")
    assert (row["partner"][-4:], row["domain"][-4:], row["measure"]) == ("AT21", "DIGI", "gain")
    assert gains.height == 4
