"""A small definition, and a function that reads a file by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.importer import TableImporter
from ecosystem_graph.sources.table.reader import read_definition

DEFINITION = """
slug = "small"
title = "A small list"
publisher = "Nobody"
language = "en"

[file]
delimiter = ";"

[numbers]
decimal = ","
group = "."
currency = "EUR"

[dates]
formats = ["dd.mm.yyyy"]

[project]
id = "No"
title = "Project"
start = "Start"
end = "End"
website = "Web"

[[participant]]
role = "lead"
name = "Partner"
country = "Country"

[[amount]]
column = "Total"
kind = "total"
"""
HEADER = "No;Project;Partner;Country;Start;End;Total;Web"
ROW = "1;One;Town of One;AT;01.02.2020;31.12.2021;1.000,50;https://example.org/one"


@pytest.fixture
def define(tmp_path: Path) -> Callable[..., Definition]:
    """Return a function that gives the small definition after replacements."""

    def make(*changes: tuple[str, str], text: str = DEFINITION) -> Definition:
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / "my.toml"
        path.write_text(text, encoding="utf-8")
        read_definition.cache_clear()
        return read_definition(path)

    return make


@pytest.fixture
def read(define: Callable[..., Definition], tmp_path: Path) -> Callable[..., Imported]:
    """Return a function that reads rows, or bytes, by the small definition after replacements."""

    def make(
        *rows: str, changes: tuple[tuple[str, str], ...] = (), data: bytes | None = None, name: str = "list.csv"
    ) -> Imported:
        path = tmp_path / name
        content = "".join(f"{row}\n" for row in rows)
        path.write_bytes(content.encode() if data is None else data)
        return TableImporter(define(*changes)).read(path)

    return make
