"""Whose value counts: the written order in which records that differ are believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from ecosystem_graph.resolve.project.programme import CODE_SCHEMA, code_programmes

__all__ = ["RULES_OF_CHOICE", "Precedence", "read_precedence", "several_stated", "with_programmes"]

_KINDS: Final = ("list", "documents", "prose")
"""Kinds of datasets, most trusted first: what a publisher holds as data, what a person took from documents, what rules
found in running text."""

RULES_OF_CHOICE: Final = {
    "precision": "the more precise value",
    "kind": "a list before facts gathered by hand, those before prose",
    "release": "the newer release of one source",
    "records": "most records",
    "record": "smallest record key",
    "value": "smallest value",
}
"""What decides between two values, in this order, and the words in which a conflict names it."""

_RELEASE_SCHEMA: Final = pl.Schema({"record": pl.String, "released": pl.Date})


@dataclass(frozen=True, slots=True)
class Precedence:
    """How much a record counts.

    Attributes:
        ranks: Rank of each source (0 is best); others have rank 0.
        releases: ``record`` and ``released``, for records of lists of which it is known when they were fetched.
        programmes: ``programme`` and ``code``: programmes that share a code do not contradict each other.
        periods: Programmes whose period is known: of programmes that agree they are the more precise.
    """

    ranks: Mapping[str, int] = field(default_factory=dict)
    releases: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_RELEASE_SCHEMA))
    programmes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CODE_SCHEMA))
    periods: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String))

    @property
    def documents(self) -> list[str]:
        """Sources whose records are documents, each for itself, and no list."""
        return sorted(self.ranks)

    def rank(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add ``kind_rank`` and ``released`` (null where unknown) to rows that have a ``record``."""
        source = pl.col("record").str.extract(r"^([^.]*)")
        # A mapping without entries is no mapping to Polars.
        rank = source.replace_strict({"": 0, **self.ranks}, default=0, return_dtype=pl.Int64)
        ranked = rows.with_columns(kind_rank=rank)
        if self.releases.is_empty():
            return ranked.with_columns(released=pl.lit(None, pl.Date))
        return ranked.join(self.releases, on="record", how="left", maintain_order="left")


def read_precedence(tables: Mapping[str, pl.LazyFrame]) -> Precedence:
    """Return the precedence of records, as far as it does not depend on who is who.

    Args:
        tables: Record tables ``dataset`` and ``record``.

    Returns:
        Ranks by ``dataset.kind`` (where rows of a dataset disagree the least trusted counts), and the releases of lists
        by ``record.retrieved``. Memory: records of lists that say when they were fetched.
    """
    known = tables["dataset"].select("key", "kind").drop_nulls().unique().collect()
    ranks: dict[str, int] = {}
    for key, kind in known.filter(pl.col("kind").is_in(_KINDS[1:])).iter_rows():
        ranks[key] = max(ranks.get(key, 0), _KINDS.index(kind))
    lists = ~pl.col("source").is_in(sorted(ranks))
    dated = tables["record"].filter(lists, pl.col("retrieved").is_not_null())
    releases = dated.group_by(record="key").agg(released=pl.col("retrieved").max()).collect(engine="streaming")
    return Precedence(ranks, releases)


def with_programmes(precedence: Precedence, tables: Mapping[str, pl.LazyFrame], identity: pl.DataFrame) -> Precedence:
    """Add what is known of the programmes of projects that several records state.

    Args:
        precedence: What is known already.
        tables: Record tables ``project`` and ``programme``.
        identity: Identity links.
    """
    several = several_stated(identity, "project")
    if several.is_empty():
        return precedence
    theirs = tables["project"].select("programme", subject="key").join(several.lazy(), on="subject", how="semi")
    used = theirs.select(key="programme").drop_nulls().unique()
    named = tables["programme"].select("key", "name", "period").join(used, on="key", how="semi").collect()
    periods = named.drop_nulls("period")["key"].unique().sort()
    return replace(precedence, programmes=code_programmes(named), periods=periods)


def several_stated(identity: pl.DataFrame, subject_class: str) -> pl.DataFrame:
    """Return the links of entities that more than one stated key means: subject, object."""
    links = identity.filter(pl.col("subject_class") == subject_class).select("subject", "object")
    return links.filter(pl.col("subject").n_unique().over("object") > 1)
