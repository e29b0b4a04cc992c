"""The importer of interreg_de: facts of the founding record, its findings, and what stops it."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.interreg_de.importer import companions, read, recognises

Change = Callable[[str, str], Imported]


@pytest.fixture
def bundled(root: Path) -> Path:
    return root / "data" / "records" / "interreg_de" / "alpen013.txt"


@pytest.fixture(params=["bundled", "seed"])
def page(request: pytest.FixtureRequest) -> Path:
    """Return the founding record: with sentences of our own, and as published."""
    if request.param == "bundled":
        return Path(request.getfixturevalue("bundled"))
    return next(Path(request.getfixturevalue("shared"), "seeds").glob("002_*.txt"))


@pytest.fixture
def change(bundled: Path, tmp_path: Path) -> Change:
    """Return a function that reads the bundled record after one replacement."""

    def read_changed(old: str, new: str) -> Imported:
        text = bundled.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "page.txt"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return read(path)

    return read_changed


def only(imported: Imported, table: str) -> dict[str, Any]:
    (row,) = imported.records[table].to_dicts()
    return row


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def test_the_record_is_recognised_and_stands_alone(page: Path) -> None:
    assert recognises(page)
    assert companions(page) == ()


@pytest.mark.parametrize(
    "text", ["", "Projektebene\n", "Projektpartner\nProjektebene\n", "x\nProjektebene\nProjektpartner\n"]
)
def test_other_texts_are_not_recognised(text: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert not recognises(path)
    assert not recognises(tmp_path)
    assert not recognises(tmp_path / "missing.txt")


def test_prose_records_are_not_recognised(shared: Path) -> None:
    recognised = [path.name[:3] for path in sorted((shared / "seeds").glob("*.txt")) if recognises(path)]
    assert recognised == ["002"]


def test_partners_match_the_totals_the_record_states(page: Path) -> None:
    imported = read(page)
    partners = imported.records["participation"]
    project = only(imported, "project")
    countries = Counter(partners["country"])
    assert countries == {"IT": 6, "AT": 2, "DE": 2, "SI": 2, "CH": 1, "FR": 1}
    assert (project["stated_partner_count"], project["stated_country_count"]) == (partners.height, len(countries))
    assert project["stated_national_partner_count"] == countries["DE"] == 2
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (15, 15, 0)


def test_the_lead_is_swiss_and_all_others_are_partners(page: Path) -> None:
    partners = read(page).records["participation"]
    (lead,) = partners.filter(pl.col("role") == "lead").to_dicts()
    assert (lead["key"], lead["country"], lead["postcode"], lead["town"]) == (
        "interreg-de.Alpen013-001", "CH", "1700", "Fribourg",
    )  # fmt: skip
    assert Counter(partners["role"]) == {"lead": 1, "partner": 13}
    assert dict(partners.drop_nulls("region_raw").select("key", "region_raw").iter_rows()) == {
        "interreg-de.Alpen013-003": "Berlin",
        "interreg-de.Alpen013-013": "Bayern",
    }


def test_amounts_have_kinds_and_keep_their_notation(page: Path) -> None:
    amounts = read(page).records["amount"]
    assert {row["kind"]: (row["value"], row["raw"]) for row in amounts.to_dicts()} == {
        "total": (Decimal("2521964.00"), "2.521.964,00"),
        "eu": (Decimal("1929500.00"), "1.929.500,00"),
        "national": (Decimal("340500.00"), "340.500,00"),
    }
    assert set(amounts["currency"]) == {"EUR"}


def test_the_month_first_start_is_understood_kept_raw_and_flagged(page: Path) -> None:
    imported = read(page)
    project = only(imported, "project")
    assert (project["start"], project["start_raw"]) == (date(2016, 11, 1), "11.01.16")
    assert (project["end"], project["end_raw"]) == (date(2019, 4, 30), "30.04.19")
    (issue,) = [issue for issue in imported.issues if issue.code == "EG-IDE-002"]
    assert (issue.severity, issue.place, issue.field, issue.found) == ("warning", "line 16", "start", "11.01.16")
    assert "2016-01-11 or 2016-11-01; 2016-11-01 was chosen" in issue.message


def test_what_has_no_label_is_left_out_with_a_reason(page: Path) -> None:
    imported = read(page)
    ignored = [(issue.field, issue.found) for issue in imported.issues if issue.code == "EG-IDE-001"]
    assert ignored == [("call", "2"), ("german_flag", "ja")]
    assert (imported.records["call"].height, only(imported, "project")["status"]) == (0, None)
    assert codes(imported) == {"EG-IDE-001", "EG-IDE-002", "EG-IDE-007"}


def test_texts_have_roles_and_detected_languages(page: Path) -> None:
    texts = read(page).records["text"]
    assert {row["role"]: (row["language"], row["language_basis"]) for row in texts.to_dicts()} == {
        "title": ("en", "detected"),
        "summary": ("de", "detected"),
        "expected-result": ("de", "detected"),
    }


def test_topics_and_programme_are_taken_as_published(page: Path) -> None:
    imported = read(page)
    assert imported.records["topic"]["code"].to_list() == ["D01", "D05", "D15", "D18", "Q01"]
    programme = only(imported, "programme")
    assert (programme["name"], programme["period"], programme["strand"]) == ("Alpen / Alpenraum", None, None)
    assert only(imported, "identifier")["value"] == "Alpen013"


def test_units_and_hosts_are_organisations_of_their_own(page: Path) -> None:
    rows = read(page).records["organisation"].to_dicts()
    by_name = {row["name"]: row for row in rows}
    unit = by_name["Veneto Region, Research Clusters and Networks Unit"]
    guest = by_name["Poly4EmI hosted by Anteja ECG d.o.o."]
    assert len(rows) == 16
    assert (unit["unit"], unit["parent"]) == ("Research Clusters and Networks Unit", by_name["Veneto Region"]["key"])
    assert guest["hosted_by"] == by_name["Anteja ECG d.o.o."]["key"]


def test_every_row_names_the_one_record(page: Path) -> None:
    imported = read(page)
    named = {record for name, table in imported.records.items() if name != "dataset" for record in table["record"]}
    record = only(imported, "record")
    assert named == {record["key"]} == {"interreg-de.Alpen013"}
    assert (record["file"], record["locator"]) == (page.name, "lines 1-41")


def test_reading_twice_gives_the_same(page: Path) -> None:
    first, second = read(page), read(page)
    assert first.issues == second.issues
    assert all(first.records[name].equals(second.records[name]) for name in first.records)


def test_bundled_sentences_are_our_own(bundled: Path, shared: Path) -> None:
    published = read(next((shared / "seeds").glob("002_*.txt"))).records["text"]
    own = read(bundled).records["text"]
    for role in ("summary", "expected-result"):
        ours, theirs = (set(_runs(table.filter(pl.col("role") == role)["text"].item())) for table in (own, published))
        assert ours & theirs == set()


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return all runs of five words."""
    words = text.lower().split()
    return [tuple(words[start : start + 5]) for start in range(len(words) - 4)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("\n14\n", "\n15\n", "EG-IDE-010", "line 14"),
        ("\n6\n", "\n7\n", "EG-IDE-011", "line 13"),
        ("14\n2\n", "14\n3\n", "EG-IDE-012", "line 15"),
        ("\n14\n", "\nviele\n", "EG-IDE-014", "line 14"),
        ("\nHES-SO//FR", "\nHES-SO//GE", "EG-IDE-013", "line 10"),
        ("\nCH\n", "\nAT\n", "EG-IDE-013", "line 11"),
        ("002nein", "002ja", "EG-IDE-013", "line 10"),
        ("001ja", "001nein", "EG-IDE-013", "line 10"),
        ("30.04.19", "irgendwann", "EG-IDE-003", "line 17"),
        ("30.04.19", "30.04.14", "EG-IDE-004", "line 17"),
        ("2.521.964,00", "2,521,964.00", "EG-IDE-005", "line 18"),
        ("2.521.964,00", "1.521.964,00", "EG-IDE-006", "line 19"),
        ("340.500,00", "251.964,00", "EG-IDE-008", "line 20"),
        ("D05 - Cluster", "D99 - Cluster", "EG-IDE-009", "line 24"),
        ("https://www.alpine", "www.alpine", "EG-IDE-015", "line 23"),
        ("OÖ Wirtschaftsagentur GmbH4020", "OÖ Wirtschaftsagentur 34020", "EG-IDE-016", "line 29"),
        ("Alpen013-003nein", "Alpen013-002nein", "EG-IDE-017", "line 30"),
        ("im Alpenraum", "(kontakt@example.org) im Alpenraum", "EG-IDE-018", "line 21"),
    ],
)
def test_what_cannot_be_taken_as_it_stands_is_reported_with_its_line(
    change: Change, old: str, new: str, code: str, line: str
) -> None:
    imported = change(old, new)
    places = [issue.place for issue in imported.issues if issue.code == code]
    assert places == [line]
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported


