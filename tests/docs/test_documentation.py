"""What the documentation shows is what the programme does.

A block after ``<!-- run -->`` is run; its output must be what the block shows. ``make golden`` rewrites it.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from ecosystem_graph.cli.app import app, run
from ecosystem_graph.records import TABLES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"(?<=<!-- run -->\n```console\n).*?(?=```)", re.DOTALL)
VARIES = re.compile(r"built in [0-9.]+ s|(?<=quads) +[0-9,]+")


def _blocks() -> Iterator[Any]:
    for page in PAGES:
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1):
            yield pytest.param(page, block, id=f"{page.relative_to(ROOT)}-{number}")


@pytest.fixture(scope="module")
def checkout(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a checkout after ``make demo``."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("data", "queries"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "lists").symlink_to(ROOT / "docs" / "how-to" / "lists")
    shutil.copytree(demo_release, folder / "out" / "demo")
    return folder


@pytest.mark.parametrize(("page", "block"), list(_blocks()))
def test_a_shown_command_gives_the_shown_output(
    page: Path, block: str, checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout)
    shown = []
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        program, *words = shlex.split(command.removeprefix("$ "), comments=True)
        assert program == "ecosystem-graph"
        capfd.readouterr()
        assert run(words) == 0
        shown += [command, *capfd.readouterr().out.splitlines()]
    actual = "".join(f"{line}\n" for line in shown)
    if os.environ.get("REWRITE_GOLDEN"):
        page.write_text(page.read_text(encoding="utf-8").replace(block, actual), encoding="utf-8")
    else:
        assert VARIES.sub("", block) == VARIES.sub("", actual)


def test_the_readme_shows_three_answers() -> None:
    assert len(BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))) >= 3


def test_every_command_that_a_page_names_exists() -> None:
    commands: Any = get_command(app)
    named = {
        (page.name, verb)
        for page in PAGES
        for verb in re.findall(r"ecosystem-graph ([a-z]+)\b", page.read_text(encoding="utf-8"))
    }
    assert {each for each in named if each[1] not in commands.commands} == set()


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z]+)|^\$ make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {name for pair in named for name in pair if name} <= targets


def test_links_of_the_pages_beside_the_code_lead_somewhere() -> None:
    links = [
        (page, link)
        for page in ROOT.glob("*.md")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    ]
    assert [str(link) for page, link in links if not (page.parent / link).exists()] == []


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\nmake test\n" in script
    assert "$ make test" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the documentation, built; a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    loaded = r"<(?:script|img|iframe)[^>]+src=\"(?:https?:)?//|<link[^>]+rel=\"stylesheet\"[^>]+href=\"(?:https?:)?//"
    assert len(pages) > 20
    assert [page.name for page in pages if re.search(loaded, page.read_text(encoding="utf-8"))] == []


def test_every_issue_code_in_the_code_has_a_meaning_in_the_reference(site: Path) -> None:
    modules = (ROOT / "src" / "ecosystem_graph").rglob("*.py")
    used = {code for path in modules for code in re.findall(r"\"(EG-[A-Z]+-\d{3})\"", path.read_text(encoding="utf-8"))}
    page = (site / "reference" / "issue-codes.html").read_text(encoding="utf-8")
    examples = {"EG-SRC-012"}
    assert used - set(re.findall(r"EG-[A-Z]+-\d{3}", page)) - examples == set()


def test_every_command_and_every_table_has_a_place_in_the_reference(site: Path) -> None:
    commands: Any = get_command(app)
    help_page = (site / "reference" / "command-line.html").read_text(encoding="utf-8")
    assert all(f"ecosystem-graph-{verb}" in help_page for verb in commands.commands)
    table_page = (site / "reference" / "record-tables.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in table_page for name in TABLES)
