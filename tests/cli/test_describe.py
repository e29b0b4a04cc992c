"""``describe`` shows what is said about one entity, and by whom."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest


def test_a_project_is_found_by_its_acronym_in_any_case(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("describe", "s3-4alpclusters", "-d", release)
    assert outcome.code == 0
    words = outcome.stdout
    assert {"eg:hasLeadPartner", "eg:startDateRaw", "11.01.16", "2016-11-01"} <= set(words.split())
    assert "eg:inProject  14" in words
    assert "stated by\ndataset:interreg-de" in words


@pytest.mark.parametrize(
    "named", ["https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013", "S3-4AlpClusters"]
)
def test_the_card_for_machines_names_record_and_place(cli: Callable[..., Any], release: Path, named: str) -> None:
    card = json.loads(cli("describe", named, "-d", release, "-f", "json").stdout)
    assert card["incoming"]["https://w3id.org/ecosystem-graph/ontology#inProject"] == 14
    assert card["records"][0]["identifier"] == "Alpen013"


def test_turtle_holds_the_statements_of_the_entity(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    assert cli("describe", "S3-4AlpClusters", "-d", release, "-o", tmp_path / "card.ttl").code == 0
    triples = list(ox.parse((tmp_path / "card.ttl").read_bytes(), ox.RdfFormat.TURTLE))
    assert {triple.subject.value for triple in triples} == {
        "https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013"
    }
    assert len(triples) > 20


def test_a_region_is_found_by_its_short_name(cli: Callable[..., Any], release: Path) -> None:
    assert "eg:Region" in cli("describe", "nuts:AT31", "-d", release).stdout


def test_an_unknown_name_is_not_found_and_the_nearest_are_told(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("describe", "S3-4AlpCluster", "-d", release)
    assert (outcome.code, outcome.stdout) == (6, "")
    assert "Did you mean S3-4AlpClusters" in outcome.stderr


def test_an_unknown_iri_is_not_found(cli: Callable[..., Any], release: Path) -> None:
    assert cli("describe", "https://example.org/nothing", "-d", release).code == 6


def test_the_iri_of_an_entity_in_one_source_leads_to_the_one_that_stands_for_it(
    cli: Callable[..., Any], release: Path
) -> None:
    folder = "https://w3id.org/ecosystem-graph/id/organisation/"
    card = json.loads(cli("describe", f"{folder}curated.jku-linz", "-d", release, "-f", "json").stdout)
    assert card["iri"] == f"{folder}ror.052r2xn60"
