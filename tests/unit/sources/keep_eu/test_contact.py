"""Contact data reach neither tables nor findings."""

from collections.abc import Callable
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported


def test_contact_data_are_masked_in_texts_and_reported_by_number_only(
    export: Any, read_back: Callable[[Any], Imported], found: Callable[[Imported, str], list[Issue]]
) -> None:
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-030")
    assert (issue.field, issue.found) == ("Description 1", "2 replaced")
    assert issue.record in imported.records["record"]["key"]
    masked = "The office answers questions: [e-mail removed], Tel. [phone number removed]."
    assert masked in imported.records["text"]["text"]


def test_no_cell_of_any_sheet_lets_an_address_through(
    export: Any, keep: Any, read_back: Callable[[Any], Imported]
) -> None:
    secret = "given.name@host.example"
    for kind, columns in export.columns.items():
        export.rows(kind).append({column: f"{column} {secret}" for column in columns})
    export.partners.append(keep.partner(export.projects[1], f"Lost {secret}"))
    imported = read_back(export)
    assert imported.rows_reported == 1  # the partner that may belong to two projects
    everything = [str(issue) for issue in imported.issues] + [str(table.rows()) for table in imported.records.values()]
    assert not [each for each in everything if "given.name" in each or "host.example" in each]
