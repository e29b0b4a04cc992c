"""Names compared by the workers of a cluster: here without one, as Arrow tables."""

import pyarrow as pa
from benchmarks.organisation_names import invent_mentions

from ecosystem_graph.progress import no_progress
from ecosystem_graph.resolve.linkage.compared import compare_names
from ecosystem_graph.resolve.linkage.country import CountryPiece, add_counts, gather_countries
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.stage.linkage import comparer, namer


def pieces_of(table: pa.Table) -> list[CountryPiece]:
    return [CountryPiece(*row.values()) for row in table.to_pylist()]


def test_what_workers_hand_to_each_other_gives_what_is_compared_here() -> None:
    rows = invent_mentions(300, seed=2).select(list(MENTION_SCHEMA)).sort(list(MENTION_SCHEMA))
    named = [namer((), part.to_arrow()) for part in rows.partition_by("country")]
    every = [piece for table in named for piece in pieces_of(table)]
    compare = comparer(add_counts(every))
    found = [piece for table in named for piece in pieces_of(compare((), table))]
    apart, here = gather_countries([*every, *found]), compare_names(rows, 1, no_progress)
    assert apart.pairs.equals(here.pairs)
    assert apart.keys.equals(here.keys)
    assert apart.rows.sort("key", "name").equals(here.rows.sort("key", "name"))
