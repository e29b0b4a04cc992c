"""A release with three organisations: two that may be one, and one that a likely name was joined to."""

import json
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA
from ecosystem_graph.resolve.naming_evidence import CANDIDATE_SCHEMA
from ecosystem_graph.resolve.review.release_table import OrganisationTables

STATED = (
    ("list.a", "Tirol Kliniken", "AT", "Innsbruck"),
    ("list.b", "Land Tirol", "AT", "Innsbruck"),
    ("list.c", "Tyrolean Hospitals", "AT", "Hall"),
    ("list.d", "Alpine Forest Institute", "AT", "Innsbruck"),
    ("list.e", "Institut für Alpenwald", "AT", "Innsbruck"),
)
CONSOLIDATED = ("list.a", "list.b", "list.d")
LINKS = (
    ("organisation", "list.c", "list.a", "name linkage", "0.8",
     "names “Tyrolean Hospitals” (Hall, AT) and “Tirol Kliniken” (Innsbruck, AT): 2.0 bits"),
    ("organisation", "list.d", "list.d", "identifier", "1.0", "equal identifier ror 04zfsh9"),
    ("organisation", "list.e", "list.d", "identifier", "1.0", "equal identifier ror 04zfsh9"),
)  # fmt: skip
CANDIDATES = (
    ("organisation", "list.a", "list.b", "name linkage", 0.5, "0.586", "names “Tirol Kliniken” (Innsbruck, AT) and …"),
    ("organisation", "list.b", "list.d", "name linkage", 1.5, "0.739", "names “Land Tirol” (Innsbruck, AT) and …"),
)
PROJECTS = {"list.a": 3, "list.b": 2, "list.c": 1, "list.d": 1}


def _rows(name: str, rows: list[dict[str, str]]) -> pl.DataFrame:
    empty = empty_table(name)
    return pl.concat([empty, pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))], how="diagonal_relaxed")


@pytest.fixture
def tables(tmp_path: Path) -> OrganisationTables:
    """Return the tables of the release."""
    folder = tmp_path / "release"
    stated, consolidated = folder / "records", folder / "consolidated"
    stated.mkdir(parents=True)
    consolidated.mkdir()
    settings = {"settings": {"base_iri": "https://data.example/"}}
    (folder / "run.json").write_text(json.dumps(settings), encoding="utf-8")
    organisations = [
        {"record": f"{key}.row", "key": key, "name": name, "country": country, "town": town}
        for key, name, country, town in STATED
    ]
    _rows("organisation", organisations).write_parquet(stated / "organisation.parquet")
    _rows("organisation", [row for row in organisations if row["key"] in CONSOLIDATED]).write_parquet(
        consolidated / "organisation.parquet"
    )
    _rows("record", [{"key": f"{key}.row", "source": "list"} for key, *_ in STATED]).write_parquet(
        stated / "record.parquet"
    )
    took_part = [
        {"key": f"{key}.{number}", "organisation": key, "project": f"project.{number}"}
        for key, count in PROJECTS.items()
        for number in range(count)
    ]
    _rows("participation", took_part).write_parquet(stated / "participation.parquet")
    number = {"subject_class": "organisation", "subject": "list.d", "scheme": "ror", "value": "04zfsh9"}
    _rows("identifier", [number]).write_parquet(consolidated / "identifier.parquet")
    pl.DataFrame(LINKS, schema=IDENTITY_SCHEMA, orient="row").write_parquet(consolidated / "identity.parquet")
    rows = [(".".join(row[:3]), *row) for row in CANDIDATES]
    pl.DataFrame(rows, schema=CANDIDATE_SCHEMA, orient="row").write_parquet(consolidated / "candidate.parquet")
    return OrganisationTables(folder)
