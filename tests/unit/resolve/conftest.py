"""Small sets of records."""

from collections.abc import Callable

import pytest

from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.records.schema import Row


@pytest.fixture(scope="session")
def state() -> Callable[..., RecordSet]:
    """Return a function that gives the tables of some rows, with the datasets and records that they name."""
    return _state


def _state(*rows: Row) -> RecordSet:
    stated = {row.key for row in rows if isinstance(row, Dataset | Record)}
    keys = sorted({row.record for row in rows} - stated)
    slugs = sorted({key.partition(".")[0] for key in keys} - stated)
    datasets = [Dataset(record=slug, key=slug, title=slug, publisher="nobody") for slug in slugs]
    records = [_record(key) for key in keys if "." in key]
    return records_from_rows([*datasets, *records, *rows])


def _record(key: str) -> Record:
    slug = key.partition(".")[0]
    return Record(
        record=key, key=key, source=slug, kind="row", file=f"{slug}.csv", checksum="0" * 64, locator=f"row of {key}"
    )
