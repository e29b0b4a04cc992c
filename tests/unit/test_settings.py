"""Settings are checked where they are made."""

import pytest

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.settings import BuildSettings


@pytest.mark.parametrize("iri", [DEFAULT_BASE, "http://localhost:8000/", "https://example.org/graph#"])
def test_absolute_http_iris_that_end_a_path_or_open_a_fragment_are_bases(iri: str) -> None:
    assert BuildSettings(base_iri=iri).base_iri == iri


@pytest.mark.parametrize(
    "iri",
    [
        "", "ecosystem/", "//example.org/", "ftp://example.org/", "https://example.org", "https://example.org/graph",
        "https://example.org/a b/", "https://example.org/<>/", 'https://example.org/"/', "https:///x/", "urn:x:",
        "https://exämple.org/", "https://example.org/%zz/", "https://example.org/\n/", "https://example.org/#/",
    ],
)  # fmt: skip
def test_anything_else_is_refused_as_base_with_a_hint(iri: str) -> None:
    with pytest.raises(ConfigError, match="base IRI: expected an absolute http") as caught:
        BuildSettings(base_iri=iri)
    assert caught.value.exit_code == 2
    assert DEFAULT_BASE in caught.value.hint


def test_at_least_one_job_is_needed() -> None:
    with pytest.raises(ConfigError, match="jobs: expected at least 1, found 0"):
        BuildSettings(jobs=0)


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="engine: expected local or spark, found 'abacus'"):
        BuildSettings(engine="abacus")  # type: ignore[arg-type]
