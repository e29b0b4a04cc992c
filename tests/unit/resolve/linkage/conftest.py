"""Names in the forms that sources use; facts of public organisations, words ours."""

import polars as pl
import pytest

from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA

PARTNERS = (
    ("Innovations- und Technologietransfer Salzburg GmbH", "AT", "Salzburg"),
    ("Innovation and Technology Transfer Salzburg GmbH", "AT", "Salzburg"),
    ("Universität Wien", "AT", "Wien"),
    ("University of Vienna", "AT", "Vienna"),
    ("Vídeňská univerzita", "AT", "Vienna"),
    ("Technische Universität Wien", "AT", "Wien"),
    ("Vienna University of Technology", "AT", "Vienna"),
    ("Regione del Veneto - Giunta Regionale", "IT", "Venezia"),
    ("Regione del Veneto", "IT", "Venice"),
    ("Veneto Agricoltura", "IT", "Legnaro"),
    ("Veneto Innovazione S.p.A.", "IT", "Venezia"),
    ("Πανεπιστήμιο Θεσσαλονίκης", "GR", "Thessaloniki"),
    ("University of Thessaloniki", "GR", "Thessaloniki"),
    ("Институт по роботика, БАН", "BG", "Sofia"),
    ("Institute of Robotics, BAS", "BG", "Sofia"),
)


def mentions_of(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return mentions with keys in the order of the rows."""
    keyed = [(f"k{place:05}", *row) for place, row in enumerate(rows)]
    return pl.DataFrame(keyed, schema=MENTION_SCHEMA, orient="row")


@pytest.fixture(scope="session")
def partners() -> pl.DataFrame:
    """Return fifteen mentions of eight organisations."""
    return mentions_of(*PARTNERS)
