"""Personal contact data."""

import pytest

from ecosystem_graph.sources.curated.privacy import has_contact_data


@pytest.mark.parametrize(
    "text",
    [
        "jane.doe@example.org",
        "jane.doe (at) example.org",
        "mailto:jane@example.org",
        "+43 1 234 56 78",
        "0049 941 1234567",
        "Tel.: 0941 123 456",
        "phone +32 (0)9 335 70 01",
    ],
)
def test_mail_addresses_and_telephone_numbers_are_found(text: str) -> None:
    assert has_contact_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "2.521.964,00 EUR, of which 1.929.500,00",
        "from 2016-11-01 to 2019-04-30, 30 months",
        "https://example.org/article/0012345678901",
        "CZ.02.1.01/0.0/0.0/16_013/0001775",
        "HES-SO//FR, 1700 Fribourg",
        "Alpen013-001",
    ],
)
def test_amounts_dates_codes_and_web_addresses_are_not_taken_for_them(text: str) -> None:
    assert not has_contact_data(text)
