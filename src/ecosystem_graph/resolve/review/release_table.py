"""What a release says of organisations, and their keys in any form in which a person may name them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import polars as pl
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import extract
from rapidfuzz.utils import default_process

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.records.collection import TABLES, empty_table
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.release import open_release
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA
from ecosystem_graph.resolve.naming_evidence import CANDIDATE_SCHEMA

__all__ = ["OrganisationTables"]

_CLASS = "organisation"
_FOLDER = "/id/organisation/"
_SUGGESTED, _NEAR = 3, 60.0
_DERIVED = {"candidate": CANDIDATE_SCHEMA, "identity": IDENTITY_SCHEMA}


@dataclass(frozen=True)
class OrganisationTables:
    """The tables of a release that tell who is who.

    Args:
        folder: Release folder.

    Raises:
        NotFoundError: The folder holds no release.
    """

    folder: Path

    def __post_init__(self) -> None:
        """Check that there is a release."""
        open_release(self.folder)

    def consolidated(self, name: str) -> pl.DataFrame:
        """Return a consolidated table; one that the release lacks is empty."""
        return self._read(open_release(self.folder).consolidated, name)

    def stated(self, name: str) -> pl.DataFrame:
        """Return a table of what sources state, with their own keys."""
        return self._read(open_release(self.folder).records, name)

    def _read(self, folder: Path, name: str) -> pl.DataFrame:
        file = folder / f"{name}.parquet"
        if file.exists():
            return read_table(file)
        return empty_table(name) if name in TABLES else pl.DataFrame(schema=_DERIVED[name])

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Canonical key of each key, stated or canonical."""
        keys = self.consolidated("organisation")["key"]
        links = self.consolidated("identity").filter(pl.col("subject_class") == _CLASS)
        return dict(zip(keys, keys, strict=True)) | dict(links.select("subject", "object").iter_rows())

    @cached_property
    def members(self) -> pl.DataFrame:
        """What sources state of organisations: record, key (stated), name, country, town, canonical (key)."""
        rows = self.stated("organisation").select("record", "key", "name", "country", "town")
        links = pl.DataFrame(list(self.canonical.items()), schema=["key", "canonical"], orient="row")
        joined = rows.join(links.cast(pl.String), on="key", how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("canonical", "key"))

    def find(self, named: str) -> str:
        """Return the key that an IRI or a key means.

        Args:
            named: IRI of an organisation, or its key, canonical or as a source states it.

        Raises:
            NotFoundError: No organisation of the release has it; the hint names the nearest.
        """
        key = unquote(named.rpartition(_FOLDER)[2]) if _FOLDER in named else named
        if key in self.canonical:
            return key
        near = self._nearest(key)
        hint = f"Near to it: {'; '.join(near)}." if near else "Find it by name: ecosystem-graph describe NAME -d OUT"
        raise NotFoundError(f"{self.folder}: no organisation {named!r}", hint=hint)

    def _nearest(self, key: str) -> list[str]:
        chosen = self.consolidated("organisation").select("key", "name")
        names = dict(chosen.iter_rows()) | dict(self.members.select("key", "name").iter_rows())
        texts = {each: f"{_words(each)} {names.get(each) or ''}" for each in self.canonical}
        found = extract(
            _words(key), texts, scorer=token_set_ratio, processor=default_process, limit=_SUGGESTED, score_cutoff=_NEAR
        )
        return [f"{each} ({names[each]})" if names.get(each) else each for _, _, each in found]


def _words(key: str) -> str:
    return key.partition(".")[2].replace("-", " ") or key
