"""Queries in a process that can be stopped."""

import os
import time
from collections.abc import Iterator
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


def test_an_interrupted_query_leaves_no_process_and_no_file(
    store: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.Popen.communicate", interrupt)
    before = children()
    with pytest.raises(KeyboardInterrupt):
        IsolatedView(store).query(CROSS_PRODUCT)
    assert children() <= before
