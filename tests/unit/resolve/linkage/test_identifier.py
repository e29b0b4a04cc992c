"""Identifiers of a release before they link."""

import polars as pl

from ecosystem_graph.resolve.identity import link_identities
from ecosystem_graph.resolve.linkage.identifier import check_identifiers

ROWS = [
    ("organisation", "a", "vat", "IT 02392630279"),
    ("organisation", "b", "vat", "02392630279"),
    ("organisation", "c", "vat", "IT02392630270"),
    ("organisation", "d", "ror", "https://ror.org/03yrm5c26"),
    ("organisation", "e", "ror", "03yrm5c27"),
    ("organisation", "f", "pic", "999999999"),
    ("organisation", "g", "national-register", "212000-1157"),
    ("organisation", "h", "national-register", "SE212000-1157"),
    ("organisation", "i", "national-register", "DE101000222"),
    ("organisation", "j", "kohesio", "Q1"),
    ("project", "k", "cci", "2014TC16RFCB001"),
]
TABLE = pl.DataFrame(ROWS, schema=["subject_class", "subject", "scheme", "value"], orient="row").with_columns(
    record="row " + pl.col("subject")
)
SEATS = pl.DataFrame({"key": ["a", "b", "c", "g", "h", "i"], "country": ["IT", "IT", "IT", "SE", "SE", "DE"]})


def test_one_number_in_two_spellings_links_and_a_wrong_one_does_not() -> None:
    good, _ = check_identifiers(TABLE, SEATS)
    linked = dict(link_identities(good).select("subject", "object").iter_rows())
    assert linked["a"] == linked["b"] == "vat.IT02392630279"
    assert linked["g"] == linked["h"] == "national-register.SE-2120001157"
    assert linked["d"] == "ror.03yrm5c26"
    assert not linked.keys() & {"c", "e", "f", "i"}
    assert {"j", "k"} <= linked.keys()


def test_wrong_numbers_are_reported_with_their_record_and_what_was_found() -> None:
    _, findings = check_identifiers(TABLE, SEATS)
    assert sorted(findings.select("record", "code", "found").iter_rows()) == [
        ("row c", "EG-RES-021", "vat IT02392630270"),
        ("row e", "EG-RES-021", "ror 03yrm5c27"),
        ("row f", "EG-RES-021", "pic 999999999"),
        ("row i", "EG-RES-021", "national-register DE101000222"),
    ]


def test_every_row_is_kept_or_reported() -> None:
    good, findings = check_identifiers(TABLE, SEATS)
    assert good.height + findings.height == TABLE.height
    assert good.columns == TABLE.columns


def test_a_release_without_identifiers_has_none() -> None:
    good, findings = check_identifiers(TABLE.clear(), SEATS)
    assert (good.height, findings.height) == (0, 0)


def test_a_number_of_an_organisation_in_two_countries_needs_its_own() -> None:
    seats = pl.DataFrame({"key": ["b", "b"], "country": ["IT", "FR"]})
    good, findings = check_identifiers(TABLE.filter(pl.col("subject") == "b"), seats)
    assert (good.height, findings.height) == (0, 1)
