"""The how-to for a new list shows the files that its commands read."""

from pathlib import Path

LISTS = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "lists"


def test_the_page_shows_the_definition_that_its_commands_use() -> None:
    page = LISTS.with_name("add-a-list.md").read_text(encoding="utf-8")
    assert f"```toml\n{(LISTS / 'bogenland.toml').read_text(encoding='utf-8')}```" in page


def test_the_page_shows_rows_of_the_list() -> None:
    page = LISTS.with_name("add-a-list.md").read_text(encoding="utf-8")
    shown = page.split("```text\n", 1)[1].split("```", 1)[0].splitlines()
    rows = (LISTS / "bogenland.csv").read_text(encoding="utf-8").splitlines()
    assert {row for row in shown if row != "…"} <= set(rows)
