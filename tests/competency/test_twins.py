"""SQL twins of packed queries: the same rows, terms and order as SPARQL, whatever the data and the values."""

import importlib.util
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import polars as pl
import pytest
from benchmarks.synthetic_release import write_synthetic_release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecosystem_graph.errors import QueryError, QueryParameterError
from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.pipeline import build
from ecosystem_graph.query.pack import PackedQuery, load_packs
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.query.twin import check_twins, open_tables, run_twin, twin_values
from ecosystem_graph.records import RecordSet
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import resolve, write_consolidated
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Solutions
from ecosystem_graph.store.tables import TableView

PACKS = load_packs()
TWINS = {slug: query for slug, query in PACKS.items() if query.twin}
EVERY_TWIN = pytest.mark.parametrize("query", TWINS.values(), ids=list(TWINS))

QUICK_BY_SPARQL = pytest.mark.parametrize(
    "query",
    [query for slug, query in TWINS.items() if slug != "links-lost-without"],
    ids=[slug for slug in TWINS if slug != "links-lost-without"],
)
"""All but one, for which SPARQL takes minutes where there are many projects."""

VALUES: Mapping[str, list[list[str]]] = {
    "country": [["AT"], ["SI", "DE"], ["XX"]],
    "level": [["0"], ["1", "3"], ["9"]],
    "minimum": [["1"], ["3"], ["-4"], ["1000"], ["99999999999999999999"]],
    "project": [["S3-4AlpClusters"], ["ACRO-17", "ACRO-18"], ["nobody's"]],
    "region": [["AT31"], ["AT51", "DE11", "SE22"], ["ZZ99"]],
    "type": [["sme"], ["unknown"], ["public-authority", "none such"]],
    "domain": [["ENER"], ["MANU", "AUTO"], ["none"]],
    "name": [["Organisation number 3"], ["Lombardy Region"], ["nobody"]],
    "programme": [["Programme 7"], ["Interreg Europe", "Programme 1"], ["none"]],
    "language": [["de"], ["zz"]],
    "strategy": [["eusalp"], ["none"]],
    "objective": [["1", "3"], ["none"]],
    "least": [["0.5"], ["1.00"], ["0.0000000000000000001"]],
    "most": [["0.99"], ["-1"]],
    "before": [["2007-2013"], ["none"]],
    "after": [["2014-2020"], ["none"]],
    "has": [["pic"], ["none"]],
    "lacks": [["ror"], ["none"]],
    "lowest": [["3"], ["10"]],
    "highest": [["6"], ["0"]],
    "indicator": [["good-practices"], ["none"]],
    "severity": [["warning"], ["none"]],
    "code": [["EG-SYN-003"], ["none"]],
    "cluster": [["cluster 1"], ["none"]],
}
"""For each parameter: one value, several, and one that nothing has."""

