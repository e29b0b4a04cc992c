"""The opportunity map shows every domain it can and says why it cannot show others."""

import dataclasses

import polars as pl
import pytest
from tests.unit.picture.conftest import ReadNames

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.picture.opportunity import picture_opportunities
from ecosystem_graph.specialisation.profile import RegionProfile

ROWS = [
    ("Batteries", 0.6, 1.5, 3, "high road"),
    ("Timber", 0.5, -0.8, 12, "slow road"),
    ("Photonics", 0.2, 1.1, 0, "casino"),
    ("Fisheries", 0.1, -1.2, 0, "dead end"),
    ("Isolated", None, 0.3, 1, None),
]


@pytest.fixture
def profile() -> RegionProfile:
    schema = ["domain_label", "density", "complexity", "participations", "quadrant"]
    rows = pl.DataFrame(ROWS, schema=schema, orient="row")
    return RegionProfile(
        "AT31", "Oberösterreich", "AT", 40, 0.2, 5, 11, {"opportunities": rows}, {},
        {"scheme": "s3-domain", "coverage": "40 of 50", "filters": "none", "period": "all", "nuts_edition": "2024"},
    )  # fmt: skip


def test_all_domains_with_density_are_named_apart(profile: RegionProfile, read_names: ReadNames) -> None:
    written = set(read_names(picture_opportunities(profile)))
    assert {"Batteries", "Timber", "Photonics", "Fisheries", "high road", "casino"} <= written
    assert "Isolated" not in written


def test_the_caption_counts_what_is_not_shown(profile: RegionProfile) -> None:
    caption = picture_opportunities(profile).caption
    assert caption.startswith("4 domains of s3-domain that the region is not specialised in.")
    assert "of 1 others is not defined" in caption
    assert "40 of 50." in caption


def test_without_domains_it_says_why(profile: RegionProfile) -> None:
    empty = dataclasses.replace(profile, tables={}, missing={"opportunities": "too few regions"})
    with pytest.raises(NotFoundError, match="no opportunity map of AT31: too few regions"):
        picture_opportunities(empty)
