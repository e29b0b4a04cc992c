import polars as pl
import pytest

from ecosystem_graph.resolve import coding
from ecosystem_graph.resolve.coding import coded, plain, plain_slices

ROWS = pl.DataFrame({"key": ["a", "b", "c"], "town": ["Linz", None, "Linz"], "n": [1, 2, 3]})


def test_rows_come_back_from_their_codes_as_they_were() -> None:
    assert coded(ROWS).schema["town"] == pl.Categorical
    assert plain(coded(ROWS)).equals(ROWS)


def test_codes_of_tables_made_apart_can_be_put_together() -> None:
    later = ROWS.with_columns(town=pl.lit("Wels"))
    assert plain(pl.concat([coded(ROWS), coded(later)])).equals(pl.concat([ROWS, later]))


def test_slices_are_all_rows_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "_ROWS_PER_SLICE", 2)
    slices = list(plain_slices(coded(ROWS)))
    assert [each.height for each in slices] == [2, 1]
    assert pl.concat(slices).equals(ROWS)


def test_an_empty_table_is_one_slice_with_its_columns() -> None:
    assert [each.columns for each in plain_slices(coded(ROWS.clear()))] == [ROWS.columns]
