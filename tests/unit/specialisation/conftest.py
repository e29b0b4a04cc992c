"""A small release: regions and domains of the worked example, with strategies, clusters and an infrastructure."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.facility import Cluster, Infrastructure
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project, Topic
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Priority, Strategy
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.request import SpecialisationRequest

REGIONS = ("AT11", "AT12", "AT21", "SI03")
DOMAINS = ("AGRI", "BIOE", "DIGI", "ENER")
WORKED = ((5, 5, 0, 0), (0, 5, 5, 0), (0, 0, 5, 5), (5, 0, 5, 0))


def _projects() -> Iterator[Row]:
    """Yield as many projects of one partner as the worked example has in each cell; the last five in another decade."""
    for region, numbers in zip(REGIONS, WORKED, strict=True):
        for domain, number in zip(DOMAINS, numbers, strict=True):
            for serial in range(number):
                key = f"s.{region}-{domain}-{serial}"
                year = 2009 if (region, domain) == ("SI03", "DIGI") else 2016
                yield Project(record="r", key=key, start=date(year, 1, 1), end=date(year, 12, 31))
                yield Topic(record="r", subject_class="project", subject=key, scheme="s3-domain", code=domain)
                yield from _partner(key, region)
    yield Project(record="r", key="s.silent")
    yield from _partner("s.silent", "AT11")
    yield from _partner("s.silent", None)


def _partner(project: str, region: str | None) -> Iterator[Row]:
    key = f"{project}-{region}"
    yield Organisation(record="r", key=key, name=key)
    yield Participation(
        record="r", key=key, project=project, organisation=key, role="partner", region=region, region_edition="2021",
        country="AT",
    )  # fmt: skip
    if region == "AT11":
        yield Amount(
            record="r", key=f"{key}-eu", subject_class="participation", subject=key, kind="eu", phase="approved",
            value=Decimal(100 if "AGRI" in key else 300), currency="EUR", state="published", raw="x",
        )  # fmt: skip


def _surroundings() -> Iterator[Row]:
    yield Strategy(record="r", key="s.old", name="Old", region="AT11", region_edition="2021", period="2014-2020")
    yield Strategy(record="r", key="s.wide", name="Wide", region="SI0", region_edition="2021", period="2021-2027")
    yield Strategy(record="r", key="s.part", name="Part", region="AT211", region_edition="2021")
    declared = {
        "old": (("s3-domain", "AGRI"), ("s3-domain", "DIGI"), ("s3-domain", "TOUR"), ("nace2", "99")),
        "wide": (("s3-domain", "DIGI"),),
        "part": (("s3-domain", "DIGI"),),
    }
    for name, domains in declared.items():
        yield Priority(record="r", key=f"s.{name}-1", strategy=f"s.{name}", name=name, language="en")
        for scheme, code in domains:
            yield Topic(record="r", subject_class="priority", subject=f"s.{name}-1", scheme=scheme, code=code)
    for key, region, domain in (("c1", "AT112", "AGRI"), ("c2", "AT11", "ENER"), ("c3", None, "BIOE")):
        yield Cluster(record="r", key=f"s.{key}", name=key, region=region, region_edition="2021")
        yield Topic(record="r", subject_class="cluster", subject=f"s.{key}", scheme="s3-domain", code=domain)
    yield Infrastructure(record="r", key="s.i1", name="i1", region="AT11", region_edition="2021")
    yield Topic(record="r", subject_class="infrastructure", subject="s.i1", scheme="s3-domain", code="BIOE")


@pytest.fixture(scope="session")
def release_tables() -> Mapping[str, pl.DataFrame]:
    """Return consolidated tables."""
    return resolve(records_from_rows([*_projects(), *_surroundings()])).consolidated


@pytest.fixture(scope="session")
def worked(release_tables: Mapping[str, pl.DataFrame]) -> Specialisation:
    """Return the analysis of the worked example."""
    return analyse(release_tables, SpecialisationRequest(scheme="s3-domain", min_region=1, min_domain=1, draws=50))
