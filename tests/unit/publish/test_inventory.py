"""What a release tells of each source is what its files hold."""

import gzip
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.publish.inventory import MOST_SHOWN, count_statements, take_inventory
from ecosystem_graph.release import Release

BASE = "https://example.org/"
LINES = [
    b'<a> <p> "x" .',
    b"<a> <p> <o> .",
    b'<a> <p> "ends with <g>" .',
    b'<a> <p> "b <c"^^<https://example.org/d> .',
    *[f'<a> <p> "{number}" <{BASE}graph/source/one> .'.encode() for number in range(5)],
    f"<a> <p> <o> <{BASE}graph/source/two> .".encode(),
]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """Return a release of two sources, the first of which has two files."""
    measured = [("two", "c", 1, 1, 0, None), ("one", "a", 9, 7, 2, (1.25, 90)), ("one", "b", 1, 1, 0, (0.5, 95))]
    rows = []
    for source, file, read, mapped, reported, cost in measured:
        rows.append(
            {"source": source, "file": file, "rows_read": read, "rows_mapped": mapped, "rows_reported": reported}
        )
        if cost:
            rows[-1] |= dict(zip(("seconds", "peak_mb"), cost, strict=True))
    run = {"rows": rows, "settings": {"base_iri": BASE}}
    (tmp_path / "run.json").write_text(json.dumps(run), encoding="utf-8")
    issues = [("a", f"X-{number}", "m") for number in range(7) for _ in range(number + 1)] + [("elsewhere", "Y", "m")]
    told = [json.dumps({"file": file, "code": code, "message": text}) + "\n" for file, code, text in issues]
    (tmp_path / "issues.jsonl").write_text("".join(told), encoding="utf-8")
    with gzip.open(tmp_path / "ecosystem.nq.gz", "wb") as stream:
        stream.write(b"".join(line + b"\n" for line in LINES))
    return Release(tmp_path)


def test_files_of_one_source_are_added_up(release: Release) -> None:
    one, two = take_inventory(release)
    assert (one.source, one.files, one.rows_read, one.rows_mapped, one.rows_reported) == ("one", 2, 10, 8, 2)
    assert (one.seconds, one.peak_mb, one.statements) == (1.8, 95, 5)
    assert (two.seconds, two.peak_mb, two.statements, two.findings) == (0.0, None, 1, ())


def test_the_most_frequent_findings_come_first_and_no_more_than_five(release: Release) -> None:
    one, _ = take_inventory(release)
    assert [(code, number) for code, number, _ in one.findings] == [
        ("X-6", 7), ("X-5", 6), ("X-4", 5), ("X-3", 4), ("X-2", 3)
    ]  # fmt: skip
    assert len(one.findings) == MOST_SHOWN


def test_graphs_are_counted_alike_whatever_pieces_the_text_comes_in() -> None:
    text = b"".join(line + b"\n" for line in LINES)
    expected = {"": 4, f"{BASE}graph/source/one": 5, f"{BASE}graph/source/two": 1}

    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 7, 7))

    assert count_statements(io.BytesIO(text)) == count_statements(Trickle(text)) == Counter(expected)


def test_a_release_without_quads_is_told_so(release: Release) -> None:
    release.quads.unlink()
    with pytest.raises(NotFoundError, match=r"ecosystem.nq.gz: expected in every release"):
        take_inventory(release)