INJECTIONS = [
    "'; DROP VIEW project; --", "' OR 1 = 1 --", '" OR "" = "', "$project", "?", "{}", "x'); COPY project TO 'x' --",
    "\\", "\\'", "a\0b", "--", "/* */", "NULL", "[NULL]", "unnest([1])", "read_csv('/etc/passwd')", "\u202ex", "",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Both:
    """A release, by SPARQL and from its tables."""

    folder: Path
    graph: OxigraphView
    tables: TableView

    def compare(self, query: PackedQuery, arguments: Mapping[str, list[str]] | None = None) -> None:
        assert run_twin(self.tables, query, arguments) == run_query(self.graph, query, arguments)


def open_both(folder: Path) -> Both:
    release = Release(folder)
    return Both(folder, OxigraphView.open(release.store), open_tables(release.consolidated, release.base_iri))


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Both:
    return open_both(demo_release)


@pytest.fixture(scope="module")
def sample(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("sample")
    path = root / "tests" / "fixtures" / "keep_eu" / "export.py"
    spec = importlib.util.spec_from_file_location("keep_eu_export", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    export = module.sample().write_xlsx(folder / "export.xlsx")
    build([export], folder / "release", BuildSettings(base_iri="https://example.org/graph/"))
    return open_both(folder / "release")


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return open_both(write_synthetic_release(120, tmp_path_factory.mktemp("synthetic") / "release").folder)


@pytest.fixture(scope="module")
def uncertain(uncertain_release: Path) -> Both:
    return open_both(uncertain_release)


@pytest.fixture(scope="module")
def keep(keep_release: Path) -> Both:
    return open_both(keep_release)


@pytest.fixture(scope="module")
def odd(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The demo with keys that IRIs must escape, and codes that no vocabulary has."""
    out = tmp_path_factory.mktemp("odd")
    resolved = resolve(RecordSet({name: _odd(name, table) for name, table in _stated(demo_release).items()}))
    write_consolidated(resolved.consolidated, out / "consolidated")
    base = BuildSettings().base_iri
    parts = graph_parts(resolved.stated, resolved.consolidated, base)
    quads = [bytes(piece) for part in parts for piece in emit_nquads(part.maps, part.tables, base, part.graph)]
    load_quads([b"".join(quads)], out / "store")
    (out / "run.json").write_text(json.dumps({"settings": asdict(BuildSettings())}), encoding="utf-8")
    return open_both(out)


def _stated(folder: Path) -> dict[str, pl.DataFrame]:
    return {path.stem: pl.read_parquet(path) for path in Release(folder).records.glob("*.parquet")}


def _odd(name: str, table: pl.DataFrame) -> pl.DataFrame:
    keys = {"organisation": ["key"], "participation": ["organisation"], "membership": ["organisation"],
            "cluster": ["managed_by"], "infrastructure": ["operated_by"]}.get(name, [])  # fmt: skip
    codes = {"organisation": ["type"], "participation": ["role"], "service": ["access_mode"]}.get(name, [])
    odd = [pl.col(key) + "Ä b/%'\"" + pl.col(key).str.len_chars().cast(pl.String) for key in keys]
    return table.with_columns(*odd, *(pl.col(code).str.replace("^p", "ö /p") for code in codes))


def arguments_of(query: PackedQuery) -> list[dict[str, list[str]]]:
    """Return values for one parameter at a time, then for all at once."""
    single = [{each.name: values} for each in query.parameters for values in VALUES[each.name]]
    return [{}, *single, {each.name: VALUES[each.name][0] for each in query.parameters}]


@EVERY_TWIN
def test_a_twin_answers_as_sparql_does_on_the_demo(demo: Both, query: PackedQuery) -> None:
    for arguments in arguments_of(query):
        demo.compare(query, arguments)


@EVERY_TWIN
def test_a_twin_answers_as_sparql_does_on_the_sample_under_another_base(sample: Both, query: PackedQuery) -> None:
    sample.compare(query)


@EVERY_TWIN
def test_a_twin_answers_as_sparql_does_where_keys_and_codes_need_escapes(odd: Both, query: PackedQuery) -> None:
    odd.compare(query)


@pytest.mark.slow
@QUICK_BY_SPARQL
def test_a_twin_answers_as_sparql_does_on_synthetic_projects(synthetic: Both, query: PackedQuery) -> None:
    for arguments in arguments_of(query)[:3]:
        synthetic.compare(query, arguments)


@pytest.mark.slow
@pytest.mark.shared
@QUICK_BY_SPARQL
def test_a_twin_answers_as_sparql_does_on_a_real_export(keep: Both, query: PackedQuery) -> None:
    keep.compare(query)


@pytest.mark.parametrize("name", ["Organisation number 0", "Organisation number 9", "Organisation number 31"])
@pytest.mark.parametrize("level", [1, 2])
def test_links_lost_are_those_that_no_other_pair_of_organisations_keeps(synthetic: Both, name: str, level: int) -> None:
    answer = run_twin(synthetic.tables, PACKS["links-lost-without"], {"name": name, "level": str(level)})
    assert isinstance(answer, Solutions)
    assert {(row[0], row[1]) for row in answer.texts()} == lost_links(synthetic.folder, name, level)


def lost_links(folder: Path, name: str, level: int) -> set[tuple[str, str]]:
    """Return the pairs of regions that only one organisation links, by going through all pairs of participants."""
    table = pl.read_parquet(Release(folder).consolidated / "participation.parquet").drop_nulls("region")
    (leaving,) = table.filter(pl.col("name") == name)["organisation"].unique()
    with_it, without = set(), set()
    for part in table.partition_by("project"):
        rows = [(row["organisation"], row["region"][: level + 2], row["name"]) for row in part.iter_rows(named=True)]
        for one, home, as_named in rows:
            for other, away, _ in rows:
                if home != away and as_named == name:
                    with_it.add((home, away))
                if leaving not in {one, other}:
                    without.add((home, away))
    return with_it - without


def test_most_twins_have_something_to_say_on_synthetic_projects(synthetic: Both, uncertain: Both) -> None:
    asked = (synthetic.tables, uncertain.tables)
    silent = {slug for slug, query in TWINS.items() if not any(run_twin(tables, query) for tables in asked)}
    assert len(silent) < len(TWINS) / 5, silent


@pytest.mark.parametrize("attempt", INJECTIONS)
def test_an_injection_is_a_text_like_any_other(demo: Both, attempt: str) -> None:
    for slug in ("dates-with-raw", "identifier-gaps", "quality-issues"):
        query = PACKS[slug]
        arguments = {each.name: [attempt] for each in query.parameters}
        demo.compare(query, arguments)
    assert run_twin(demo.tables, PACKS["dates-with-raw"]), "the tables are still there"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_no_text_finds_more_than_the_projects_it_names(demo: Both, texts: list[str]) -> None:
    answer = run_twin(demo.tables, PACKS["dates-with-raw"], {"project": texts})
    assert isinstance(answer, Solutions)
    assert {row[0] for row in answer.texts()} <= set(texts)


@given(st.dictionaries(st.sampled_from(["severity", "code"]), st.text(), min_size=1))
def test_values_are_bound_and_never_written_into_the_statement(texts: dict[str, str]) -> None:
    query = PACKS["quality-issues"]
    try:
        values = twin_values(query, texts)
    except QueryParameterError:  # a lone surrogate
        return
    assert values == {"severity": [None], "code": [None]} | {name: [text] for name, text in texts.items()}


def test_a_value_of_the_wrong_type_never_reaches_the_tables(demo: Both) -> None:
    with pytest.raises(QueryParameterError, match="parameter level: expected a whole number"):
        run_twin(demo.tables, PACKS["newcomers"], {"level": "2; DROP VIEW project"})
    with pytest.raises(QueryParameterError, match="unknown parameter 'lvel'"):
        run_twin(demo.tables, PACKS["newcomers"], {"lvel": "2"})


def test_all_twins_have_the_parameters_and_columns_of_their_queries() -> None:
    assert check_twins(PACKS.values()) == {}


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("AS withRegion", "AS placed"), "expected the columns country, participations"),
        (("FROM participation", "FROM participations"), "participations does not exist"),
        (("WHERE country", "WHERE $country IS NULL AND country"), "expected the parameters none, found country"),
    ],
)
def test_the_lint_tells_what_is_wrong_with_a_twin(change: tuple[str, str], finding: str) -> None:
    query = PACKS["participations-outside-union"]
    found = check_twins([replace(query, twin=query.twin.replace(*change))])
    assert change[0] in query.twin
    assert finding in found[query.path.with_suffix(".sql")]


def test_a_twin_without_its_query_is_refused(root: Path, tmp_path: Path) -> None:
    pack = tmp_path / "regions"
    pack.mkdir()
    shutil.copy(root / "queries" / "regions" / "newcomers.sql", pack)
    with pytest.raises(QueryError, match=r"expected a query newcomers\.rq beside it"):
        load_packs(tmp_path)
