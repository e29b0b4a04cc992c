"""What a build reads: files with their checksums, without copies, and what was decided and published before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.release import MARKER, Release
from ecosystem_graph.sources.importer import checksum
from ecosystem_graph.sources.registry import Plan, PlannedFile, importer_of, plan_inputs

__all__ = ["Intake", "folders_of_judgements", "take_in", "tell_earlier"]

_JUDGEMENTS = "judgements"
"""Folder beside the inputs that holds what people decided about who is who."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The files of a build.

    Attributes:
        checksums: Those of each planned file and of what is read beside it, in the order of the plan.
        unrecognised: Inputs that no importer takes.
        issues: What was left out, and why.
    """

    checksums: Mapping[PlannedFile, tuple[str, ...]]
    unrecognised: tuple[Path, ...]
    issues: tuple[Issue, ...]

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """What is read, in order."""
        return tuple(self.checksums)

    def tell_plan(self) -> list[dict[str, str]]:
        """Return a row per planned file, with the checksums of all that is read with it."""
        return [_tell(each.source, each.path, " ".join(digests)) for each, digests in self.checksums.items()]

    def tell_files(self) -> list[dict[str, str]]:
        """Return a row per file."""
        return [
            _tell(each.source, path, digest)
            for each, digests in self.checksums.items()
            for path, digest in zip(each.paths, digests, strict=False)
        ]


def take_in(inputs: Sequence[Path], *, strict: bool, out: Path | None = None) -> Intake:
    """Decide who reads what, and leave out what is there twice.

    Args:
        inputs: Files and folders; ``<source>=<file>`` names the importer.
        strict: Whether an unrecognised file is an error.
        out: Release folder of the build, which is no input even if it lies in one.

    Raises:
        SourceUnavailableError: An input is missing or unreadable, or none is recognised.
        ConfigError: A named source is unknown.
    """
    plan = plan_inputs(inputs, out=out)
    _check_plan(plan, inputs, strict=strict)
    checksums, copies = _without_copies({each: _checksums(each) for each in plan.files})
    return Intake(checksums, plan.unrecognised, (*copies, *map(_unrecognised, plan.unrecognised)))


def folders_of_judgements(inputs: Sequence[Path]) -> list[Path]:
    """Return the folders of judgements that lie beside inputs."""
    paths = [Path(str(path).partition("=")[2] or path) for path in inputs]
    folders = {path.parent / _JUDGEMENTS for path in paths}
    return sorted(folder for folder in folders if folder.is_dir())


def tell_earlier(judgements: Sequence[Path], previous: Release | None) -> dict[str, list[dict[str, str]]]:
    """Return rows on what was decided and published before, as those of `Intake.tell_files`, by what it is."""
    markers = [] if previous is None else [previous.folder / MARKER]
    told = {_JUDGEMENTS: judgements, "previous": markers}
    return {name: [_tell(name, path, checksum(path)) for path in paths] for name, paths in told.items()}


def _tell(source: str, path: Path, digest: str) -> dict[str, str]:
    return {"source": source, "file": path.name, "sha256": digest}


def _check_plan(plan: Plan, inputs: Sequence[Path], *, strict: bool) -> None:
    named = ", ".join(map(str, plan.unrecognised[:5]))
    unrecognised = f"no importer recognises this file: {named}"
    if strict and named:
        raise SourceUnavailableError(unrecognised, hint="Leave out --strict to go on.")
    if not plan.files:
        what = unrecognised if named else f"{', '.join(map(str, inputs))}: no files in it"
        hint = "Write SOURCE=FILE to hear what is wrong with it; `ecosystem-graph sources` lists the layouts."
        raise SourceUnavailableError(what, hint=hint)


def _checksums(file: PlannedFile) -> tuple[str, ...]:
    """Return the checksums of a file, and of the files that are read together with it."""
    return tuple(map(checksum, (*file.paths, *importer_of(file.source).companions(file.path))))


def _without_copies(
    checksums: Mapping[PlannedFile, tuple[str, ...]],
) -> tuple[dict[PlannedFile, tuple[str, ...]], list[Issue]]:
    """Leave out files that repeat another one byte by byte, with the files read beside them; report each."""
    first: dict[tuple[str, ...], Path] = {}
    issues: list[Issue] = []

    def is_first(path: Path, *content: str) -> bool:
        original = first.setdefault(content, path)
        if original is not path:
            message = "The file repeats another one byte by byte; it was left out."
            issues.append(Issue("EG-SRC-002", "warning", path.name, "", "", original.name, message))
        return original is path

    kept: dict[PlannedFile, tuple[str, ...]] = {}
    for each, digests in checksums.items():
        if not each.others:
            if is_first(each.path, each.source, *digests):
                kept[each] = digests
            continue
        pairs = zip(each.paths, digests, strict=True)
        some = [(path, digest) for path, digest in pairs if is_first(path, each.source, digest)]
        kept[replace(each, others=tuple(path for path, _ in some[1:]))] = tuple(digest for _, digest in some)
    return kept, issues


def _unrecognised(path: Path) -> Issue:
    return Issue("EG-SRC-001", "warning", path.name, "", "", "", "No importer recognises this file; it was left out.")
