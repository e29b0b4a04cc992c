"""Damaged input ends in an answer or a clear error: what once broke a reader, and a few fresh ones for each.

``make fuzz`` tries far more; what it finds is kept in ``tests/fixtures/fuzz/<target>/<digest>-<name of the file>``.
"""

import itertools
from pathlib import Path
from typing import Any

import pytest
from benchmarks.fuzz.run import Crash, inputs, try_input
from benchmarks.fuzz.source import source_targets
from benchmarks.fuzz.target import Seed, Target
from benchmarks.fuzz.text import text_targets

TARGETS = {target.name: target for target in (*source_targets(), *text_targets())}
FOUND = sorted((Path(__file__).resolve().parents[1] / "fixtures" / "fuzz").glob("*/*"))
FRESH = 2
SLOW = {"source/any", "graph/quads", "definition/draft", "definition/toml"}
"""Targets with many good files, which other tests read anyway."""


def target_of(path: Path) -> Target:
    return next(target for name, target in TARGETS.items() if name.replace("/", "-") == path.parent.name)


def keeps_its_promise(target: Target, seed: Seed, data: bytes, folder: Path) -> None:
    answer: Any = try_input(target, seed, data, folder)
    assert not isinstance(answer, Crash), answer.trace


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_reader_breaks_it_no_more(path: Path, tmp_path: Path) -> None:
    target = target_of(path)
    name = path.name.partition("-")[2]
    seed = next(seed for seed in target.make() if seed.name == name)
    keeps_its_promise(target, seed, path.read_bytes(), tmp_path)


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - SLOW))
def test_fresh_damage_ends_in_an_answer_or_a_clear_error(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    good = len(target.make())
    for seed, data in itertools.islice(inputs(target, 7), good, good + FRESH):
        keeps_its_promise(target, seed, data, tmp_path)
