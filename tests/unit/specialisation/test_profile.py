"""The profile of a region has all its tables, and says why one is missing."""

from collections.abc import Mapping

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.profile import profile_region
from ecosystem_graph.specialisation.request import SpecialisationRequest


def test_a_profile_has_the_rows_of_one_region(worked: Specialisation) -> None:
    found = profile_region(worked, "AT11")
    assert (found.label, found.country, found.participations, found.regions) == ("AT11", "AT", 10, 4)
    assert 1 <= (found.complexity_rank or 0) <= 4
    assert set(found.tables) >= {"rca", "opportunities", "partners", "declared", "agreement", "gaps", "diversity"}
    assert all(table["region"].unique().to_list() == ["AT11"] for table in found.tables.values())
    assert found.missing == {}


def test_what_is_missing_is_explained(release_tables: Mapping[str, pl.DataFrame], worked: Specialisation) -> None:
    assert profile_region(worked, "AT12").missing["declared"] == "no strategy of AT12 is on record"
    empty = {name: release_tables[name].clear() for name in ("infrastructure", "cluster", "strategy")}
    bare = analyse({**release_tables, **empty}, SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1))
    assert set(profile_region(bare, "AT11").missing) == {"declared", "agreement", "gaps"}


def test_a_region_that_was_not_analysed_has_no_profile(worked: Specialisation) -> None:
    with pytest.raises(NotFoundError, match="no NUTS 2 region 'DE21'"):
        profile_region(worked, "DE21")
