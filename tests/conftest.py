"""Fixtures shared by all tests."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings
from rdflib import Graph, URIRef
from rdflib.term import Node

from ecosystem_graph.atomic import link_tree
from ecosystem_graph.cli.app import run
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.pipeline import build
from ecosystem_graph.validate.shapes import Shapes, load_shapes

ROOT = Path(__file__).resolve().parents[1]

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with long tests first: what starts last should be short, so that all processes end together."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with real exports; skip where there is none."""
    folder = Path(os.environ.get("ECOSYSTEM_GRAPH_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("needs the real exports (set ECOSYSTEM_GRAPH_SHARED to their folder)")
    return folder


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Path]:
    """Return a function that builds a release, with all settings as they are by default, once in a test run.

    All processes of the run share it, so tests read it and never change it. Whoever needs it first builds it, and
    others wait until it is there.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "releases"

    def build_or_find(name: str, source: Path, make: Callable[[Path], object] | None = None) -> Path:
        folder.mkdir(exist_ok=True)
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / name).exists():
                make(folder / name) if make else build([source], folder / name)
        return folder / name

    return build_or_find


@pytest.fixture(scope="session")
def demo_release(root: Path, build_once: Callable[[str, Path], Path]) -> Path:
    """Return a release of the bundled records."""
    return build_once("demo", root / "data" / "records")


@pytest.fixture(scope="session")
def uncertain_release(root: Path, build_once: Callable[[str, Path], Path]) -> Path:
    """Return a release with two organisations that may be one; the bundled records have none."""
    return build_once("uncertain", root / "tests" / "fixtures" / "uncertain")


ANALYSES = (
    "network --measure all --publish",
    "network --measure betweenness --measure constraint --measure participation --period 2014..2020 --publish",
    "network --level region --mode flows --weight count --measure none --backbone disparity --publish --ties",
    "analyse flows --geometry tests/fixtures/network/towns.geojson --publish",
    "analyse paths --slices 2007..2013,2014..2020 --publish",
    "analyse change --before 2007..2013 --after 2014..2020 --publish",
    "specialisation --scheme s3-domain --min-region 1 --min-domain 1 --draws 100 --publish",
    "specialisation --scheme keep-theme --min-region 1 --min-domain 1 --draws 0 --region AT31 --publish",
    "analyse releases --before EARLIER --publish",
)
"""What the release with analyses holds: commands as a person gives them."""


@pytest.fixture(scope="session")
def analysed_release(root: Path, demo_release: Path, build_once: Callable[..., Path]) -> Path:
    """Return the release of the bundled records with analyses in it."""

    def analyse(out: Path) -> None:
        partial = out.with_name("analysing")
        partial.mkdir()
        for path in demo_release.iterdir():
            link_tree(path, partial / path.name)
        earlier = _earlier(demo_release, out.with_name("earlier"))
        for command in ANALYSES:
            words = [str(root / word) if word.startswith("tests/") else word for word in command.split()]
            words = [str(earlier) if word == "EARLIER" else word for word in words]
            assert run([*words, "-d", str(partial), "--quiet"]) == 0, command
        partial.rename(out)

    return build_once("analysed", demo_release, analyse)


def _earlier(release: Path, folder: Path) -> Path:
    """Make what could have been the release before: one project less, another one more, another title."""
    shutil.copytree(release / "consolidated", folder / "consolidated")
    run = json.loads((release / "run.json").read_text(encoding="utf-8"))
    run["inputs"] = run["inputs"][1:]
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    path = folder / "consolidated" / "project.parquet"
    projects = pl.read_parquet(path)
    removed = projects.filter(pl.col("acronym") == "TraCS3").with_columns(key=pl.lit("curated.retired"))
    changed = pl.when(pl.col("acronym") == "CHAIN REACTIONS").then(pl.lit(None)).otherwise("website").alias("website")
    renamed = (
        pl.when(pl.col("acronym") == "InnoBridge").then(pl.lit("Innobridge")).otherwise("acronym").alias("acronym")
    )
    before = pl.concat([projects.filter(pl.col("acronym") != "GoDanuBio"), removed]).with_columns(changed, renamed)
    before.write_parquet(path)
    return folder


@pytest.fixture(scope="session")
def keep_release(shared: Path, build_once: Callable[[str, Path], Path]) -> Path:
    """Return a release of a real export of keep.eu."""
    return build_once("keep", shared / "data" / "keep_eu" / "keep_closed_1420.xlsx")


SHAPE_CASES = ROOT / "tests" / "fixtures" / "shapes"


@pytest.fixture(scope="session")
def sound() -> Graph:
    """Return a graph with one thing of every kind that keeps every shape."""
    return Graph().parse(SHAPE_CASES / "good.ttl")


@pytest.fixture(scope="session")
def break_shapes(sound: Graph) -> Callable[[Iterable[Mapping[str, str]]], bytes]:
    """Return a function that makes N-Triples of the sound graph, changed as cases of ``broken.toml`` say."""
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sound.namespaces())

    def change(cases: Iterable[Mapping[str, str]]) -> bytes:
        graph = Graph()
        graph += sound
        for case in cases:
            node = read_node(header, case["about"])
            for name in case.get("without", "").split():
                assert (node, read_node(header, name), None) in sound, f"{case['shape']}: {name} is not there"
                graph.remove((node, read_node(header, name), None))
            states = f"{case['about']} {case['states']} ." if "states" in case else ""
            graph.parse(data=f"{header}{states}\n{case.get('beside', '')}", format="turtle")
        return b"".join(sorted(graph.serialize(format="nt").encode().splitlines(keepends=True)))

    return change


@pytest.fixture(scope="session")
def break_shape(break_shapes: Callable[[Iterable[Mapping[str, str]]], bytes]) -> Callable[[Mapping[str, str]], bytes]:
    """Return a function that makes N-Triples of the sound graph, changed as one case says."""
    made = cache(lambda *items: break_shapes([dict(items)]))
    return lambda case: made(*case.items())


@pytest.fixture(scope="session")
def focus_of(sound: Graph) -> Callable[[Mapping[str, str]], str]:
    """Return a function that tells which node a case breaks."""
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sound.namespaces())
    return lambda case: str(read_node(header, case.get("finds", case["about"])))


def read_node(header: str, text: str) -> Node:
    """Return the IRI that Turtle text names."""
    (node,) = Graph().parse(data=f"{header}<urn:a> <urn:b> {text} .", format="turtle").objects()
    return node


@pytest.fixture(scope="session")
def only() -> Callable[[str], Shapes]:
    """Return a function that takes one shape out of the shipped ones, so that it is checked alone."""
    shapes = load_shapes()

    def pick(name: str) -> Shapes:
        core = shapes.core.cbd(URIRef(SHAPES + name))
        return Shapes(core, tuple(query for query in shapes.queries if str(query.shape) == SHAPES + name))

    return cache(pick)
