"""What a build depends on."""

import pytest

from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.key import build_key

INPUT = {"source": "keep-eu", "file": "a.xlsx", "sha256": "0"}


def test_threads_and_engine_do_not_change_the_key() -> None:
    keys = {
        build_key([INPUT], BuildSettings(jobs=jobs, engine=engine)) for jobs in (1, 4) for engine in ("local", "spark")
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("inputs", "settings"),
    [
        ([INPUT | {"sha256": "1"}], BuildSettings()),
        ([INPUT, INPUT | {"file": "b.xlsx"}], BuildSettings()),
        ([INPUT], BuildSettings(base_iri="https://example.org/")),
        ([INPUT], BuildSettings(store=False)),
        ([INPUT], BuildSettings(source_graphs=False)),
        ([INPUT], BuildSettings(identity="identifiers")),
    ],
)
def test_whatever_changes_the_output_changes_the_key(inputs: list[dict[str, str]], settings: BuildSettings) -> None:
    assert build_key(inputs, settings) != build_key([INPUT], BuildSettings())
