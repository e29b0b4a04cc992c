"""Tables have one row per thing they tell of, and what matters first."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.table import TABLES, tabulate


def test_every_table_has_rows_of_the_worked_example(worked: Specialisation) -> None:
    heights = {name: tabulate(worked, name, region="AT11").height for name in TABLES}
    assert heights == {
        "rca": 4, "relatedness": 4, "density": 4, "complexity": 8, "opportunities": 2, "complementarity": 3,
        "partners": 4, "similarity": 3, "diversity": 1, "declared": 5, "agreement": 1, "gaps": 3, "sensitivity": 3,
    }  # fmt: skip


def test_advantage_has_all_cells_and_says_which_are_sure(worked: Specialisation) -> None:
    table = tabulate(worked, "rca")
    assert table.height == 16
    row = table.row(by_predicate=(pl.col("region") == "AT21") & (pl.col("domain") == "ENER"), named=True)
    assert (row["domain_label"], row["participations"], row["advantage"]) == ("Energy", 5, 4.0)
    assert row["symmetric"] == pytest.approx(0.6)
    assert table.filter("certain").select((pl.col("lower") > 1).all()).item()


def test_without_limits_no_specialisation_is_said_to_be_sure_or_unsure(
    release_tables: Mapping[str, pl.DataFrame], worked: Specialisation
) -> None:
    table = tabulate(analyse(release_tables, replace(worked.request, draws=0)), "rca")
    assert table.filter("specialised")["certain"].null_count() == 8
    assert table.filter(~pl.col("specialised"))["certain"].to_list() == [False] * 8


def test_opportunities_are_of_domains_without_specialisation_the_nearest_first(worked: Specialisation) -> None:
    table = tabulate(worked, "opportunities", region="at11")
    assert table["domain"].to_list() == ["DIGI", "ENER"]
    assert table["density"].round(4).to_list() == [0.6667, 0.0]
    assert table["entry_potential"].round(4).to_list() == [1.0, 0.0]
    assert set(table["quadrant"]) <= {"high road", "slow road", "casino", "dead end"}


def test_complexity_tells_of_regions_then_of_domains(worked: Specialisation) -> None:
    table = tabulate(worked, "complexity")
    assert table["kind"].to_list() == ["region"] * 4 + ["domain"] * 4
    digital = table.filter(pl.col("key") == "DIGI").row(0, named=True)
    assert (digital["specialisations"], digital["others"]) == (3, 2.0)
    assert table["complexity"].head(4).is_sorted(descending=True)


def test_complementarity_has_all_pairs_both_ways(worked: Specialisation) -> None:
    table = tabulate(worked, "complementarity")
    assert table.height == 12
    gains = {(one, other): gain for one, other, gain in table.select("region", "partner", "gain").iter_rows()}
    assert gains["AT11", "AT21"] == pytest.approx(4 / 3)
    assert gains["AT21", "AT11"] == pytest.approx(1.2)
    assert (table["complex_gain"] <= table["gain"] + 1e-12).all()


def test_partners_are_listed_by_domain_those_strong_in_it_first(worked: Specialisation) -> None:
    table = tabulate(worked, "partners", region="AT11")
    assert table.filter(pl.col("domain") == "ENER")["partner"].to_list() == ["AT21", "AT12", "SI03"]
    assert table.filter(pl.col("domain") == "ENER")["gain"].to_list() == [1.0, 1.0, 1.0]


def test_what_is_not_there_is_said_with_what_is(worked: Specialisation) -> None:
    with pytest.raises(QueryParameterError, match="use one of rca, relatedness"):
        tabulate(worked, "fame")
    with pytest.raises(QueryParameterError, match="say which"):
        tabulate(worked, "partners")
    with pytest.raises(
        NotFoundError, match=r"no NUTS 2 region 'AT99' .* in NUTS edition 2021; there is AT11, AT12, AT21"
    ):
        tabulate(worked, "rca", region="AT99")


def test_a_code_of_another_edition_is_told_with_what_became_of_it(
    release_tables: Mapping[str, pl.DataFrame], worked: Specialisation
) -> None:
    change = pl.DataFrame(
        {"source": ["SI01"], "source_edition": ["2006"], "target": ["SI03"], "target_edition": ["2021"], "level": [2],
         "population": [5], "area": [5]}
    )  # fmt: skip
    analysis = replace(worked, tables={**release_tables, "change": change})
    with pytest.raises(NotFoundError) as error:
        tabulate(analysis, "rca", region="SI01")
    assert error.value.hint == "SI01 is a code of NUTS 2006; in NUTS 2021 it is SI03."
