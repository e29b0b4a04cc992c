"""The identifiers of a release in their normal form, before anything is linked by them; wrong ones become findings."""

import polars as pl

from ecosystem_graph.resolve.linkage.number import check_number
from ecosystem_graph.resolve.rule import NUMBER

__all__ = ["CHECKED_SCHEMES", "check_identifiers"]

CHECKED_SCHEMES = ("ror", "pic", "vat", "national-register")
"""Schemes whose numbers have a form; the codes of sources are taken as they stand."""


def check_identifiers(identifiers: pl.DataFrame, organisations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the identifiers that may link, in their normal form.

    Args:
        identifiers: Record table ``identifier``, or its columns record, subject_class, subject, scheme, value.
        organisations: Record table ``organisation``, or its columns key, country; in any order. A number without a
            country before it is one of the country of its organisation, where that has only one.

    Returns:
        The rows whose number is right, with the normal form as value; and a finding for each wrong number, with the
        columns of finding.FINDING_SCHEMA. What sources publish stays as it is in their own tables. Each different
        number is looked at once.

    Examples:
        >>> rows = {"record": "r", "subject_class": "organisation", "subject": ["a", "b"], "scheme": "vat"}
        >>> table = pl.DataFrame({**rows, "value": ["IT 02392630279", "IT02392630270"]})
        >>> good, findings = check_identifiers(table, pl.DataFrame({"key": ["a", "b"], "country": ["IT", "IT"]}))
        >>> good["value"].to_list(), findings["found"].to_list()
        (['IT02392630279'], ['vat IT02392630270'])
    """
    seats = organisations.select(subject="key", country="country").drop_nulls().unique()
    seats = seats.filter(pl.len().over("subject") == 1)
    is_checked = pl.col("scheme").is_in(CHECKED_SCHEMES) & (pl.col("subject_class") == "organisation")
    placed = identifiers.join(seats, on="subject", how="left", maintain_order="left").with_columns(
        pl.col("country").fill_null("")
    )
    asked = placed.filter(is_checked).select("scheme", "value", "country").unique()
    normal = [check_number(*row) for row in asked.iter_rows()]
    known = asked.with_columns(normal=pl.Series(normal, dtype=pl.String))
    told = placed.join(known, on=["scheme", "value", "country"], how="left", maintain_order="left")
    told = told.with_columns(normal=pl.when(is_checked).then("normal").otherwise("value"))
    right = told.drop_nulls("normal").with_columns(value="normal").select(identifiers.columns)
    wrong = told.filter(pl.col("normal").is_null())
    return right, NUMBER.findings(wrong, "identifier.value", pl.concat_str("scheme", "value", separator=" "))
