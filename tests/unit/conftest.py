"""A network that tests of several folders share."""

import networkx as nx
import pytest

from ecosystem_graph.network.metrics import measure_network
from ecosystem_graph.network.projection import coparticipation_network
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.project import Participation

# The partner list of project Alpen013 (S3-4AlpClusters) as the German Interreg database publishes it.
ALPEN013 = (
    ("HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS", "CH"),
    ("Business Upper Austria – OÖ Wirtschaftsagentur GmbH", "AT"),
    ("VDI/VDE Innovation + Technik GmbH", "DE"),
    ("Veneto Region, Research Clusters and Networks Unit", "IT"),
    ("Poly4EmI hosted by Anteja ECG d.o.o.", "SI"),
    ("Innovations- und Technologietransfer Salzburg GmbH", "AT"),
    ("University of Franche-Comte", "FR"),
    ("PROPLAST– consortium for the plastic culture promotion", "IT"),
    ("Cluster Technologies for Smart Cities & Communities Lombardy Foundation", "IT"),
    ("Autonomous Province of Trento", "IT"),
    ("Trentino Innovation Hub", "IT"),
    ("Lombardy Region", "IT"),
    ("Bayerische Forschungsallianz GmbH", "DE"),
    ("Government Office for Development and European Cohesion Policy", "SI"),
)


@pytest.fixture
def consortium() -> "nx.Graph[str]":
    """Return the measured network of S3-4AlpClusters."""
    rows = [
        Participation(
            record="r",
            key=f"interreg-de.Alpen013-{number:03}",
            project="interreg-de.Alpen013",
            organisation=f"interreg-de.Alpen013-{number:03}",
            name=name,
            role="lead" if number == 1 else "partner",
            country=country,
        )
        for number, (name, country) in enumerate(ALPEN013, start=1)
    ]
    tables = records_from_rows(rows)
    network = coparticipation_network(tables["participation"], tables["organisation"])
    measure_network(network)
    return network
