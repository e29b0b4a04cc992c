"""Which engine answers a packed query."""

from pathlib import Path

import polars as pl
import pytest

import ecosystem_graph
from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.engine import LARGE_QUADS, Engine, Engines, choose_engine
from ecosystem_graph.query.pack import load_packs
from ecosystem_graph.query.twin import open_tables
from ecosystem_graph.records import RecordSet
from ecosystem_graph.resolve.consolidate import resolve, write_consolidated
from ecosystem_graph.store.solution import Result, Solutions
from ecosystem_graph.store.tables import TableView

PACKS = load_packs()


class Silent:
    """A graph without solutions."""

    def query(self, text: str) -> Result:
        return Solutions((), ())


@pytest.fixture
def tables(tmp_path: Path) -> TableView:
    write_consolidated(resolve(RecordSet({})).consolidated, tmp_path)
    return open_tables(tmp_path)


def test_large_releases_answer_from_tables_where_a_query_has_a_twin() -> None:
    twin, plain = PACKS["newcomers"], PACKS["project-partners"]
    assert choose_engine(twin, LARGE_QUADS) is Engine.TABLES
    assert choose_engine(twin, LARGE_QUADS - 1) is Engine.SPARQL
    assert choose_engine(plain, LARGE_QUADS) is Engine.SPARQL


def test_a_user_may_overrule_the_choice() -> None:
    assert choose_engine(PACKS["newcomers"], LARGE_QUADS, Engine.SPARQL) is Engine.SPARQL
    assert choose_engine(PACKS["newcomers"], 1, Engine.TABLES) is Engine.TABLES
    with pytest.raises(QueryError, match="project-partners cannot be answered from the tables"):
        choose_engine(PACKS["project-partners"], LARGE_QUADS, Engine.TABLES)


def test_an_answer_says_who_gave_it(tables: TableView) -> None:
    engines = Engines(Silent(), lambda: tables, LARGE_QUADS)
    assert engines.answer(PACKS["newcomers"]).engine is Engine.TABLES
    assert engines.answer(PACKS["newcomers"], engine=Engine.SPARQL).engine is Engine.SPARQL


def test_an_endpoint_has_no_tables() -> None:
    engines = Engines(Silent(), quads=LARGE_QUADS)
    assert engines.answer(PACKS["newcomers"]).engine is Engine.SPARQL
    with pytest.raises(QueryError, match="an endpoint has no tables"):
        engines.answer(PACKS["newcomers"], engine=Engine.TABLES)


def test_sessions_answer_from_tables_when_told(demo_release: Path) -> None:
    graph = ecosystem_graph.open(demo_release)
    tables = ecosystem_graph.open(demo_release, engine="tables")
    assert (graph.engine_of("newcomers"), tables.engine_of("newcomers")) == ("sparql", "tables")
    frames: list[pl.DataFrame] = [session.run("newcomers").to_polars() for session in (graph, tables)]
    assert frames[0].height > 0
    assert frames[0].equals(frames[1])
