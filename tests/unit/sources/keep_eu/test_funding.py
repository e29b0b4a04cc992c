"""Programmes and calls."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.records.key import digest
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
The = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("name", "strand", "period"),
    [
        ("2014 - 2020 INTERREG VB Alpine Space", "b", "2014-2020"),
        ("2014 - 2020 INTERREG V-A Sweden - Norway", "a", "2014-2020"),
        ("2014 - 2020 Interreg IPA CBC Greece - Albania", "ipa-cbc", "2014-2020"),
        ("2021 - 2027 INTERREG VI-B Danube", "b", "2021-2027"),
        ("2014 - 2020 ESPON 2020", None, "2014-2020"),
        ("2014 - 2020 URBACT III", None, "2014-2020"),
        ("2014 - 2020 Ireland - United Kingdom (PEACE IV)", None, "2014-2020"),
        ("1994 - 1999 INTERREG II", None, None),
        ("Some programme", None, None),
    ],
)
def test_strand_and_period_are_read_from_the_name_only_where_it_spells_them_out(
    name: str, strand: str | None, period: str | None, export: Any, read_back: Read, the: The
) -> None:
    for row in export.projects[:1] + export.partners[:4] + export.calls[:2]:
        row["Programme"] = name
    programme = the(read_back(export), "programme", name=name)
    assert (programme["strand"], programme["period"], programme["key"]) == (strand, period, f"keep-eu.{digest(name)}")


def test_blanks_at_the_end_of_a_programme_do_not_count(export: Any, keep: Any, read_back: Read, the: The) -> None:
    programme = the(read_back(export), "programme", name=keep.CZECH.strip())
    assert programme["key"] == f"keep-eu.{digest(keep.CZECH.strip())}"


@pytest.mark.parametrize("period", ["2007-2013", "2014-20"])
def test_a_period_that_is_not_the_programmes_is_reported(
    period: str, export: Any, read_back: Read, found: Callable[[Imported, str], list[Issue]]
) -> None:
    export.projects[0]["Period"] = period
    assert [issue.found for issue in found(read_back(export), "EG-KEEP-029")] == [period]


def test_calls_have_their_days_and_budgets(export: Any, read_back: Read, the: The) -> None:
    imported = read_back(export)
    call = the(imported, "call", opened=date(2016, 3, 11))
    assert (call["number"], call["closed"]) == ("2", date(2016, 8, 5))
    budget = the(imported, "amount", kind="call-budget", raw="200,000.00")
    assert the(imported, "call", key=budget["subject"])["number"] == "SM1"
    assert budget["subject_class"] == "call"
