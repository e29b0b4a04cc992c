"""Beneficiaries: the list with sums over their projects, and the list of items with names.

The first list names no project. Its sums are of the projects of an organisation in a region, so they are amounts of the
organisation, of kinds of their own: adding them to budgets of projects would count money twice.
"""

import polars as pl

from ecosystem_graph.records.key import digest
from ecosystem_graph.sources.kohesio.description import CURRENCY, SLUG
from ecosystem_graph.sources.kohesio.project import item_of
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_countries, add_websites
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["read_beneficiaries", "read_names"]

_SUMS = {"Total Budget": "all-projects-total", "EU Contribution": "all-projects-eu"}


def read_beneficiaries(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    A beneficiary has no identifier here: its key is made of country, region and name, and the region stands in the key
    only, as it is a name without a code. Rows that share all three are told apart by a number.

    Args:
        named: Rows of the list with sums.
        findings: Told of rows and cells that are not taken.
    """
    parts = named.rows.select("Country", "Region", "Beneficiary Name")
    digests = pl.Series([digest(*row) for row in parts.iter_rows()], dtype=pl.String)
    is_named = pl.col("Country").is_not_null() & pl.col("Beneficiary Name").is_not_null()
    table = named.with_rows(named.rows.with_columns(digest=digests))
    table = key_rows(table, pl.when(is_named).then("digest"), findings, slug=SLUG)
    key = f"{SLUG}." + pl.col("local")
    table = table.with_rows(table.rows.with_columns(key=key, source_key=pl.lit(None, pl.String)))
    table = add_countries(table, "Country", findings)
    money = [Money(column, kind, "key", "organisation", CURRENCY) for column, kind in _SUMS.items()]
    organisations = table.rows.select("record", "key", name="Beneficiary Name", country="alpha2")
    return table, [
        {"organisation": organisations, "text": _other_names(table.rows)},
        *({"amount": amount_rows(table, each, findings)} for each in money),
    ]


def read_names(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of the list of items.
        findings: Told of rows and cells that are not taken.
    """
    table = named.with_rows(named.rows.with_columns(item=item_of("Beneficiary"), wikidata=item_of("WikidataID")))
    table = key_rows(table, pl.col("item"), findings, slug=SLUG)
    table = table.with_rows(table.rows.with_columns(key=f"{SLUG}." + pl.col("item"), source_key="item"))
    odd = table.rows.filter(pl.col("WikidataID").is_not_null() & pl.col("wikidata").is_null())
    findings.add_rows("bad-identifier", table.origin, odd, field="WikidataID")
    table = add_websites(table, "Website", findings)
    organisations = table.rows.select("record", "key", "website", name="BeneficiaryLabel")
    identified = {"kohesio": "item", "wikidata": "wikidata"}
    return table, [
        {"organisation": organisations},
        *({"identifier": identifier_rows(table.rows, "organisation", "key", *each)} for each in identified.items()),
    ]


def _other_names(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.drop_nulls("Transliterated Name").select(
        "record",
        key=pl.format("{}.other-name.latn", "key"),
        subject_class=pl.lit("organisation"),
        subject="key",
        role=pl.lit("other-name"),
        # The language of the name, written in Latin letters: neither is stated.
        language=pl.lit("und-Latn"),
        language_basis=pl.lit("detected"),
        text="Transliterated Name",
    )
