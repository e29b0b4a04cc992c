"""Shapes asked of tables, on synthetic records: ``python -m benchmarks.validation --projects 100000``.

The synthetic tables describe no source records and no edition of the region codes, so as they are they break two
shapes more than a million times. Measured are both: these tables, and the same with what is missing.
"""

import argparse
import time

import polars as pl

from benchmarks.synthetic import synthetic_records
from ecosystem_graph.records import RecordSet
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.validate.columns.check import check_tables

__all__ = ["described", "main"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validation", description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000, help="synthetic size")
    parser.add_argument("--repeat", type=int, default=3, help="runs; all are shown")
    options = parser.parse_args()
    records = synthetic_records(options.projects)
    for name, some in (("as generated", records), ("described", described(records))):
        tables = resolve(some).consolidated
        for _ in range(options.repeat):
            wall, cpu = time.perf_counter(), time.process_time()
            counts = check_tables(tables).counts()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(f"{options.projects:,} projects, {name}: {wall:.2f} s ({cpu:.2f} s processor), {counts}", flush=True)


def described(records: RecordSet) -> RecordSet:
    """Return records whose sources are described and whose regions have an edition."""
    tables = {name: table for name, table in records.items() if table.height}
    keys = pl.concat([table["record"] for table in tables.values()]).unique(maintain_order=True)
    tables["record"] = pl.DataFrame({"record": keys, "key": keys}).with_columns(
        source=pl.lit("synthetic"),
        kind=pl.lit("row"),
        file=pl.lit("synthetic.xlsx"),
        checksum=pl.lit("0" * 64),
        locator=pl.lit("row"),
    )
    with_region = pl.when(pl.col("region").is_not_null())
    tables["participation"] = tables["participation"].with_columns(region_edition=with_region.then(pl.lit("2021")))
    return RecordSet(tables)


if __name__ == "__main__":
    main()
