"""A code of another edition is told with what became of it."""

from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.atomic import link_tree
from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.release import open_release
from ecosystem_graph.report.subject import ReportRequest, open_subject


def _replace(folder: Path, name: str, table: pl.DataFrame) -> None:
    path = folder / "consolidated" / f"{name}.parquet"
    path.unlink()
    table.write_parquet(path)


@pytest.fixture
def recoded(demo_release: Path, tmp_path: Path) -> Path:
    """Return the demo, in which FR24 was a code of 2013 that is FRB0 now."""
    folder = tmp_path / "release"
    link_tree(demo_release, folder)
    change = pl.read_parquet(folder / "consolidated" / "change.parquet")
    row = {"source": "FR24", "source_edition": "2013", "target": "FRB0", "target_edition": "2021", "level": 2}
    _replace(folder, "change", pl.concat([change, pl.DataFrame([row])], how="diagonal_relaxed"))
    return folder


def test_a_code_of_another_edition_is_refused_with_its_successor(recoded: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        open_subject(open_release(recoded), ReportRequest("FR24"))
    assert caught.value.hint == "FR24 is a code of NUTS 2013; in NUTS 2021 it is FRB0."


def test_a_wider_region_holds_what_the_narrower_ones_hold(demo_release: Path) -> None:
    wide, narrow = (open_subject(open_release(demo_release), ReportRequest(code)) for code in ("AT3", "AT31"))
    assert wide.nuts == 1
    assert set(narrow.rows["member"]) <= set(wide.rows["member"])
    assert set(narrow.within("cluster")["key"]) <= set(wide.within("cluster")["key"])
    assert narrow.within("cluster").height == 8
