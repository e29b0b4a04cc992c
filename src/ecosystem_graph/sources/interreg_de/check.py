"""The page checked against itself: the counts and the lead partner its fields state, and its partner lines."""

from collections.abc import Sequence

from ecosystem_graph.sources.interreg_de.finding import Findings
from ecosystem_graph.sources.interreg_de.page import Field, Page
from ecosystem_graph.sources.interreg_de.partner import Partner

__all__ = ["check_counts", "check_lead", "read_count"]


def read_count(field: Field, findings: Findings) -> int | None:
    """Return a stated number, or None when there is none; a text that is no number is reported."""
    if field.text and not _is_count(field):
        findings.add("EG-IDE-014", field)
    return int(field.text) if _is_count(field) else None


def check_counts(page: Page, partners: Sequence[Partner], findings: Findings) -> None:
    """Report stated counts that differ from the partner lines."""
    countries = [partner.country for partner in partners]
    counted = {
        "partner_count": ("EG-IDE-010", len(partners)),
        "country_count": ("EG-IDE-011", len(set(countries))),
        "german_partner_count": ("EG-IDE-012", countries.count("DE")),
    }
    for name, (code, number) in counted.items():
        field = page.fields[name]
        if _is_count(field) and int(field.text) != number:
            findings.add(code, field, f"Stated: {field.text}; in the partner lines: {number}.")


def check_lead(page: Page, partners: Sequence[Partner], findings: Findings) -> None:
    """Report when not exactly one partner line is marked as lead, or it differs from the fields about the lead."""
    name, country = page.fields["lead_name"], page.fields["lead_country"]
    leads = [partner for partner in partners if partner.is_lead]
    if len(leads) != 1:
        findings.add("EG-IDE-013", name, f"{len(leads)} partner lines are marked as lead (ja) instead of one.")
        return
    if leads[0].name != name.text:
        findings.add("EG-IDE-013", name, f"The partner line marked as lead (ja) names {leads[0].name!r}.")
    if leads[0].country_raw != country.text:
        findings.add("EG-IDE-013", country, f"The partner line marked as lead (ja) is in {leads[0].country_raw}.")


def _is_count(field: Field) -> bool:
    return field.text.isascii() and field.text.isdecimal()
