"""Who is who: the methods that bring stated entities together, one after the other, surest first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import polars as pl

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.resolve.acronym import link_acronyms
from ecosystem_graph.resolve.identity import link_identities
from ecosystem_graph.resolve.linkage.compared import Compare, compare_names
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.linkage.link import link_mentions
from ecosystem_graph.resolve.naming import Named, link_names
from ecosystem_graph.resolve.naming_evidence import CANDIDATE_SCHEMA, rename_candidates
from ecosystem_graph.resolve.project.link import link_projects
from ecosystem_graph.resolve.register import REDIRECT_SCHEMA, Register, keep_canonical_keys, stated_keys

__all__ = ["BY_NAMES", "Identification", "Identified", "Stated", "identify"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What sources state that tells who is who; all rows, few columns.

    Attributes:
        identifiers: Record table ``identifier``.
        projects: Columns key, acronym and programme of the record table ``project``, of those read from prose at least.
        organisations: Columns of mention.MENTIONED of the record table ``organisation``.
        names: Rows of the record table ``name`` about organisations.
        tables: All record tables, to be read where projects may be one; none if they are not to be compared.
        keys: subject_class and key of all entities; needed only where an earlier release is given.
    """

    identifiers: pl.DataFrame = field(default_factory=lambda: empty_table("identifier"))
    projects: pl.DataFrame = field(default_factory=lambda: empty_table("project"))
    organisations: pl.DataFrame = field(default_factory=lambda: empty_table("organisation"))
    names: pl.DataFrame = field(default_factory=lambda: empty_table("name"))
    tables: Mapping[str, pl.LazyFrame] = field(default_factory=dict)
    keys: pl.DataFrame = field(default_factory=lambda: stated_keys(()))


@dataclass(frozen=True, slots=True)
class Identification:
    """How entities are brought together.

    Attributes:
        by_names: Whether organisations are brought together by their names too, not by identifiers alone.
        judgements: What people decided.
        previous: Register of an earlier release, whose canonical keys are kept.
        compare: Where names are compared; it does not change what is found.
    """

    by_names: bool = True
    judgements: Sequence[Judgement] = ()
    previous: Register | None = None
    compare: Compare = compare_names


BY_NAMES = Identification()
"""All methods, without judgements."""


class Identified(NamedTuple):
    """Who is who.

    Attributes:
        identity: Links, columns of identity.IDENTITY_SCHEMA: one row per stated key that has an identifier or another
            canonical key than its own.
        candidates: Pairs that may be one, columns of naming_evidence.CANDIDATE_SCHEMA.
        redirects: Keys of earlier releases that are canonical no more, columns of register.REDIRECT_SCHEMA.
    """

    identity: pl.DataFrame
    candidates: pl.DataFrame
    redirects: pl.DataFrame


def identify(
    stated: Stated, how: Identification, progress: Progress = no_progress, *, documents: Collection[str] = ()
) -> Identified:
    """Bring stated entities together.

    Args:
        stated: What sources state, checked.
        how: Methods and judgements.
        progress: Told of the comparison of names.
        documents: Sources whose records are documents and no list.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """
    named = _with_projects(_name(stated, how, progress), stated, how, documents)
    if how.previous is None:
        return Identified(*named, pl.DataFrame(schema=REDIRECT_SCHEMA))
    kept = keep_canonical_keys(named.identity, stated.keys, stated.identifiers, how.previous)
    return Identified(kept.identity, rename_candidates(named.candidates, kept.renamed), kept.redirects)


def _name(stated: Stated, how: Identification, progress: Progress) -> Named:
    """Bring together by identifiers and acronyms, then by names and judgements."""
    identity = link_acronyms(stated.projects, link_identities(stated.identifiers))
    if not how.by_names and not how.judgements:
        return Named(identity, pl.DataFrame(schema=CANDIDATE_SCHEMA))
    organisations = stated.organisations
    if not how.by_names:
        organisations = organisations.with_columns(name=pl.lit(None, pl.String))
    return link_names(
        organisations,
        stated.names if how.by_names else stated.names.clear(),
        stated.identifiers,
        identity,
        judgements=how.judgements,
        link=partial(link_mentions, compare=how.compare, progress=progress),
    )


def _with_projects(named: Named, stated: Stated, how: Identification, documents: Collection[str]) -> Named:
    """Add the links between projects, once it is known which of their partners are one."""
    if not stated.tables or not how.by_names:
        return named
    organisations = named.identity.filter(pl.col("subject_class") == "organisation").select("subject", "object")
    linked = link_projects(stated.tables, named.identity, documents, organisations, how.judgements)
    return Named(linked.identity, pl.concat([named.candidates, linked.candidates]))
