"""Facts of a record page of the German Interreg database, with the place of each."""

from pathlib import Path

from ecosystem_graph.sources.pages.extract import extract_facts
from ecosystem_graph.sources.pages.preparation import prepare_document


def test_a_record_page_states_its_facts_line_by_line(root: Path) -> None:
    text = (root / "data" / "records" / "interreg_de" / "alpen013.txt").read_text(encoding="utf-8")
    facts = extract_facts(prepare_document(text))
    values = {(fact.property, str(fact.value)) for fact in facts}
    assert {
        ("acronym", "S3-4AlpClusters"),
        ("programme", "interreg-alpine-space"),
        ("startDate", "2016-11-01"),
        ("endDate", "2019-04-30"),
        ("budget.total", "('2521964.00', 'EUR')"),
        ("budget.eu", "('1929500.00', 'EUR')"),
        ("budget.nationalCofinancing", "('340500.00', 'EUR')"),
        ("partnerCount", "14"),
        ("countryCount", "6"),
        ("leadPartner", "HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS"),
    } <= values
    assert sum(fact.property in {"partner", "leadPartner"} for fact in facts) == 14
    start = next(fact for fact in facts if fact.property == "startDate")
    assert (text[start.start : start.end], start.alternatives) == ("11.01.16", ("2016-01-11",))
    assert not any(fact.property == "sector" for fact in facts)
