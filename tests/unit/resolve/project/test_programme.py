"""Programmes as they are compared."""

import polars as pl
import pytest

from ecosystem_graph.resolve.project.programme import code_programmes, lexicon_periods, programme_codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2014 - 2020 INTERREG VB Alpine Space", "Alpen / Alpenraum"),
        ("Interreg Spazio Alpino", "2007 - 2013 Alpine Space"),
        ("INTERREG-ROBG-1420", "2014 - 2020 INTERREG V-A Romania - Bulgaria"),
        ("2007 - 2013 Saxony - Poland (DE-PL)", "2000 - 2006 Saxony - Poland (DE-PL)"),
        ("Programul de Cooperare Interregională", "2007 - 2013 Interreg IVC"),
        ("Interreg V-A España-Portugal (POCTEP)", "2014 - 2020 INTERREG V-A Spain - Portugal (POCTEP)"),
    ],
)
def test_names_of_one_programme_share_a_code(one: str, other: str) -> None:
    assert programme_codes(one) & programme_codes(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INTERREG VB Alpine Space", "INTERREG VB Danube"),
        ("2007 - 2013 Saxony - Poland (DE-PL)", "2007 - 2013 Lubuskie - Brandenburg (PL-DE)"),
        ("2014 - 2020 INTERREG V-A Sweden - Finland - Norway (Nord)", "2007 - 2013 Finland - Estonia (FI-EE)"),
        ("Horizon 2020", "COSME"),
    ],
)
def test_names_of_two_programmes_share_none(one: str, other: str) -> None:
    assert programme_codes(one)
    assert not programme_codes(one) & programme_codes(other)


@pytest.mark.parametrize("name", ["Interreg", "Interreg V B", "Interreg 5A", "INTERREG V-A"])
def test_a_name_of_the_family_alone_says_nothing(name: str) -> None:
    assert not programme_codes(name)


def test_the_key_of_a_programme_that_a_page_names_is_a_code() -> None:
    rows = pl.DataFrame({"key": ["pages.interreg-de-dk"], "name": ["Interreg 5A"]})
    assert code_programmes(rows).rows() == [("pages.interreg-de-dk", "interreg-de-dk")]


def test_a_programme_that_ran_once_tells_its_period() -> None:
    periods = dict(lexicon_periods().iter_rows())
    assert periods["see"] == "2007-2013"
    assert "interreg-alpine-space" not in periods
