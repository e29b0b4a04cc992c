"""Domains: the codes of one concept scheme under which projects, clusters, infrastructures and priorities are filed."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.namespaces import DEF
from ecosystem_graph.network.actor import concept_names
from ecosystem_graph.publish.alignment import mapping_files, read_mappings
from ecosystem_graph.terms import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Tables = Mapping[str, pl.DataFrame]

__all__ = ["bridge_schemes", "choose_scheme", "file_under", "label_domains", "reachable_codes", "shorten_codes"]

_NO_FIELDS = ("fund", "macro-region", "strand", "call-topic", "funding-scheme")
"""Schemes that say how a project is paid or where it works, not what it is about."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CORDIS, _NACE = "CORDIS code ", "http://data.europa.eu/ux2/nace2/"
_SAME = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")


def choose_scheme(tables: Tables, scheme: str | None = None) -> str:
    """Return the scheme asked for, or the one that says of most projects what they are about.

    Raises:
        NotFoundError: No project is filed under it; the message names the schemes that there are.
    """
    topics = tables["topic"].filter(pl.col("subject_class") == "project")
    counted = topics.group_by("scheme").agg(projects=pl.col("subject").n_unique())
    known = dict(counted.sort("projects", "scheme", descending=[True, False]).iter_rows())
    if scheme is None:
        fields = [name for name in known if name not in _NO_FIELDS]
        if not fields:
            raise NotFoundError("no project of the release is filed under a concept, so there are no domains")
        return str(fields[0])
    if scheme not in known:
        there = ", ".join(f"{name} ({number:,} projects)" for name, number in known.items()) or "none"
        raise NotFoundError(f"no project is filed under scheme {scheme!r}; there is {there}")
    return scheme


def file_under(tables: Tables, subject_class: str, scheme: str, *, depth: int | None, via: str | None) -> pl.DataFrame:
    """Return the domains of subjects: subject, domain; each pair once, sorted.

    Args:
        tables: Consolidated tables with ``topic``.
        subject_class: ``project``, ``cluster``, ``infrastructure`` or ``priority``.
        scheme: Concept scheme of the domains.
        depth: Levels of codes that are paths or numbers with dots; coarser codes are left out. None: as they are.
        via: Another scheme whose codes are brought to this one by the shipped mapping sets; None for none.
    """
    topics = tables["topic"].filter(pl.col("subject_class") == subject_class)
    stated = topics.filter(pl.col("scheme") == scheme).select("subject", domain="code")
    if via is not None:
        others = topics.filter(pl.col("scheme") == via)
        brought = others.join(bridge_schemes(via, scheme, others["code"]), left_on="code", right_on="source")
        stated = pl.concat([stated, brought.select("subject", domain="target")])
    return shorten_codes(stated, depth).unique().sort("subject", "domain")


def shorten_codes(table: pl.DataFrame, depth: int | None) -> pl.DataFrame:
    """Bring ``domain`` to a number of levels; rows whose code has fewer are left out.

    Levels are what slashes separate (``/23/43/251``), else dots (``28.1``).

    Raises:
        QueryParameterError: The codes have no levels, or none is as deep.

    Examples:
        >>> shorten_codes(pl.DataFrame({"domain": ["/23/43/251", "/23"]}), 2)["domain"].to_list()
        ['/23/43']
    """
    if depth is None or table.is_empty():
        return table
    separator = next((each for each in "/." if table["domain"].str.contains(each, literal=True).any()), None)
    if separator is None or depth < 1:
        shown = ", ".join(table["domain"].unique().sort().head(3))
        raise QueryParameterError(f"depth {depth}: codes of this scheme have no such levels ({shown} …)")
    first = table["domain"].str.strip_prefix(separator).str.split(separator)
    prefix = pl.when(pl.col("domain").str.starts_with(separator)).then(pl.lit(separator)).otherwise(pl.lit(""))
    parts = table.with_columns(parts=first).filter(pl.col("parts").list.len() >= depth)
    if parts.is_empty():
        raise QueryParameterError(f"depth {depth}: the deepest code has {first.list.len().max()!s} levels")
    return parts.with_columns(domain=prefix + pl.col("parts").list.head(depth).list.join(separator)).drop("parts")


