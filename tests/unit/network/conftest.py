"""Networks and tables that the tests of this folder share."""

from collections.abc import Callable, Iterable
from datetime import date

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.network.projection import coparticipation_network
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.funding import Programme
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project

Members = dict[str, str]
MakeTables = Callable[[Members], RecordSet]
MakeNetwork = Callable[[Members], "nx.Graph[str]"]


def _rows(members: Members) -> Iterable[Participation]:
    for project, organisations in members.items():
        for organisation in organisations:
            yield Participation(
                record="r",
                key=f"s.{project}-{organisation}",
                project=project,
                organisation=organisation,
                name=organisation.upper(),
                role="partner",
                country="AT" if organisation < "c" else None,
                region="AT130" if organisation == "a" else None,
                region_edition="2013",
            )


@pytest.fixture
def make_tables() -> MakeTables:
    """Return a function from members per project, one letter each, to tables."""
    return lambda members: records_from_rows(_rows(members))


@pytest.fixture
def make_network(make_tables: MakeTables) -> MakeNetwork:
    """Return a function from members per project, one letter each, to a network with bare letters as nodes."""

    def make(members: Members) -> "nx.Graph[str]":
        tables = make_tables(members)
        network = coparticipation_network(tables["participation"], tables["organisation"])
        return nx.relabel_nodes(network, {node: node.rsplit("/", 1)[1] for node in network})

    return make


@pytest.fixture
def worked_example(make_network: MakeNetwork) -> "nx.Graph[str]":
    """Return the network of three projects whose figures are known: P1 = abcd, P2 = ab, P3 = cde."""
    return make_network({"P1": "abcd", "P2": "ab", "P3": "cde"})


@pytest.fixture
def release_tables() -> RecordSet:
    """Return tables of five projects in two programmes; one project has no dates, one only a start."""
    facts = {
        "p1": ("Alpha", "s.alpine", date(2015, 1, 1), date(2017, 12, 31), (("a", "AT", "AT130"), ("b", "IT", "ITC4C"))),
        "p2": ("Beta", "s.alpine", date(2018, 1, 1), date(2020, 6, 30), (("a", "AT", "AT130"), ("c", "SI", "SI041"))),
        "p3": ("Alpha", "s.baltic", date(2016, 5, 1), None, (("d", "FI", "FI1B1"), ("e", "EE", "EE001"))),
        "p4": ("Delta", "s.baltic", None, None, (("d", "FI", "FI1B1"), ("f", "LV", None))),
        "p5": (None, None, date(2012, 1, 1), date(2013, 1, 1), (("g", "GB", "UKN04"),)),
    }
    rows: list[Programme | Project | Organisation | Participation] = [
        Programme(record="r", key="s.alpine", name="2014 - 2020 INTERREG VB Alpine Space"),
        Programme(record="r", key="s.baltic", name="2014 - 2020 INTERREG VB Baltic Sea"),
    ]
    for key, (acronym, programme, start, end, partners) in facts.items():
        rows.append(Project(record="r", key=key, acronym=acronym, programme=programme, start=start, end=end))
        rows += [
            Participation(
                record="r",
                key=f"{key}.{organisation}",
                project=key,
                organisation=organisation,
                name=organisation,
                role="partner",
                country=country,
                region=region,
            )
            for organisation, country, region in partners
        ]
    return records_from_rows(rows)


@pytest.fixture
def no_organisations() -> pl.DataFrame:
    """Return an organisation table without rows."""
    return RecordSet({})["organisation"]
