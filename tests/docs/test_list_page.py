"""The how-to for a new list shows the files that its commands read."""

from pathlib import Path

import pytest

LISTS = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "lists"
NAMES = ("bogenland", "facilities")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_definition_that_its_commands_use(name: str) -> None:
    page = LISTS.with_name("add-a-list.md").read_text(encoding="utf-8")
    assert f"```toml\n{(LISTS / f'{name}.toml').read_text(encoding='utf-8')}```" in page


@pytest.mark.parametrize(("name", "place"), [(name, place) for place, name in enumerate(NAMES, start=1)])
def test_the_page_shows_rows_of_the_list(name: str, place: int) -> None:
    page = LISTS.with_name("add-a-list.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[place].split("```", 1)[0].splitlines()
    rows = (LISTS / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert {row for row in shown if row != "…"} <= set(rows)
