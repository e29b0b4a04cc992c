"""Small pieces with telling names: the ceilings of this repository, checked over all its files."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ecosystem_graph"
GENERATED = {PACKAGE / "terms.py"}
VAGUE_NAMES = {"common", "data", "handler", "helper", "helpers", "info", "manager", "misc", "shared", "util", "utils"}

MODULE_LINES, IMPORTER_LINES, FUNCTION_LINES, PUBLIC_NAMES = 500, 250, 60, 25
ONTOLOGY_LINES, SHAPE_LINES, QUERY_LINES, TABLE_ROWS = 400, 200, 60, 30


def _modules() -> list[Path]:
    return sorted({*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")})


def _count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _long(paths: Iterator[Path], limit: int) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {_count_lines(path)} lines" for path in sorted(paths) if _count_lines(path) > limit
    ]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines} lines"


def _long_tables(path: Path) -> Iterator[str]:
    """Yield displays of many rows; longer tables belong in a data file."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            rows = sum(isinstance(each, ast.Tuple | ast.List | ast.Dict) for each in node.elts)
            if rows > TABLE_ROWS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: a table of {rows} rows"


def _public_names(path: Path) -> list[str]:
    for node in _tree(path).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(each, ast.Name) and each.id == "__all__" for each in node.targets
        ):
            return [str(each) for each in ast.literal_eval(node.value)]
    return []


def test_no_module_is_longer_than_its_ceiling() -> None:
    assert _long((path for path in _modules() if path not in GENERATED), MODULE_LINES) == []


def test_no_importer_is_longer_than_its_ceiling() -> None:
    assert _long(PACKAGE.glob("sources/*/importer.py"), IMPORTER_LINES) == []


@pytest.mark.parametrize("find", [_long_functions, _long_tables])
def test_no_function_or_table_is_longer_than_its_ceiling(find: Callable[[Path], Iterator[str]]) -> None:
    modules = _modules() if find is _long_functions else sorted(PACKAGE.rglob("*.py"))
    assert [finding for path in modules for finding in find(path)] == []


def test_every_package_offers_a_number_of_names_that_a_reader_can_hold() -> None:
    crowded = {
        str(path.relative_to(ROOT)) for path in PACKAGE.rglob("__init__.py") if len(_public_names(path)) > PUBLIC_NAMES
    }
    assert crowded == set()


def test_every_module_lists_its_public_names() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if path.name not in {"__init__.py", "__main__.py"} and not _public_names(path)
    ]
    assert silent == []


def test_turtle_files_are_no_longer_than_their_ceilings() -> None:
    ontology = ROOT / "ontology"
    assert _long(ontology.glob("modules/*.ttl"), ONTOLOGY_LINES) == []
    assert _long(ontology.glob("shapes/*/*.ttl"), SHAPE_LINES) == []


def test_queries_are_no_longer_than_their_ceiling() -> None:
    assert _long((ROOT / "queries").rglob("*.rq"), QUERY_LINES) == []


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    places = [path for path in PACKAGE.rglob("*") if path.is_dir() or path.suffix == ".py"]
    assert [str(path.relative_to(ROOT)) for path in places if path.stem in VAGUE_NAMES] == []


def test_unit_tests_are_named_after_the_module_they_test() -> None:
    """A test in ``tests/unit/<package>/test_<module>.py`` tests that module and nothing else."""
    special = {"test_sizes.py"}
    tests = [path for path in (ROOT / "tests" / "unit").rglob("test_*.py") if path.name not in special]
    lost = [path for path in tests if not _tested(path).exists()]
    assert [str(path.relative_to(ROOT)) for path in lost] == []


def _tested(test: Path) -> Path:
    folder = PACKAGE / test.parent.relative_to(ROOT / "tests" / "unit")
    stem = re.sub("^test_", "", test.stem)
    return folder / stem if (folder / stem).is_dir() else folder / f"{stem}.py"
