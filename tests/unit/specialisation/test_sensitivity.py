"""Other choices are compared on the regions and domains that both have."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.sensitivity import compare_variants


def test_where_each_project_has_one_partner_and_one_domain_fractions_change_nothing(worked: Specialisation) -> None:
    rows = {row["variant"]: row for row in compare_variants(worked).iter_rows(named=True)}
    for name in ("counting projects, each 1 in all", "without projects of more than 30 participations"):
        assert rows[name]["correlation"] == pytest.approx(1)
        assert (rows[name]["cells"], rows[name]["specialisations"]) == (16, 8)
        assert (rows[name]["kept"], rows[name]["jaccard"]) == (1.0, 1.0)


def test_a_variant_is_compared_with_what_it_has(worked: Specialisation) -> None:
    # Amounts are published for AT11 alone: 500 in AGRI and 1,500 in BIOE.
    money = compare_variants(worked).row(by_predicate=pl.col("variant") == "counting money", named=True)
    assert (money["cells"], money["specialisations"], money["kept"], money["correlation"]) == (2, 2, 1.0, None)


def test_a_variant_with_nothing_left_is_empty(
    release_tables: Mapping[str, pl.DataFrame], worked: Specialisation
) -> None:
    tables = {**release_tables, "amount": release_tables["amount"].clear()}
    money = compare_variants(analyse(tables, worked.request)).filter(pl.col("variant") == "counting money")
    assert money.row(0)[1:] == (0, None, None, None, None)


def test_a_large_project_is_left_out(release_tables: Mapping[str, pl.DataFrame], worked: Specialisation) -> None:
    found = analyse(release_tables, replace(worked.request, largest=1))
    assert found.recipe["participations"] == 40  # The project of two has no domain.
    assert found.recipe["largest_project"] == 1
