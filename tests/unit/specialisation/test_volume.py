"""The table of regions and domains counts what it says, and says what it leaves out."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.analysis import Specialisation
from ecosystem_graph.specialisation.request import SpecialisationRequest
from ecosystem_graph.specialisation.volume import measure_volume

Tables = Mapping[str, pl.DataFrame]

REQUEST = SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1)


def small(
    topics: dict[str, str], partners: list[tuple[str, str | None]], amounts: Mapping[int, float] | None = None
) -> Tables:
    """Return tables of projects (one letter) with domains (one letter each) and partners in regions."""
    rows = [(f"k{number}", *row, "2021", f"o{number}", "partner", "AT") for number, row in enumerate(partners)]
    schema = ["key", "project", "region", "region_edition", "organisation", "role", "country"]
    filed = [("project", project, "s3-domain", code) for project, codes in topics.items() for code in codes]
    regions = sorted({region for _, region in partners if region})
    paid = [
        ("participation", f"k{number}", "eu", "approved", value, "EUR", "published")
        for number, value in (amounts or {}).items()
    ]
    return {
        "participation": pl.DataFrame(rows, schema=schema, orient="row").with_columns(name=pl.lit("x")),
        "topic": pl.DataFrame(filed, schema=["subject_class", "subject", "scheme", "code"], orient="row"),
        "harmonised": pl.DataFrame(
            [(region, "2021", region, "2021", 1.0) for region in regions],
            schema=["region", "edition", "target", "target_edition", "share"], orient="row",
        ),
        "region": pl.DataFrame(schema={"key": pl.String, "edition": pl.String, "name": pl.String}),
        "amount": pl.DataFrame(
            paid, orient="row",
            schema={"subject_class": pl.String, "subject": pl.String, "kind": pl.String, "phase": pl.String,
                    "value": pl.Float64, "currency": pl.String, "state": pl.String},
        ),
    }  # fmt: skip


TABLES = small(
    {"p": "XY", "q": "X"},
    [("p", "AT11"), ("p", "AT11"), ("p", "SI03"), ("p", None), ("q", "SI03"), ("r", "SI03")],
    {0: 100.0, 2: 50.0},
)


def test_a_participation_counts_once_in_every_domain_of_its_project() -> None:
    volume = measure_volume(TABLES, REQUEST)
    assert (volume.regions["key"].to_list(), volume.domains["key"].to_list()) == (["AT11", "SI03"], ["X", "Y"])
    assert volume.matrix().tolist() == [[2, 2], [2, 1]]


def test_fractions_of_a_project_sum_to_one_less_the_part_without_region() -> None:
    volume = measure_volume(TABLES, replace(REQUEST, measure="fractional"))
    assert np.allclose(volume.matrix(), [[2 / 8, 2 / 8], [1 / 8 + 1, 1 / 8]])
    assert volume.matrix().sum() == pytest.approx(2 - 1 / 4)


def test_money_is_what_is_published_in_equal_parts_to_the_domains() -> None:
    volume = measure_volume(TABLES, replace(REQUEST, measure="money"))
    assert volume.matrix().tolist() == [[50, 50], [25, 25]]
    assert volume.matrix("participations").tolist() == [[1, 1], [1, 1]]
    assert volume.recipe["participations_with_amount"] == "2 of 6 (33.3%)"
    assert volume.recipe["participations_counted"] == "2 of 6 (33.3%)"


def test_coverage_tells_what_is_missing() -> None:
    recipe = measure_volume(TABLES, REQUEST).recipe
    assert recipe["participations_with_region"] == "5 of 6 (83.3%)"
    assert recipe["participations_with_domain"] == "5 of 6 (83.3%)"
    assert recipe["participations_counted"] == "4 of 6 (66.7%)"
    assert recipe["projects_with_domain"] == "2 of 3 (66.7%)"
    assert recipe["nuts_edition"] == "2021"


def test_regions_and_domains_of_too_few_participations_are_left_out_and_counted() -> None:
    volume = measure_volume(TABLES, replace(REQUEST, min_region=2, min_domain=4))
    assert (volume.regions["key"].to_list(), volume.domains["key"].to_list()) == (["AT11", "SI03"], ["X"])
    assert str(volume.recipe["domains_left_out"]).startswith("1 ")
    assert str(volume.recipe["regions_left_out"]).startswith("0 ")


def test_a_region_counts_its_participations_once_however_many_domains_they_are_in() -> None:
    assert measure_volume(TABLES, REQUEST).regions["participations"].to_list() == [2, 2]


def test_nothing_left_is_an_error_that_says_how_much_there_is() -> None:
    with pytest.raises(NotFoundError, match="the largest region has 2, the largest domain 4"):
        measure_volume(TABLES, replace(REQUEST, min_region=3))
    with pytest.raises(NotFoundError, match="none of the selected participations has all of region, domain"):
        measure_volume(TABLES, replace(REQUEST, nuts=3))


def test_the_worked_example_is_counted_from_its_projects(worked: Specialisation) -> None:
    assert worked.values.tolist() == [[5, 5, 0, 0], [0, 5, 5, 0], [0, 0, 5, 5], [5, 0, 5, 0]]