def test_a_repeated_partner_is_reported_and_not_mapped(change: Change) -> None:
    imported = change("Alpen013-003nein", "Alpen013-002nein")
    assert (imported.records["participation"].height, imported.rows_mapped, imported.rows_reported) == (13, 14, 1)


def test_an_unexplained_amount_makes_no_amount(change: Change) -> None:
    assert set(change("340.500,00", "251.964,00").records["amount"]["kind"]) == {"total", "eu"}


def test_a_published_zero_is_not_a_missing_amount(change: Change) -> None:
    zero, missing = change("2.521.964,00", "0,00"), change("2.521.964,00", "")
    assert zero.records["amount"].filter(pl.col("kind") == "total")["state"].to_list() == ["published-zero"]
    assert missing.records["amount"].filter(pl.col("kind") == "total").height == 0


def test_contact_data_reach_no_row_and_no_finding(change: Change) -> None:
    imported = change("im Alpenraum", "(kontakt@example.org) im Alpenraum")
    assert not any("@" in str(table.to_dicts()) for table in imported.records.values())
    assert "@" not in str(imported.issues)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected the heading 'Projektebene', found an empty file"),
        ("Projektebene\n\nAlpen013\nÖ".encode("latin-1"), "expected UTF-8 text"),
        (b"Projektebene\n\nAlpen013\n2\n", "expected the heading 'Projektpartner', found the end of the file"),
    ],
)
def test_empty_truncated_and_wrongly_encoded_files_stop(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(SourceFormatError, match=message):
        read(path)


def test_a_file_cut_off_anywhere_stops_or_reports_that_partners_are_missing(bundled: Path, tmp_path: Path) -> None:
    text, path = bundled.read_text(encoding="utf-8"), tmp_path / "page.txt"
    for length in range(0, len(text) - 2, 97):
        path.write_text(text[:length], encoding="utf-8")
        try:
            imported = read(path)
        except SourceFormatError:
            continue
        assert "EG-IDE-010" in codes(imported)


def test_a_partner_line_that_does_not_parse_stops_with_its_line(change: Change) -> None:
    with pytest.raises(SourceFormatError, match="line 41: expected a partner line") as raised:
        change("Policy1000LjubljanaSI", "Nowhere")
    assert "Alpen013-014" in raised.value.found


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        read(tmp_path / "missing.txt")
