"""Layouts that lists have beside one plain row a project: groups, lists in cells, numbered columns, rows of no data."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.definition import Definition

HEADER = "No;Project;Partner;Country;Start;End;Total;Web"
FILE = ('delimiter = ";"', 'delimiter = ";"\ndown = ["No", "Project", "Start", "End"]')
LISTS = ('name = "Partner"\ncountry = "Country"', """name = { column = "Partner", split = ';' }
country = { column = "Country", split = ';' }""")  # fmt: skip

Read = Callable[..., Imported]


def codes(imported: Imported) -> list[str]:
    return sorted(issue.code for issue in imported.issues)


def participations(imported: Imported) -> list[tuple[str, str, str | None]]:
    rows = imported.records["participation"].select("project", "name", "country").sort("project", "name").rows()
    return [(project.removeprefix("small."), name, country) for project, name, country in rows]


def test_cells_that_are_written_once_stand_for_the_rows_below(read: Read) -> None:
    imported = read(
        HEADER, "1;One;Town A;AT;01.02.2020;;;", ";;Town B;DE;;;;", "2;Two;Town C;IT;;31.12.2021;;", ";;Town D;FR;;;;",
        changes=(FILE,),
    )  # fmt: skip
    assert participations(imported) == [
        ("1", "Town A", "AT"), ("1", "Town B", "DE"), ("2", "Town C", "IT"), ("2", "Town D", "FR"),
    ]  # fmt: skip
    starts = dict(imported.records["project"].select("key", "start_raw").unique().rows())
    # What is empty in the first row of a group is never taken from another group.
    assert starts == {"small.1": "01.02.2020", "small.2": None}
    told = [issue for issue in imported.issues if issue.code == "EG-TAB-037"]
    assert len(told) == 1
    assert "2 rows" in told[0].found


def test_rows_that_are_no_data_are_told_wherever_they_stand(read: Read) -> None:
    row = "{0};Name {0};Town {0};AT;01.02.2020;31.12.2021;1.000,50;"
    imported = read(
        HEADER, "(1);(2);(3);(4);(5);(6);(7);(8)", row.format(1), "Priority axis 2;;;;;;;", HEADER, row.format(2),
        "As of May;;;;;;;",
        changes=(('delimiter = ";"', 'delimiter = ";"\nbelow = 1'), ("[project]", "[[drop]]\nfilled = 1\n\n[project]")),
    )  # fmt: skip
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (6, 2, 4)
    assert codes(imported) == ["EG-TAB-003", "EG-TAB-005", "EG-TAB-005", "EG-TAB-036"]
    assert imported.records["project"]["key"].to_list() == ["small.1", "small.2"]


def test_numbered_columns_name_one_participant_each(read: Read) -> None:
    block = """[[participant]]
numbers = [2, 3]
name = "Partner #"
country = { column = "Land #", absent = ["#"] }

[[amount]]"""
    imported = read(
        f"{HEADER};Partner 2;Land 2;Partner 3;Land 3", "1;One;Town A;AT;;;;;Town B;DE;Town C;#",
        "2;Two;Town D;AT;;;;;;;Town E;IT", changes=(("[[amount]]", block),),
    )  # fmt: skip
    assert participations(imported) == [
        ("1", "Town A", "AT"), ("1", "Town B", "DE"), ("1", "Town C", None), ("2", "Town D", "AT"),
        ("2", "Town E", "IT"),
    ]  # fmt: skip
    assert not imported.issues


def test_lists_in_cells_go_in_step(read: Read) -> None:
    rows = ('1;One;"Town A; Town B; Town C";"AT; ; IT";;;;', '2;Two;"Town D; Town E";AT;;;;', "3;Three;Town F;DE;;;;")
    imported = read(HEADER, *rows, changes=(LISTS,))
    assert participations(imported) == [
        ("1", "Town A", "AT"), ("1", "Town B", None), ("1", "Town C", "IT"), ("2", "Town D", None),
        ("2", "Town E", None), ("3", "Town F", "DE"),
    ]  # fmt: skip
    told = [(issue.code, issue.field, issue.found) for issue in imported.issues]
    assert told == [("EG-TAB-038", "Country", "AT")]


def test_a_pattern_takes_a_part_of_each_item(read: Read) -> None:
    change = (LISTS[0], """name = { column = "Partner", split = ';', item = '^(.*?) \\(' }
country = { column = "Partner", split = ';', item = '\\((..)\\)' }""".replace("\\\\", "\\"))  # fmt: skip
    imported = read(HEADER, '1;One;"Town A (AT); Town B (DE)";;;;;', changes=(change,))
    assert participations(imported) == [("1", "Town A", "AT"), ("1", "Town B", "DE")]


def test_objects_in_lists_of_a_document_become_lists_that_go_in_step(read: Read) -> None:
    partners = [{"name": "Town A", "country": "AT"}, {"name": "Town B"}]
    document = [{"No": 1, "Project": "One", "partners": partners}, {"No": 2, "Project": "Two", "partners": []}]
    named = tuple((old, old.replace("Partner", "partners.name").replace("Country", "partners.country"))
                  for old in ('name = "Partner"', 'country = "Country"'))  # fmt: skip
    lists = tuple(
        (new, f"{new.split(' = ')[0]} = {{ column = {new.split(' = ')[1]}, split = ';' }}") for _, new in named
    )
    bare = (
        ('start = "Start"\nend = "End"\nwebsite = "Web"\n', ""),
        ('[[amount]]\ncolumn = "Total"\nkind = "total"\n', ""),
    )
    data = json.dumps(document).encode()
    imported = read(data=data, name="list.json", changes=(*named, *lists, *bare))
    assert participations(imported) == [("1", "Town A", "AT"), ("1", "Town B", None)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('role = "lead"', 'role = "lead"\nnumbers = 3'), r"participant\.numbers: expected the first and the last"),
        (('role = "lead"', 'role = "lead"\nnumbers = [3, 2]'), r"participant\.numbers: .*from 0 to 99"),
        (('name = "Partner"', "name = { column = 'Partner', item = '.' }"), r"participant\.name\.item: expected split"),
        (('delimiter = ";"', "delimiter = ';'\nbelow = -1"), r"file\.below: expected a whole number"),
        (('delimiter = ";"', "delimiter = ';'\ndown = 1"), r"file\.down: expected a text or a list of texts"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(
    change: tuple[str, str], message: str, define: Callable[..., Definition]
) -> None:
    with pytest.raises(ConfigError, match=message):
        define(change)


def test_a_column_written_once_must_be_in_the_file(read: Read, tmp_path: Path) -> None:
    del tmp_path
    with pytest.raises(ValueError, match=r"expected a column 'Number' for file\.down"):
        read(HEADER, "1;One;Town;AT;;;;", changes=((FILE[0], FILE[1].replace('["No"', '["Number"')),))
