"""Archives are unpacked in memory, within bounds, and refused when they are not what they seem."""

import gzip
import stat
import zipfile
from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.archive import Bounds, member_names, read_members, read_start


def pack(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return path


def test_members_come_in_the_order_of_their_names_with_their_format(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", two_dot_csv=b"2", csv__one_dot_JSON=b"1")
    assert [(each.name, each.suffix, each.data) for each in read_members(path)] == [
        ("csv/one.JSON", ".json", b"1"), ("two.csv", ".csv", b"2"),
    ]  # fmt: skip
    assert member_names(path) == ("csv/one.JSON", "two.csv")
    assert read_start(path, "two.csv", 9) == b"2"


def test_a_gzip_file_and_a_plain_file_are_their_own_member(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv.gz").write_bytes(gzip.compress(b"a\tb"))
    (tmp_path / "rows.CSV").write_bytes(b"a;b")
    for name, suffix, data in (("rows.tsv.gz", ".tsv", b"a\tb"), ("rows.CSV", ".csv", b"a;b")):
        assert [(each.name, each.suffix, each.data) for each in read_members(tmp_path / name)] == [("", suffix, data)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\up.csv", "C:\\up.csv", "a/../../b.csv"])
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(SourceFormatError, match="leads out"):
        list(read_members(tmp_path / "a.zip"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("rows.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, b"/etc/passwd")
    with pytest.raises(SourceFormatError, match="link"):
        member_names(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.csv.gz"])
def test_a_bomb_is_stopped_while_it_unpacks(name: str, tmp_path: Path) -> None:
    zeros = bytes(3 << 20)
    path = tmp_path / name
    if name.endswith("zip"):
        pack(path, rows_dot_csv=zeros)
    else:
        path.write_bytes(gzip.compress(zeros))
    with pytest.raises(SourceFormatError, match="fill memory"):
        list(read_members(path, Bounds(free=1 << 20, ratio=10)))
    with pytest.raises(SourceFormatError, match="fill memory"):
        list(read_members(path, Bounds(size=2 << 20)))
    assert sum(len(each.data) for each in read_members(path)) == len(zeros)


def test_the_bound_is_on_all_members_together(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", a=bytes(1 << 20), b=bytes(1 << 20))
    with pytest.raises(SourceFormatError, match=r"a\.zip: b: expected at most"):
        list(read_members(path, Bounds(size=3 << 19)))


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match="at most 1 files"):
        member_names(pack(tmp_path / "a.zip", a=b"", b=b""), Bounds(members=1))


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
@pytest.mark.parametrize("cut", [0, 20, -12])
def test_a_damaged_archive_is_an_error_of_the_file(name: str, cut: int, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("zip"):
        pack(path, rows_dot_csv=b"a;b\n" * 99)
    else:
        path.write_bytes(gzip.compress(b"a;b\n" * 99))
    whole = path.read_bytes()
    path.write_bytes(whole[:cut] if cut else b"neither")
    with pytest.raises(SourceFormatError, match="can be unpacked"):
        list(read_members(path))


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    for name in ("a.zip", "a.gz", "a.csv"):
        with pytest.raises(SourceUnavailableError, match="cannot be read"):
            list(read_members(tmp_path / name))
