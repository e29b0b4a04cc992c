"""Organisations without a name are called by their strongest identifier."""

import polars as pl

from ecosystem_graph.resolve.label import label_by_identifier


def test_only_nameless_organisations_get_a_label_and_their_name_stays_null() -> None:
    organisations = pl.DataFrame(
        {
            "key": ["a", "b", "c"],
            "name": ["Alpha", None, None],
            "name_untagged": ["Alpha", None, None],
        }
    )
    identifiers = pl.DataFrame(
        {
            "subject_class": ["organisation", "organisation", "organisation", "project"],
            "subject": ["a", "b", "b", "c"],
            "scheme": ["pic", "vat", "pic", "pic"],
            "value": ["1", "ATU1", "2", "3"],
        }
    )
    labelled = label_by_identifier(organisations, identifiers)
    assert labelled.rows() == [("a", "Alpha", "Alpha"), ("b", None, "PIC 2"), ("c", None, None)]
