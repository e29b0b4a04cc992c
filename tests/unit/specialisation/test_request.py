"""An analysis holds together from request to figures, and refuses what does not exist before it reads anything."""

from collections.abc import Mapping
from pathlib import Path

import economic_complexity
import economic_complexity.polars
import numpy as np
import pandas as pd
import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.release import open_release
from ecosystem_graph.specialisation.analysis import Specialisation, analyse, read_tables
from ecosystem_graph.specialisation.request import SpecialisationRequest
from ecosystem_graph.specialisation.table import TABLES, tabulate

Tables = Mapping[str, pl.DataFrame]


def test_the_worked_example_has_its_densities_and_eigenvalues(worked: Specialisation) -> None:
    assert worked.density.round(4).tolist()[0] == [0.6, 0.6, 0.6667, 0.0]
    assert worked.complexity.eigenvalues.round(4).tolist() == [1.0, 0.6144, 0.25, 0.1356]


def test_limits_are_around_the_advantage_and_missing_where_nothing_is_on_record(worked: Specialisation) -> None:
    lower, upper = worked.limits
    assert (np.isnan(lower) == (worked.values == 0)).all()
    something = worked.values > 0
    assert ((lower <= worked.advantage) & (worked.advantage <= upper))[something].all()


def test_the_recipe_tells_method_and_coverage(worked: Specialisation) -> None:
    assert worked.recipe["scheme"] == "s3-domain"
    assert worked.recipe["participations_counted"] == "40 of 42 (95.2%)"
    assert worked.recipe["limits"] == "95% of 50 draws of projects (percentile bootstrap)"
    assert worked.recipe["relatedness"] == "proximity of regions with both domains"
    assert worked.recipe["nuts_edition"] == "2021"


def test_order_of_rows_changes_no_table(release_tables: Tables, worked: Specialisation) -> None:
    turned = {name: table.reverse() for name, table in release_tables.items()}
    again = analyse(turned, worked.request)
    assert again.recipe == worked.recipe
    for name in TABLES:
        assert tabulate(again, name, region="AT11").equals(tabulate(worked, name, region="AT11")), name


def test_a_period_leaves_out_projects_that_did_not_run_then(release_tables: Tables) -> None:
    request = SpecialisationRequest(scheme="s3-domain", period="2014..2020", min_region=1, min_domain=1, draws=0)
    analysis = analyse(release_tables, request)
    assert analysis.values[3].tolist() == [5, 0, 0, 0]
    assert analysis.recipe["projects_without_dates"] == 1
    assert np.isnan(analysis.limits[0]).all()


def test_domains_may_be_related_by_projects(release_tables: Tables) -> None:
    request = SpecialisationRequest(scheme="s3-domain", together="projects", min_region=1, min_domain=1)
    analysis = analyse(release_tables, request)
    assert (analysis.relatedness == 0).all()  # Each project of the example has one domain.
    assert np.isnan(analysis.density).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "fame"}, "use one of count, fractional, money"),
        ({"money": "gold"}, "use one of eu, total"),
        ({"index": "fame"}, "use one of proximity, association"),
        ({"together": "pubs"}, "use one of regions, projects"),
        ({"nuts": 4}, "use 0, 1, 2 or 3"),
        ({"min_cell": 0}, "start at 1"),
        ({"confidence": 1.0}, "between 0 and 1"),
        ({"draws": -1}, "0 or more"),
        ({"via": "keep-theme"}, "say which one"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(options: dict[str, object], message: str) -> None:
    with pytest.raises(QueryParameterError, match=message):
        analyse({}, SpecialisationRequest(**options))  # type: ignore[arg-type]


def test_a_period_without_projects_is_an_error(release_tables: Tables) -> None:
    with pytest.raises(NotFoundError, match="no project ran in 1950"):
        analyse(release_tables, SpecialisationRequest(period="1950"))


def test_a_release_without_the_tables_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(NotFoundError, match="the release has no table project, programme") as error:
        read_tables(open_release(tmp_path))
    assert "build the release again" in error.value.hint


def test_on_the_keep_export_advantage_proximity_and_density_equal_those_of_economic_complexity(
    keep_release: Path,
) -> None:
    tables = read_tables(open_release(keep_release))
    analysis = analyse(tables, SpecialisationRequest(scheme="keep-theme", draws=0))
    assert analysis.values.shape == (analysis.volume.regions.height, 42)
    theirs = economic_complexity.rca(pd.DataFrame(analysis.values))
    assert np.allclose(analysis.advantage, theirs.to_numpy())
    binary = pl.DataFrame(theirs.ge(1 - 1e-9).to_numpy().astype(float))
    proximity = economic_complexity.polars.proximity(binary)
    assert np.allclose(analysis.relatedness, proximity)
    density = economic_complexity.relatedness(pd.DataFrame(binary.to_numpy()), proximities=pd.DataFrame(proximity))
    assert np.allclose(analysis.density, density.to_numpy())


def test_the_north_of_finland_is_sure_to_be_strong_in_rural_and_peripheral_development(keep_release: Path) -> None:
    analysis = analyse(read_tables(open_release(keep_release)), SpecialisationRequest(scheme="keep-theme"))
    row = analysis.volume.regions["key"].index_of("FI1D")
    column = analysis.volume.domains["key"].index_of("rural-and-peripheral-development")
    assert row is not None
    assert column is not None
    assert analysis.advantage[row].argmax() == column
    assert analysis.limits[0][row, column] > 3