def bridge_schemes(source: str, target: str, codes: pl.Series) -> pl.DataFrame:
    """Return which codes of one scheme are codes of another: source, target; codes without counterpart have no row.

    Exact, close, narrow and broad matches of the shipped mapping sets count, in either direction; related ones do not.
    A code below a mapped one (``/25/61/383`` below ``/25/61``) is what the nearest mapped code above it is.

    Args:
        source: Scheme of the codes.
        target: Scheme wanted.
        codes: Codes to bring over.

    Raises:
        NotFoundError: No mapping set ties the two schemes; the message names what is tied to the target.
    """
    pairs = _matches(source, target)
    rows = [
        (code, other)
        for code in codes.unique().sort()
        for other in sorted(next((pairs[each] for each in _upwards(code) if each in pairs), set()))
    ]
    return pl.DataFrame(rows, schema={"source": pl.String, "target": pl.String}, orient="row")


def reachable_codes(sources: Iterable[str], target: str) -> set[str]:
    """Return the codes of a scheme that any code of other schemes can be brought to."""
    found: set[str] = set()
    for source in sources:
        with suppress(NotFoundError):
            found |= set().union(*_matches(source, target).values())
    return found


def _matches(source: str, target: str) -> dict[str, set[str]]:
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    tied = set()
    for mapping in (each for path in mapping_files() for each in read_mappings(path).mappings):
        ends = _scheme_and_code(mapping.subject), _scheme_and_code(mapping.object, mapping.comment)
        if mapping.predicate.removeprefix(_SKOS) not in _SAME:
            continue
        for one, other in (ends, ends[::-1]):
            if other[0] == target:
                tied.add(one[0])
                if one[0] == source:
                    pairs[one[1]].add(other[1])
    if not pairs:
        known = ", ".join(sorted(tied - {target, ""})) or "none"
        raise NotFoundError(f"no mapping set ties scheme {source!r} to {target!r}; tied to it: {known}")
    return pairs


def _upwards(code: str) -> Iterator[str]:
    """Yield a code and those above it, nearest first."""
    yield code
    while (cut := max(code.rfind("/"), code.rfind("."))) > 0:
        code = code[:cut]
        yield code


def label_domains(tables: Tables, scheme: str, codes: pl.Series) -> pl.DataFrame:
    """Return the English label of each code, where one is known, else the code: key, label; sorted."""
    known = pl.DataFrame({"key": codes}).join(_labels(tables, scheme), on="key", how="left")
    return known.select("key", label=pl.coalesce("label", "key")).sort("key")


def _labels(tables: Tables, scheme: str) -> pl.DataFrame:
    """Return key and label: of the ontology, else of a published classification, else the words of sources."""
    schema = {"key": pl.String, "label": pl.String}
    if CONCEPTS.get(scheme):
        return pl.DataFrame(sorted(concept_names(scheme).items()), schema=schema, orient="row")
    found = [pl.DataFrame(schema=schema)]
    if "concept" in tables:
        described = tables["concept"].filter(pl.col("scheme") == scheme).with_columns(other=pl.col("language") != "en")
        found.append(
            described.sort("code", "other", "language", "label").select("label", key="code").select("key", "label")
        )
    if "open_concept" in tables:
        words = tables["open_concept"].filter(pl.col("scheme") == scheme)
        found.append(words.sort("code").select(key="code", label="label"))
    return pl.concat(found).drop_nulls().unique("key", keep="first", maintain_order=True)


def _scheme_and_code(iri: str, comment: str = "") -> tuple[str, str]:
    """Return scheme and code of a concept; two empty strings for schemes that topics do not use."""
    if iri.startswith(DEF):
        scheme, _, code = iri.removeprefix(DEF).partition("/")
        return scheme, code
    if comment.startswith(_CORDIS):  # EuroSciVoc names its concepts by numbers that CORDIS does not publish.
        return "euroscivoc", comment.removeprefix(_CORDIS)
    if iri.startswith(_NACE):
        return "nace2", iri.removeprefix(_NACE)
    return "", ""
