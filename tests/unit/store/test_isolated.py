"""Queries in a process that can be stopped."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ecosystem_graph.errors import QueryError, QuerySyntaxError, QueryTimeoutError, StoreError
from ecosystem_graph.store.isolated import IsolatedView
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.solution import Boolean

# Joins nothing with nothing: the number of solutions is the fourth power of the number of triples.
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("isolated") / "store"
    load_quads([b"\n".join(b"<http://e/%d> <http://e/p> <http://e/o> ." % n for n in range(1000))], directory)
    return directory


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize("text", [CROSS_PRODUCT, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"])
def test_a_query_is_stopped_in_time_and_answers_nothing(store: Path, temporary: Path, text: str) -> None:
    before, start = children(), time.monotonic()
    with pytest.raises(QueryTimeoutError, match="stopped after 1 s; nothing was answered"):
        IsolatedView(store, timeout=1).query(text)
    assert time.monotonic() - start < 3
    assert children() <= before


@pytest.mark.parametrize("unit", ["{", "{ OPTIONAL {"])
def test_a_text_that_crashes_the_engine_is_only_an_error(store: Path, temporary: Path, unit: str) -> None:
    deep = 20_000
    text = f"SELECT * WHERE {unit * deep} {'}' * unit.count('{') * deep}"
    with pytest.raises(QueryError, match="ended its process"):
        IsolatedView(store).query(text)
    assert IsolatedView(store).query("ASK { ?s ?p ?o }") == Boolean(value=True)


def test_errors_of_the_engine_keep_their_kind_and_place(store: Path, tmp_path: Path) -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 9"):
        IsolatedView(store).query("SELECT * {\n ?s ?p }")
    with pytest.raises(StoreError, match="expected a store directory") as caught:
        IsolatedView(tmp_path).query("ASK {}")
    assert caught.value.hint == "Build the release first."


def test_queries_of_one_view_share_a_process_that_ends_with_it(store: Path, temporary: Path) -> None:
    before = children()
    view = IsolatedView(store)
    assert children() <= before  # processes of other tests may end meanwhile
    for _ in range(3):
        assert view.query("ASK { ?s ?p ?o }") == Boolean(value=True)
        (process,) = children() - before
    with pytest.raises(QuerySyntaxError):
        view.query("SELECT")
    assert children() - before == {process}
    del view
    assert children() <= before


def test_a_view_goes_on_after_a_query_that_was_stopped_or_ended_its_process(store: Path, temporary: Path) -> None:
    view = IsolatedView(store, timeout=2)
    with pytest.raises(QueryTimeoutError):
        view.query(CROSS_PRODUCT)
    assert view.query("ASK { ?s ?p ?o }") == Boolean(value=True)
    with pytest.raises(QueryError, match="ended its process"):
        view.query(f"SELECT * WHERE {'{' * 20_000} {'}' * 20_000}")
    assert view.query("ASK { ?s ?p ?o }") == Boolean(value=True)


def test_threads_that_share_a_view_get_their_own_answers(store: Path, temporary: Path) -> None:
    view = IsolatedView(store)
    texts = [f"ASK {{ <http://e/{number}> ?p ?o }}" for number in (*range(8), *range(1000, 1008))]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(view.query, texts))
    assert answers == [Boolean(value=number < 8) for number in range(16)]


def test_a_process_that_somebody_killed_is_told_and_replaced(store: Path, temporary: Path) -> None:
    before = children()
    view = IsolatedView(store)
    view.query("ASK {}")
    (process,) = children() - before
    os.kill(int(process), signal.SIGKILL)
    with pytest.raises(QueryError, match="ended its process"):
        view.query("ASK {}")
    assert view.query("ASK {}") == Boolean(value=True)


def test_an_interrupted_query_leaves_no_process_and_no_file(
    store: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("select.select", interrupt)
    before = children()
    with pytest.raises(KeyboardInterrupt):
        IsolatedView(store).query(CROSS_PRODUCT)
    assert children() <= before
