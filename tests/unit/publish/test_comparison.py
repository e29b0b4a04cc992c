"""What changed from one release to another."""

import json
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.publish.comparison import compare_releases, comparison_analysis, count_changes
from ecosystem_graph.release import Release
from ecosystem_graph.terms import EG

BASE = "https://w3id.org/ecosystem-graph/"


@pytest.fixture
def earlier(demo_release: Path, tmp_path: Path) -> Release:
    """Return a release like the demo, but for one cluster less, one more and one of another name."""
    folder = tmp_path / "earlier"
    (folder / "consolidated").mkdir(parents=True)
    for path in Release(demo_release).consolidated.glob("*.parquet"):
        (folder / "consolidated" / path.name).symlink_to(path)
    run = json.loads((demo_release / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(run | {"version": "0.0.9"}), encoding="utf-8")
    path = folder / "consolidated" / "cluster.parquet"
    clusters = pl.read_parquet(path)
    gone = clusters.head(1).with_columns(key=pl.lit("curated.gone"))
    renamed = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("Old name")).otherwise("name").alias("name")
    path.unlink()
    pl.concat([clusters.slice(1).with_columns(renamed), gone]).sample(fraction=1.0, shuffle=True, seed=1).write_parquet(
        path
    )
    return Release(folder)


def test_entities_are_added_removed_changed_or_kept_whatever_the_order_of_rows(
    demo_release: Path, earlier: Release
) -> None:
    later = Release(demo_release)
    keys = pl.read_parquet(later.consolidated / "cluster.parquet")["key"]
    changes = compare_releases(earlier, later)
    found = changes.filter(pl.col("change") != "kept").select("class", "entity", "change").rows()
    assert sorted(found, key=lambda row: row[2]) == [
        (EG.Cluster, f"{BASE}id/cluster/{keys[0]}", "added"),
        (EG.Cluster, f"{BASE}id/cluster/{keys[1]}", "changed"),
        (EG.Cluster, f"{BASE}id/cluster/curated.gone", "removed"),
    ]
    counts = {row["class"]: row for row in count_changes(changes).to_dicts()}
    assert counts[EG.Cluster]["kept"] == len(keys) - 2
    assert counts[EG.Project]["kept"] == 14


def test_a_release_is_the_same_as_itself_and_counts_become_figures(demo_release: Path, earlier: Release) -> None:
    later = Release(demo_release)
    assert set(compare_releases(later, later)["change"]) == {"kept"}
    analysis = comparison_analysis(earlier, later, compare_releases(earlier, later))
    (figures,) = analysis.figures
    told = figures.filter(pl.col("node") == EG.Cluster).select("measure", "value")
    assert dict(told.rows()) == {
        "entities-added": 1.0, "entities-removed": 1.0, "entities-changed": 1.0, "entities-kept": 21.0
    }  # fmt: skip
    assert set(figures["measure"]) == {measure.code for measure in analysis.measures}
    assert analysis.recipe["before"] == earlier.iri != later.iri


def test_a_release_without_tables_is_not_found(demo_release: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="expected in every release"):
        compare_releases(Release(tmp_path), Release(demo_release))
