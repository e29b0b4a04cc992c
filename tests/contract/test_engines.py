"""A cluster gives the dumps that this machine gives, also when a worker dies on the way."""

import gzip
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.organisation_names import invent_mentions
from benchmarks.spark_cluster import PATIENCE_SECONDS, Cluster, wait_for
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.pipeline import build
from ecosystem_graph.records.collection import concat_record_sets
from ecosystem_graph.resolve.linkage.link import link_mentions
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.pages.importer import read_together
from ecosystem_graph.stage import pages
from ecosystem_graph.stage.linkage import compare_on_cluster

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="needs pyspark: pip install .[spark]"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java 17"),
]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of some synthetic projects; the largest table is divided by the workers."""
    folder = tmp_path_factory.mktemp("records")
    synthetic_records(8_000).write(folder)
    return folder


@pytest.fixture(scope="module")
def local(records: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("local") / "out"
    build([records], out, BuildSettings(store=False))
    return digests(out)


def digests(out: Path) -> dict[str, str]:
    """Return digests of the N-Quads, sorted and as they are, and of the Turtle."""
    plain = gzip.decompress((out / "ecosystem.nq.gz").read_bytes())
    assert plain.count(b"\n") > 100_000
    contents = {
        "sorted": b"".join(sorted(plain.splitlines(keepends=True))),
        "quads": plain,
        "turtle": (out / "ecosystem.ttl").read_bytes(),
    }
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


@contextmanager
def building(records: Path, out: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).with_name("ecosystem-graph")), "--quiet", "build", str(records), "-o", str(out)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "SPARK_LOCAL_IP": "127.0.0.1"}
    with subprocess.Popen(
        [*command, "--no-store", "--engine", "spark", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_worker_that_is_killed_in_the_middle_does_not_change_the_result(
    records: Path, local: dict[str, str], tmp_path: Path
) -> None:
    out, pieces = tmp_path / "out", tmp_path / ".unfinished-out" / "cluster" / "pieces"
    with Cluster(tmp_path, workers=2) as cluster, building(records, out, "--master", cluster.url) as process:
        # The first task is done and its piece is kept, but the other worker still has some to do.
        wait_for(lambda: process.poll() is not None or any(pieces.glob("_temporary/0/task_*")))
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        cluster.kill_worker()
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, said.decode()
        assert "Lost executor" in said.decode()
    assert digests(out) == local
    assert [path.name for path in tmp_path.glob(".*out*")] == []


def test_pages_that_a_cluster_reads_give_the_records_that_are_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted((Path(__file__).parents[1] / "fixtures" / "pages").iterdir())
    here = concat_record_sets(batch.records for batch in read_together(paths))
    monkeypatch.setattr(pages, "PAGES_AT_ONCE", 3)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    with Cluster(tmp_path, workers=2) as cluster:
        batches = list(pages.read_pages(paths, BuildSettings(engine="spark", master=cluster.url)))
    assert len(batches) > 1
    there = concat_record_sets(batch.records for batch in batches)
    assert sum(batch.rows_read for batch in batches) == len(paths)
    for name in here:
        order = here[name].columns
        # Each batch states its dataset.
        assert there[name].unique().sort(order).equals(here[name].unique().sort(order)), name


def test_names_that_a_cluster_compares_give_the_clusters_that_are_found_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentions = invent_mentions(3_000, seed=5).drop("organisation")
    here = link_mentions(mentions)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    with Cluster(tmp_path, workers=2) as cluster:
        settings = BuildSettings(engine="spark", master=cluster.url)
        there = link_mentions(
            mentions, compare=lambda rows, _jobs, progress: compare_on_cluster(rows, settings, progress)
        )
    assert there.clusters.write_csv() == here.clusters.write_csv()
    assert there.pairs.write_csv() == here.pairs.write_csv()
