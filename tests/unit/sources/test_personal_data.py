"""Contact data are masked; everything that only looks like them stays."""

import time

import polars as pl
import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.sources.personal_data import (
    EMAIL_MARK,
    PHONE_MARK,
    mask_column,
    mask_issues,
    mask_personal_data,
    mask_records,
)


@pytest.mark.parametrize(
    "address",
    [
        "first.last@host.example", "o'neil+news@mail.host-a.co.uk", "info (at) host.example",
        "info[at]host[dot]example", "info {at} host (punkt) example", "info&#64;host.example", "info @ host.example",
        "ä.ö@bücher.example", "info＠host.example",
    ],
)  # fmt: skip
def test_an_email_address_is_masked_however_it_is_disguised(address: str) -> None:
    assert mask_personal_data(f"Write to {address}, please.") == (f"Write to {EMAIL_MARK}, please.", 1)


def test_an_address_that_begins_where_another_one_ends_is_masked_too() -> None:
    assert mask_personal_data("a@b.ea.b@e.eu") == (2 * EMAIL_MARK, 2)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Tel.: +43/662/8042-1234, Fax -99", f"Tel.: {PHONE_MARK}, Fax -99"),
        ("telephone number: 0151 2345678!", f"telephone number: {PHONE_MARK}!"),
        ("tlf 33 92 33 33", f"tlf {PHONE_MARK}"),
        ("Fax (0043) 1 2345678", f"Fax {PHONE_MARK}"),
        ("GSM +420 777 123 456; тел. 02 123 4567", f"GSM {PHONE_MARK}; тел. {PHONE_MARK}"),
    ],
)
def test_a_telephone_number_is_masked_after_a_word_that_announces_it(text: str, masked: str) -> None:
    assert mask_personal_data(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "Budget 2,521,964.00 in 2014-2020", "mobile applications 4000000", "Tel. 1234", "tel que 2014", "e-motion@home",
        "https://maps.example/@45.1,7", "Technopark @ Main Street. The", "follow @project.eu", "hotel 123456",
        "meet us @ www.host.example", "DTP1-184-1.1", "+43 662 8042 1234",
    ],
)  # fmt: skip
def test_numbers_and_signs_that_are_no_contact_data_stay(text: str) -> None:
    assert mask_personal_data(text) == (text, 0)


def test_a_column_is_masked_cell_by_cell_and_nulls_stay() -> None:
    column, changed = mask_column(pl.Series(["nothing", None, "a@b.eu and c@d.eu", "Fax 123 45 67"]))
    assert column.to_list() == ["nothing", None, f"{EMAIL_MARK} and {EMAIL_MARK}", f"Fax {PHONE_MARK}"]
    assert changed.rows() == [(2, 2), (3, 1)]


def test_every_text_that_is_masked_alone_is_masked_in_a_column() -> None:
    texts = ["x (at) y.eu", "x%40y.eu", "Téléphone no. : (+33) 1 23 45 67", "mobil 0171 234567", "puh 040 123456"]
    column, _ = mask_column(pl.Series(texts))
    assert column.to_list() == [mask_personal_data(text)[0] for text in texts]
    assert not set(column) & set(texts)


@pytest.mark.parametrize("text", ["a" * 30_000, "a." * 15_000 + "@", "a@" + "b" * 30_000, "tel 1" * 6_000])
def test_long_cells_are_searched_quickly(text: str) -> None:
    started = time.perf_counter()
    mask_personal_data(text)
    assert time.perf_counter() - started < 2


def test_records_lose_contact_data_in_any_column_and_keep_their_references() -> None:
    keys = ["list.a@host.example", "list.b@host.example"]
    projects = [Project(record="list.1", key=key, start_raw="Tel. +43 1 2345678") for key in keys]
    partners = [
        Participation(record="list.1", key=f"list.{n}", project=key, organisation="list.o", role="partner")
        for n, key in enumerate(keys)
    ]
    masked, issues = mask_records(records_from_rows([*projects, *partners]), "list.csv")
    assert "host.example" not in str([table.rows() for table in masked.values()])
    assert set(masked["project"]["start_raw"]) == {f"Tel. {PHONE_MARK}"}
    assert masked["project"]["key"].to_list() == masked["participation"]["project"].to_list()
    assert masked["project"]["key"].n_unique() == 2
    assert [(issue.code, issue.field, issue.found) for issue in issues] == [
        ("EG-SRC-003", "project.key", "2 replaced"),
        ("EG-SRC-003", "project.start_raw", "2 replaced"),
        ("EG-SRC-003", "participation.project", "2 replaced"),
    ]


def test_records_without_contact_data_are_the_same_ones() -> None:
    records = RecordSet({})
    assert mask_records(records, "list.csv") == (records, ())


def test_issues_show_no_contact_data() -> None:
    key = "list.a@host.example"
    issue = Issue(
        "EG-X-001", "info", "list.csv", "row 2", "a@host.example", "b@host.example", "No c@host.example.", key
    )
    (masked,) = mask_issues([issue])
    records, _ = mask_records(records_from_rows([Project(record=key, key=key)]), "list.csv")
    assert masked.record == records["project"]["key"].item()
    assert (masked.field, masked.found, masked.message) == (EMAIL_MARK, EMAIL_MARK, f"No {EMAIL_MARK}.")
