"""Names of a list compared country by country, as workers do who share nothing: the code is that for the whole list.

Names of two countries are never compared. All that a country needs to know of the others is how many names say a
concept, and whether as a word, so work is done in two rounds: count, then compare. Tables travel as Arrow files.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import polars as pl

from ecosystem_graph.resolve.linkage.blocking import Candidates
from ecosystem_graph.resolve.linkage.compared import Compared, say_names
from ecosystem_graph.resolve.linkage.features import ConceptCounts, count_concepts
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA, NormalisedNames
from ecosystem_graph.resolve.linkage.weighing import weigh_names

__all__ = ["CountryPiece", "add_counts", "compare_country", "gather_countries", "name_country"]

_NAMES = ("words", "forms", "texts", "spellings")
_FOUND = ("pairs", "blocks")


class CountryPiece(NamedTuple):
    """A table about one country.

    Attributes:
        country: Its code.
        table: Name of the table.
        rows: The table as an Arrow file.
    """

    country: str
    table: str
    rows: bytes


def name_country(rows: pl.DataFrame) -> Iterator[CountryPiece]:
    """Normalise the names of one country.

    Args:
        rows: Mentions of one country, columns of name.MENTION_SCHEMA, in any order.

    Yields:
        Its mentions with what they say (``rows``, ``firsts``), its names (``words``, ``forms``, ``texts``,
        ``spellings``) and how many of them say each concept (``counts``).
    """
    said = say_names(rows.sort(list(MENTION_SCHEMA)))
    counts = count_concepts(said.names)
    tables = {
        "rows": said.rows,
        "firsts": said.firsts,
        "words": said.names.words,
        "forms": said.names.forms,
        "texts": said.names.texts,
        "spellings": said.spellings.to_frame("spellings"),
        "counts": counts.concepts.with_columns(names=pl.lit(counts.names, pl.Int64)),
    }
    for name, table in tables.items():
        yield CountryPiece(rows["country"][0], name, table.write_ipc(None).getvalue())


def add_counts(pieces: Iterable[CountryPiece]) -> ConceptCounts:
    """Add up the counts of all countries."""
    tables = [pl.read_ipc(piece.rows) for piece in pieces if piece.table == "counts"]
    every = pl.concat(tables)
    names = sum(table["names"][0] for table in tables if table.height)
    concepts = every.group_by("concept").agg(pl.col("n").sum(), pl.col("text").min(), pl.col("is_word").any())
    return ConceptCounts(concepts.sort("concept"), names)


def compare_country(pieces: Sequence[CountryPiece], counts: ConceptCounts) -> Iterator[CountryPiece]:
    """Find and weigh the candidate pairs of one country.

    Args:
        pieces: What `name_country` gave for it.
        counts: What `add_counts` gave for all.

    Yields:
        Its pairs (``pairs``: left, right, weight, text) and what blocking did (``blocks``: split, dropped).
    """
    needed = {piece.table: pl.read_ipc(piece.rows) for piece in pieces if piece.table in _NAMES}
    names = NormalisedNames(needed["words"], needed["forms"], needed["texts"])
    weighed = weigh_names(names, spellings=needed["spellings"]["spellings"], counts=counts)
    blocks = pl.DataFrame({"split": [weighed.candidates.split], "dropped": [weighed.candidates.dropped]})
    country = next(piece.country for piece in pieces)
    for name, table in zip(_FOUND, (weighed.pairs, blocks), strict=True):
        yield CountryPiece(country, name, table.write_ipc(None).getvalue())


def gather_countries(pieces: Iterable[CountryPiece]) -> Compared:
    """Put the countries together as if they had been compared at once.

    Args:
        pieces: What `name_country` and `compare_country` gave for all countries, in any order.
    """
    tables = {(piece.table, piece.country): pl.read_ipc(piece.rows) for piece in pieces if piece.table not in _NAMES}
    countries = sorted({country for _, country in tables})
    firsts = pl.concat(
        tables["firsts", country].with_row_index("local").with_columns(pl.col("local").cast(pl.Int64))
        for country in countries
    )
    # Sayings are numbered in the order of their first mention, whatever its country.
    numbered = firsts.sort(list(MENTION_SCHEMA)).with_row_index("saying").with_columns(pl.col("saying").cast(pl.Int64))
    rows, pairs, blocks = [], [], []
    for country in countries:
        number = numbered.filter(pl.col("country") == country).sort("local")["saying"]
        own, found = tables["rows", country], tables["pairs", country]
        rows.append(own.with_columns(saying=number.gather(own["saying"])))
        ends = [number.gather(found[side]).alias(side) for side in ("left", "right")]
        pairs.append(found.select(*ends, "weight", "text"))
        blocks.append(tables["blocks", country])
    every = pl.concat(pairs).sort("left", "right")
    split, dropped = pl.concat(blocks).sum().row(0)
    candidates = Candidates(every["left"].to_numpy(), every["right"].to_numpy(), split, dropped)
    return Compared(pl.concat(rows).sort("key", "saying"), numbered["key"], every, candidates)
