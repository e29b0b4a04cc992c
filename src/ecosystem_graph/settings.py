"""Settings of a build, checked when they are made."""

import os
import re
from dataclasses import dataclass
from typing import Literal, get_args

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.namespaces import DEFAULT_BASE

__all__ = ["BuildSettings", "Engine", "Identity"]

Engine = Literal["local", "spark"]
Identity = Literal["names", "identifiers"]

_BASE_IRI = re.compile(
    r"https?://(?!-)[A-Za-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*(\?[A-Za-z0-9._~=&/-]*)?#?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What a build can be told; the defaults give a complete release.

    Attributes:
        base_iri: Absolute http or https IRI, ASCII, ending with ``/`` or ``#``; data and graph IRIs start with it.
        store: Load an Oxigraph store (else only tables and dumps).
        source_graphs: Write one named graph per source with its own statements and source records.
        least_confidence: Least confidence of a fact mined from prose that becomes a row, 0-1; below it a fact is kept
            as a claim for a person to look at.
        identity: What brings organisations together: ``names`` (identifiers first, then names, with weights), or
            ``identifiers`` alone.
        strict: Refuse inputs that no importer recognises.
        engine: Where statements are written: ``local`` is this machine, ``spark`` a cluster; the dumps are the same.
        master: Spark master (``spark://host:7077``); only for the engine ``spark``.
        spark_path: Folder that Spark's workers read and write (``hdfs://…``, ``s3a://…``, a shared disk); empty when
            they see the folder of the release under its own path.
        jobs: Threads that write statements, at least 1; the output does not depend on it.

    Raises:
        ConfigError: A value is outside its range; the message names the setting.

    Examples:
        >>> BuildSettings(base_iri="https://example.org/graph/").base_iri
        'https://example.org/graph/'
    """

    base_iri: str = DEFAULT_BASE
    store: bool = True
    source_graphs: bool = True
    least_confidence: float = 0.8
    identity: Identity = "names"
    strict: bool = False
    engine: Engine = "local"
    master: str = "local[*]"
    spark_path: str = ""
    jobs: int = os.cpu_count() or 1

    def __post_init__(self) -> None:
        """Check each value."""
        if not _BASE_IRI.fullmatch(self.base_iri) or not self.base_iri.endswith(("/", "#")):
            raise ConfigError(
                f"base IRI: expected an absolute http or https IRI that ends with / or #, found {self.base_iri!r}",
                hint=f"Use for example --base-iri {DEFAULT_BASE}",
            )
        if self.engine not in get_args(Engine):
            raise ConfigError(f"engine: expected {' or '.join(get_args(Engine))}, found {self.engine!r}")
        if self.identity not in get_args(Identity):
            raise ConfigError(f"identity: expected {' or '.join(get_args(Identity))}, found {self.identity!r}")
        if not 0 <= self.least_confidence <= 1:
            raise ConfigError(f"least confidence: expected a share from 0 to 1, found {self.least_confidence}")
        if self.jobs < 1:
            raise ConfigError(f"jobs: expected at least 1, found {self.jobs}")
