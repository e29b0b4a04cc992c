"""The importer of curated files: the bundled facts, the documented example, and what it refuses."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet, concat_record_sets
from ecosystem_graph.sources.curated.importer import companions, read, recognises
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.interreg_de.importer import read as read_interreg_de
from ecosystem_graph.terms import EG

ENTITIES = ("programme", "call", "project", "participation", "organisation", "cluster", "infrastructure", "service",
            "strategy", "priority", "partnership")  # fmt: skip
SUB_NODES = ("text", "amount", "indicator", "participation", "membership", "service", "claim")


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    return sorted((root / "data" / "records" / "curated").glob("*.yaml"))


@pytest.fixture(scope="module")
def imported(files: list[Path]) -> list[Imported]:
    return [read(path) for path in files]


@pytest.fixture(scope="module")
def facts(imported: list[Imported]) -> RecordSet:
    return concat_record_sets(each.records for each in imported)


@pytest.fixture(scope="module")
def everything(root: Path, facts: RecordSet) -> RecordSet:
    page = read_interreg_de(root / "data" / "records" / "interreg_de" / "alpen013.txt")
    return concat_record_sets([page.records, facts])


@pytest.fixture(scope="module")
def issues(imported: list[Imported]) -> list[Issue]:
    return [issue for each in imported for issue in each.issues]


def about(table: pl.DataFrame, subject: str, column: str = "subject") -> pl.DataFrame:
    return table.filter(pl.col(column) == f"curated.{subject}")


def test_every_bundled_file_is_recognised_and_read_in_full(files: list[Path], imported: list[Imported]) -> None:
    assert len(files) == 11
    assert all(recognises(path) and companions(path) == () for path in files)
    assert all(each.rows_read == each.rows_mapped + each.rows_reported for each in imported)
    assert all(each.rows_reported == len(each.issues) for each in imported)


def test_other_files_are_not_recognised(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("format: something-else/1\n", encoding="utf-8")
    assert not any(
        recognises(path) for path in (other, root / "mkdocs.yml", root / "pyproject.toml", tmp_path / "x.yaml")
    )


def test_tracs3_is_stated_by_two_documents_with_one_identifier(facts: RecordSet) -> None:
    projects = facts["project"].filter(pl.col("acronym") == "TraCS3")
    identifiers = facts["identifier"].filter(pl.col("subject").is_in(projects["key"].implode()))
    assert projects["key"].to_list() == ["curated.tracs3-de", "curated.tracs3-pt"]
    assert projects["record"].n_unique() == 2
    assert {*identifiers.select("scheme", "value").iter_rows()} == {("kohesio", "Q4301043")}


def test_tracs3_names_no_programme_partner_sector_or_date(facts: RecordSet) -> None:
    for key in ("tracs3-de", "tracs3-pt"):
        (project,) = about(facts["project"], key, "key").to_dicts()
        assert {project[name] for name in ("programme", "call", "start", "end", "stated_partner_count")} == {None}
        assert about(facts["participation"], key, "project").height == 0
        assert about(facts["topic"], key).height == about(facts["amount"], key).height == 0


@pytest.mark.parametrize(("key", "language"), [("tracs3-de", "de"), ("tracs3-pt", "pt")])
def test_tracs3_promises_the_same_numbers_in_both_documents(facts: RecordSet, key: str, language: str) -> None:
    indicators = about(facts["indicator"], key, "project")
    assert {*indicators.select("indicator", "comparator", "value").iter_rows()} == {
        ("learning-events", "eq", 51),
        ("action-plans", "eq", 7),
        ("policy-instruments-erdf", "eq", 6),
        ("policy-instruments-regional", "eq", 1),
        ("good-practices", "ge", 14),
        ("people-with-increased-capacity", "eq", 95),
    }
    assert indicators["raw"].null_count() == 0
    assert set(about(facts["text"], key)["language"]) == {language}


def test_the_words_of_indicators_and_claims_stand_in_the_documents(facts: RecordSet, shared: Path) -> None:
    seeds = {path.name[:3]: path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("00*.txt")}
    documents = {
        "curated.kohesio-q4301043-de": seeds["000"],
        "curated.kohesio-q4301043-pt": seeds["001"],
        "curated.mobility-logistics-completed-projects": seeds["003"],
        "curated.flanders-make-blog": seeds["004"],
    }
    for row in facts["indicator"].to_dicts():
        assert row["raw"] in documents[row["record"]]
    placed = facts["claim"].drop_nulls("start").to_dicts()
    assert len(placed) == 6
    for claim in placed:
        assert documents[claim["record"]][claim["start"] : claim["end"]] == claim["quote"]


def test_bundled_sentences_are_our_own(facts: RecordSet, shared: Path) -> None:
    prose = [path for path in sorted((shared / "seeds").glob("00*.txt")) if not path.name.startswith("002")]
    published = {run for path in prose for run in _runs(path.read_text(encoding="utf-8"))}
    texts = facts["text"].filter(pl.col("role") != "title")["text"]
    assert [run for text in texts for run in _runs(text) if run in published] == []


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    yield from (tuple(words[start : start + 6]) for start in range(len(words) - 5))


def test_chain_reactions_has_counts_and_key_sectors_but_no_invented_partner(facts: RecordSet) -> None:
    (project,) = about(facts["project"], "chain-reactions", "key").to_dicts()
    assert (project["stated_partner_count"], project["stated_country_count"]) == (11, 8)
    assert project["programme"] == "curated.interreg"
    topics = about(facts["topic"], "chain-reactions")
    assert set(topics["code"]) == {"MANU", "DIGI", "ELEC", "ENER", "ENVI", "HEAL", "BIOE"}
    assert set(topics["scheme"]) == {"s3-domain"}
    assert about(facts["participation"], "chain-reactions", "project").height == 0
    (programme,) = about(facts["programme"], "interreg", "key").to_dicts()
    assert (programme["name"], programme["period"], programme["strand"]) == ("Interreg", None, None)


def test_the_cut_off_list_of_recipe4mobility_yields_a_warning_and_no_partner(
    facts: RecordSet, issues: list[Issue]
) -> None:
    projects = about(facts["project"], "recipe4mobility", "key")
    assert set(projects["stated_partner_count"].drop_nulls()) == {5}
    assert set(projects["programme"].drop_nulls()) == {"curated.cosme"}
    assert about(facts["participation"], "recipe4mobility", "project").height == 0
    cut_off = [issue for issue in issues if issue.field == "participations" and "recipe4mobility" in issue.message]
    assert [(issue.code, issue.severity) for issue in cut_off] == [("EG-CUR-001", "warning")]
    assert "cut off" in cut_off[0].message
    summary = about(facts["text"], "recipe4mobility").filter(pl.col("role") == "summary")["text"].item()
    assert "ESCP-4x" in summary


def test_inno_infra_share_has_eight_partners_in_eight_countries_and_aster_leads(facts: RecordSet) -> None:
    partners = about(facts["participation"], "inno-infra-share", "project")
    assert set(partners["country"]) == {"BE", "CZ", "EE", "DE", "IT", "LV", "NL", "SE"}
    assert partners.height == 8
    assert partners.filter(pl.col("role") == "lead")["name"].to_list() == ["Aster Stock Joint Consortium"]
    (amount,) = about(facts["amount"], "inno-infra-share").to_dicts()
    assert (amount["kind"], amount["value"], amount["currency"]) == ("eu", Decimal("1632694.00"), "EUR")


def test_months_become_first_and_last_days_with_their_precision(facts: RecordSet) -> None:
    (project,) = about(facts["project"], "inno-infra-share", "key").drop_nulls("start").to_dicts()
    assert (project["start"], project["end"]) == (date(2017, 1, 1), date(2020, 12, 31))
    assert (project["date_precision"], project["start_raw"], project["end_raw"]) == ("month", "jan 2017", "dec 2020")


def test_no_contact_data_and_no_names_of_persons_are_bundled(root: Path, shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (root / "data" / "records").rglob("*.*")]
    assert not any("@" in text for text in texts)
    gold = json.loads((shared / "seeds" / "gold_seeds.json").read_text(encoding="utf-8"))
    facts = [fact for document in gold["documents"] for fact in document["facts"]]
    personal = {str(fact["value"]).lower() for fact in facts if fact["predicate"] in {"person.name", "person.email"}}
    assert personal
    assert not any(value in text.lower() for value in personal for text in texts)


def test_every_reference_between_files_has_its_target(everything: RecordSet) -> None:
    keys = {name: set(everything[name]["key"]) for name in ENTITIES}
    columns = {
        "project": {"programme": "programme", "call": "call"},
        "call": {"programme": "programme"},
        "participation": {"project": "project", "organisation": "organisation"},
        "organisation": {"parent": "organisation", "hosted_by": "organisation"},
        "cluster": {"managed_by": "organisation"},
        "membership": {"cluster": "cluster", "organisation": "organisation"},
        "infrastructure": {"operated_by": "organisation", "node_of": "infrastructure"},
        "service": {"infrastructure": "infrastructure"},
        "priority": {"strategy": "strategy"},
    }
    for table, references in columns.items():
        for column, target in references.items():
            assert set(everything[table][column].drop_nulls()) <= keys[target], (table, column)
    for table in ("text", "amount", "topic", "identifier", "claim", "relation"):
        for folder, subject in everything[table].select("subject_class", "subject").iter_rows():
            assert subject in keys[folder]
    for folder, target in everything["relation"].select("object_class", "object").iter_rows():
        assert folder == "region" or target in keys[folder]


def test_every_row_names_a_record_of_its_own_file(imported: list[Imported]) -> None:
    for each in imported:
        records = set(each.records["record"]["key"]) | {"curated"}
        assert all(set(table["record"]) <= records for table in each.records.values())
        assert {issue.record for issue in each.issues} <= records


def test_keys_are_unique_among_all_bundled_files(everything: RecordSet) -> None:
    for name in ("record", *SUB_NODES):
        assert everything[name]["key"].is_unique().all(), name
    stated = pl.concat(everything[name].select("key", "record") for name in ENTITIES)
    assert stated.is_unique().all()


def test_every_named_region_is_described_in_its_edition(facts: RecordSet) -> None:
    regions = set(facts["region"].select("key", "edition").iter_rows())
    for name in ("participation", "organisation", "cluster", "infrastructure", "strategy"):
        named = facts[name].select("region", "region_edition").drop_nulls("region")
        assert set(named.iter_rows()) <= regions, name
    levels = facts["region"].select(pl.col("key").str.len_chars() - 2 == pl.col("level")).to_series()
    assert levels.all()


def test_region_names_are_those_of_the_classification(facts: RecordSet, shared: Path) -> None:
    lists = [path.read_text(encoding="utf-8") for path in (shared / "data" / "nuts").glob("*-2024.yaml")]
    labels = dict(re.findall(r"NUTS Code: (\S+)\n\s+NUTS label: (.*)", "\n".join(lists)))
    codes = pl.read_csv(shared / "data" / "nuts" / "valid_nuts_codes.csv.gz")
    current = set(codes.filter(pl.col("nuts") == "code_2021")["geo"])
    for code, name in facts["region"].select("key", "name").iter_rows():
        assert code in current
        assert labels.get(code, name) == name


def test_every_object_property_about_the_world_has_an_instance(everything: RecordSet) -> None:
    predicates = set(everything["relation"]["predicate"])
    assert predicates == {
        "usesInfrastructure", "addressesPriority", "involvesCluster", "linkedToCluster", "targetsRegion",
        "eligibleRegion", "leadRegion", "partnerRegion",
    }  # fmt: skip
    filled = {
        "programme": ("period", "strand", "cofinancing_ceiling"),
        "call": ("programme",), "project": ("programme", "call", "status"),
        "organisation": ("type", "legal_status", "parent", "hosted_by"),
        "participation": ("region", "region_basis", "street", "department", "joined", "left"),
        "cluster": ("managed_by", "region"), "membership": ("member_type",), "strategy": ("region", "period"),
        "infrastructure": ("type", "status", "operated_by", "node_of", "access_mode", "region"),
        "service": ("access_mode", "trl_min", "trl_max"), "record": ("retrieved",), "partnership": ("name",),
    }  # fmt: skip
    for table, columns in filled.items():
        for column in columns:
            assert everything[table][column].drop_nulls().len(), (table, column)
    assert Counter(everything["claim"]["property"]).keys() <= vars(EG).keys()


def test_the_strategies_of_at_least_three_partner_regions_have_priorities(facts: RecordSet) -> None:
    strategies = facts["strategy"].join(facts["priority"], left_on="key", right_on="strategy")
    assert strategies.group_by("region").len().sort("region").rows() == [
        ("AT31", 5),
        ("ITC4", 7),
        ("ITH5", 8),
        ("SE224", 6),
    ]


def test_reading_twice_gives_the_same(files: list[Path], imported: list[Imported]) -> None:
    for path, first in zip(files, imported, strict=True):
        second = read(path)
        assert second.issues == first.issues
        assert all(first.records[name].equals(second.records[name]) for name in first.records)


def test_the_documented_examples_can_be_read(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "reference" / "curated-format.md").read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)[0]
    toml = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)[0]
    for name, content in {"example.yaml": example, "example.toml": toml}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert recognises(tmp_path / name)
    counts = read(tmp_path / "example.yaml").records.counts()
    assert counts == {
        "dataset": 1, "record": 2, "programme": 1, "project": 1, "text": 2, "organisation": 2, "participation": 2,
        "amount": 1, "topic": 1, "indicator": 1, "relation": 2, "cluster": 1, "claim": 1,
    }  # fmt: skip
    (project,) = read(tmp_path / "example.toml").records["project"].to_dicts()
    assert (project["start"], project["date_precision"]) == (date(2017, 1, 1), "day")


def test_yaml_and_toml_give_the_same_rows(tmp_path: Path) -> None:
    as_yaml, as_toml = tmp_path / "a.yaml", tmp_path / "a.toml"
    as_yaml.write_text(
        "format: ecosystem-graph/curated/1\nsources:\n  - {id: s, title: T, publisher: P, retrieved: 2026-03-01}\n"
        "projects:\n  - {id: p, source: s, acronym: A, start: 2017-01-31}\n",
        encoding="utf-8",
    )
    as_toml.write_text(
        'format = "ecosystem-graph/curated/1"\n[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\n'
        'retrieved = 2026-03-01\n[[projects]]\nid = "p"\nsource = "s"\nacronym = "A"\nstart = 2017-01-31\n',
        encoding="utf-8",
    )
    first, second = (read(path).records for path in (as_yaml, as_toml))
    assert first["project"].equals(second["project"])
    columns = pl.exclude("file", "checksum")
    assert first["record"].select(columns).equals(second["record"].select(columns))


def test_a_missing_file_is_unavailable_and_an_empty_one_has_another_format(tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text(" \n", encoding="utf-8")
    with pytest.raises(SourceUnavailableError):
        read(tmp_path / "missing.yaml")
    with pytest.raises(SourceFormatError, match="found an empty file"):
        read(empty)
