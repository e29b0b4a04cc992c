"""Units and hosts in names."""

import pytest

from ecosystem_graph.sources.interreg_de.name import NameParts, split_name

WORDS = {"host_phrase": " hosted by ", "unit_beginnings": ["Abteilung"], "unit_endings": ["Unit", "Department"]}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Veneto Region, Clusters and Networks Unit", NameParts("Clusters and Networks Unit", "Veneto Region")),
        ("Land Tirol, Abteilung Raumordnung", NameParts("Abteilung Raumordnung", "Land Tirol")),
        ("City of A, B and C, Planning Department", NameParts("Planning Department", "City of A, B and C")),
        ("Poly4EmI hosted by Anteja ECG d.o.o.", NameParts(host="Anteja ECG d.o.o.")),
        ("Government Office for Development and European Cohesion Policy", NameParts()),
        ("Technopark, Ltd.", NameParts()),
        ("Unit", NameParts()),
        ("hosted by nobody", NameParts()),
        ("Guest hosted by ", NameParts()),
    ],
)  # fmt: skip
def test_units_and_hosts_are_told_by_their_words(name: str, parts: NameParts) -> None:
    assert split_name(name, WORDS) == parts
