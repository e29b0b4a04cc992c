"""The Python that the documentation shows runs and gives what is shown."""

import doctest
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"<!-- run -->\n```pycon\n(.*?)```", re.DOTALL)


def test_the_python_page_shows_what_happens(
    demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(demo_release, tmp_path / "out" / "demo")
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "how-to" / "python.md"
    examples = "\n".join(BLOCK.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    report: list[str] = []
    failed, tried = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert (failed, tried) == (0, 8), "".join(report)
