"""Which importer takes which file."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.sources import registry
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import SOURCES, Plan, find_importer, importer_of, plan_inputs


class Suffixed:
    """Recognises files by suffix and reads files of the same stem with another suffix beside them."""

    def __init__(self, suffix: str, beside: str = "") -> None:
        self._suffix, self._beside = suffix, beside

    def recognises(self, path: Path) -> bool:
        return path.suffix == self._suffix

    def companions(self, path: Path) -> tuple[Path, ...]:
        other = path.with_suffix(self._beside)
        return (other,) if self._beside and other.exists() else ()

    def read(self, path: Path, progress: Progress = no_progress) -> Imported:
        raise NotImplementedError


@pytest.fixture
def importers(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Suffixed]:
    """Replace the importers by three that look at suffixes only."""
    some = {"first": Suffixed(".a", ".x"), "second": Suffixed(".b"), "two-words": Suffixed(".c")}
    monkeypatch.setattr(registry, "SOURCES", tuple(some))
    monkeypatch.setattr(registry, "importer_of", some.__getitem__)
    return some


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def planned(plan: Plan) -> list[tuple[str, str]]:
    return [(each.source, each.path.name) for each in plan.files]


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_has_an_importer_with_the_three_functions(source: str) -> None:
    importer = importer_of(source)
    assert all(callable(getattr(importer, name)) for name in ("recognises", "companions", "read"))


@pytest.mark.parametrize("source", SOURCES)
def test_no_importer_recognises_a_file_of_nobody_nor_fails_at_one(source: str, tmp_path: Path) -> None:
    contents = {
        "empty.csv": b"",
        "prose.txt": b"Once upon a time.",
        "bytes.yaml": bytes(range(256)),
        "zip.xlsx.txt": b"PK\x03\x04",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        assert not importer_of(source).recognises(tmp_path / name), name


def test_an_unknown_source_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="'kepe-eu' is unknown") as caught:
        importer_of("kepe-eu")
    assert "keep-eu" in caught.value.hint


def test_the_bundled_records_are_each_taken_by_one_source(root: Path) -> None:
    plan = plan_inputs([root / "data" / "records"])
    assert plan.unrecognised == ()
    folders = {each.source: each.path.relative_to(root / "data" / "records").parts[0] for each in plan.files}
    assert {source: folder.replace("_", "-") for source, folder in folders.items()} == {
        source: source for source in folders
    }


def test_the_first_source_that_recognises_a_file_takes_it(importers: Mapping[str, Suffixed], tmp_path: Path) -> None:
    make(tmp_path, "one.a", "two.b", "three.txt")
    assert importers.keys() == {"first", "second", "two-words"}
    assert find_importer(tmp_path / "one.a") == "first"
    assert find_importer(tmp_path / "two.b") == "second"
    assert find_importer(tmp_path / "three.txt") is None


@pytest.mark.usefixtures("importers")
def test_a_folder_stands_for_all_files_below_it_in_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "z/1.a", "a/2.b", "3.a")
    assert planned(plan_inputs([tmp_path])) == [("first", "1.a"), ("second", "2.b"), ("first", "3.a")]


@pytest.mark.usefixtures("importers")
def test_the_order_and_repetition_of_inputs_do_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "z/1.a", "a/2.b", "3.txt")
    inputs = [tmp_path / "z", tmp_path / "a", tmp_path / "3.txt", tmp_path / "a" / "2.b"]
    assert plan_inputs(inputs) == plan_inputs(inputs[::-1])
    assert len(plan_inputs(inputs).files) == 2


@pytest.mark.usefixtures("importers")
@pytest.mark.parametrize("name", ["README.md", "readme.txt", "LICENSE", "licence.txt", ".hidden.a", ".git/1.a"])
def test_readme_licence_and_hidden_files_of_a_folder_are_passed_over(name: str, tmp_path: Path) -> None:
    make(tmp_path, name, "1.a")
    plan = plan_inputs([tmp_path])
    assert planned(plan) == [("first", "1.a")]
    assert plan.unrecognised == ()


@pytest.mark.usefixtures("importers")
def test_a_file_given_by_name_is_never_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "README.md", ".hidden.a")
    plan = plan_inputs([tmp_path / "README.md", tmp_path / ".hidden.a"])
    assert planned(plan) == [("first", ".hidden.a")]
    assert [path.name for path in plan.unrecognised] == ["README.md"]


@pytest.mark.usefixtures("importers")
def test_a_folder_inside_a_hidden_folder_is_read_when_it_is_given(tmp_path: Path) -> None:
    make(tmp_path, ".cache/data/1.a")
    assert planned(plan_inputs([tmp_path / ".cache" / "data"])) == [("first", "1.a")]


@pytest.mark.usefixtures("importers")
def test_a_named_source_takes_a_file_that_it_does_not_recognise(tmp_path: Path) -> None:
    make(tmp_path, "export.dat")
    assert planned(plan_inputs([Path(f"two-words={tmp_path / 'export.dat'}")])) == [("two-words", "export.dat")]


@pytest.mark.usefixtures("importers")
def test_a_named_source_takes_every_file_of_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "1.a", "2.b", "README.md")
    assert planned(plan_inputs([Path(f"second={tmp_path}")])) == [("second", "1.a"), ("second", "2.b")]


@pytest.mark.usefixtures("importers")
def test_an_equals_sign_in_a_file_name_is_part_of_the_name(tmp_path: Path) -> None:
    make(tmp_path, "year=2020.a")
    assert planned(plan_inputs([tmp_path / "year=2020.a"])) == [("first", "year=2020.a")]


@pytest.mark.usefixtures("importers")
def test_files_that_nobody_takes_are_listed(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "1.a")
    plan = plan_inputs([tmp_path])
    assert [path.name for path in plan.unrecognised] == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("importers")
def test_companions_are_read_with_their_file_and_not_by_themselves(tmp_path: Path) -> None:
    make(tmp_path, "1.a", "1.x", "2.x")
    plan = plan_inputs([tmp_path])
    assert planned(plan) == [("first", "1.a")]
    assert [path.name for path in plan.unrecognised] == ["2.x"]


@pytest.mark.usefixtures("importers")
def test_an_empty_folder_plans_nothing(tmp_path: Path) -> None:
    assert plan_inputs([tmp_path]) == Plan((), ())
    assert plan_inputs([]) == Plan((), ())


@pytest.mark.usefixtures("importers")
@pytest.mark.parametrize("given", ["{}/missing.a", "first={}/missing.a"])
def test_a_missing_input_is_named(given: str, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"missing\.a: there is no such file or folder"):
        plan_inputs([Path(given.format(tmp_path))])


@pytest.mark.usefixtures("importers")
def test_a_named_source_without_a_path_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path, "1.a"))
    with pytest.raises((ConfigError, SourceUnavailableError)):
        plan_inputs([Path("first=")])


def test_a_misspelt_source_is_reported_as_an_unknown_source(tmp_path: Path) -> None:
    make(tmp_path, "export.xlsx")
    with pytest.raises(ConfigError, match="kepe-eu"):
        plan_inputs([Path(f"kepe-eu={tmp_path / 'export.xlsx'}")])


@pytest.mark.usefixtures("importers")
def test_a_named_source_goes_before_recognition_in_any_order(tmp_path: Path) -> None:
    make(tmp_path, "1.a")
    assert planned(plan_inputs([tmp_path, Path(f"second={tmp_path / '1.a'}")])) == [("second", "1.a")]


def test_two_files_that_are_read_together_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {"first": Suffixed(".a", ".b"), "second": Suffixed(".b", ".a")}
    monkeypatch.setattr(registry, "SOURCES", tuple(some))
    monkeypatch.setattr(registry, "importer_of", some.__getitem__)
    assert len(plan_inputs([make(tmp_path, "1.a", "1.b")]).files) == 1


@pytest.mark.usefixtures("importers")
def test_what_stands_in_the_output_is_no_input(tmp_path: Path) -> None:
    make(tmp_path, "1.a", "out/records/2.a", "outer/3.a")
    assert planned(plan_inputs([tmp_path], out=tmp_path / "out")) == [("first", "1.a"), ("first", "3.a")]
    assert planned(plan_inputs([tmp_path / "out" / "records"], out=tmp_path / "out")) == [("first", "2.a")]
    assert len(plan_inputs([tmp_path], out=tmp_path).files) == 3


@pytest.mark.usefixtures("importers")
def test_a_pipe_is_refused_before_anybody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.a")
    with pytest.raises(SourceUnavailableError, match=r"1\.a: expected a file or folder, found a pipe or a device"):
        plan_inputs([tmp_path / "1.a"])


@pytest.mark.usefixtures("importers")
def test_a_name_that_is_no_utf_8_is_refused_with_the_bytes_that_are_wrong(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.a"))
    path.write_text("x", encoding="utf-8")
    for given in (path, tmp_path):
        with pytest.raises(SourceUnavailableError, match=r"caf\\xe9\.a: expected a name in UTF-8"):
            plan_inputs([given])
