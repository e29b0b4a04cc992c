"""Projects that several pages in prose describe."""

import polars as pl

from ecosystem_graph.resolve.acronym import link_acronyms
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA

Row = tuple[str, str | None, str | None]


def links(*rows: Row, known: dict[str, str] | None = None) -> dict[str, str]:
    """Return subject and object of the links between projects of these rows: key, acronym, programme."""
    projects = pl.DataFrame(rows, schema=dict.fromkeys(("key", "acronym", "programme"), pl.String), orient="row")
    identity = pl.DataFrame(
        [("project", subject, of, "identifier", "1.0", "") for subject, of in (known or {}).items()],
        schema=IDENTITY_SCHEMA,
        orient="row",
    )
    return dict(link_acronyms(projects, identity).select("subject", "object").iter_rows())


def test_two_pages_with_one_acronym_describe_one_project() -> None:
    assert links(("pages.b.1", "TraCS3", None), ("pages.a.1", "TRACS-3", "pages.interreg-europe")) == {
        "pages.a.1": "pages.a.1",
        "pages.b.1": "pages.a.1",
    }


def test_different_programmes_keep_projects_apart_and_equal_ones_join_them() -> None:
    found = links(
        ("pages.a.1", "GRETA", "pages.interreg-alpine-space"),
        ("pages.b.1", "Greta", "pages.interreg-europe"),
        ("pages.c.1", "GRETA", "pages.interreg-europe"),
        ("pages.d.1", "GRETA", None),
    )
    assert found == {"pages.b.1": "pages.b.1", "pages.c.1": "pages.b.1"}


def test_a_page_that_names_the_family_of_programmes_only_contradicts_none_of_them() -> None:
    assert links(("pages.a.1", "SUPER", "pages.interreg"), ("pages.b.1", "SUPER", "pages.cosme"))


def test_an_identifier_names_the_project_that_an_acronym_joins() -> None:
    found = links(("pages.a.1", "IMEAS", None), ("pages.b.1", "IMEAS", None), known={"pages.b.1": "keep.18"})
    assert found == {"pages.a.1": "keep.18", "pages.b.1": "keep.18"}


def test_acronyms_do_not_join_what_identifiers_hold_apart() -> None:
    known = {"pages.a.1": "keep.1", "pages.b.1": "keep.2"}
    rows = [(f"pages.{page}.1", "SMART", None) for page in "abc"]
    assert links(*rows, known=known) == known


def test_projects_of_bulk_sources_and_very_short_acronyms_are_left_alone() -> None:
    assert not links(("keep-eu.1", "TraCS3", None), ("pages.a.1", "TraCS3", None))
    assert not links(("pages.a.1", "S3", None), ("pages.b.1", "S3", None))
