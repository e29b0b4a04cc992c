"""Tables that say what projects are filed under, and links; each names projects by number."""

import polars as pl

from ecosystem_graph.sources.cordis.description import DESCRIPTION, SLUG
from ecosystem_graph.sources.tabular.code import add_websites
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["framework_of", "named_projects", "programme_rows", "read_links", "read_parts", "read_topics", "topic_rows"]

_NUMBER = r"^[0-9]{1,12}$"
_SCHEMES = {
    "euroSciVoc": ("euroscivoc", "euroSciVocCode", "euroSciVocTitle"),
    "legalBasis": ("programme-part", "legalBasis", "title"),
    "topics": ("call-topic", "topic", "title"),
}


def read_topics(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a table ``euroSciVoc``, ``legalBasis`` or ``topics``.
        findings: Told of rows that are not taken.
    """
    scheme, code, title = _SCHEMES[named.layout.kind]
    table = _key(named, code, findings)
    pieces = [named_projects(table.rows), {"topic": topic_rows(table.rows, "key", scheme, code, title)}]
    if scheme == "programme-part":
        rows = table.rows.with_columns(framework=framework_of(code))
        programmes = rows.drop_nulls("framework").group_by("key", programme=f"{SLUG}." + pl.col("framework"))
        pieces.append({"programme": programme_rows(rows), "project": programmes.agg(pl.col("record").min())})
    return table, pieces


def read_links(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the project websites among the links.

    Args:
        named: Rows of a table ``webLink``.
        findings: Told of links that are none, or represent something else; the latter are left out.
    """
    keyed = _key(named, "physUrl", findings)
    other = keyed.rows.filter(pl.col("represents").str.to_lowercase() != "project")
    findings.add_rows("other-link", keyed.origin, other.drop("record"), field="represents")
    table = add_websites(keyed.with_rows(keyed.rows.join(other, on="row", how="anti")), "physUrl", findings)
    return table, [named_projects(table.rows), {"project": table.rows.select("record", "key", "website")}]


def read_parts(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the programme parts of projects named by record number.

    Args:
        named: Rows of a table ``programmePart``.
        findings: Told of rows that are not taken.
    """
    table = _key(named, "programme_part", findings, number="rcn", key="rcn-")
    identifiers = identifier_rows(table.rows, "project", "key", "cordis-rcn", "rcn")
    topics = topic_rows(table.rows, "key", "programme-part", "programme_part")
    return table, [
        {"project": table.rows.group_by("key").agg(pl.col("record").min()), "identifier": identifiers, "topic": topics}
    ]


def topic_rows(rows: pl.DataFrame, subject: str, scheme: str, code: str, title: str | None = None) -> pl.DataFrame:
    """Return topics of projects, each once, from its smallest record.

    Args:
        rows: Keyed rows.
        subject: Column with the key of the project.
        scheme: Concept scheme.
        code: Column with codes; several in a cell are separated by a semicolon.
        title: Column with the words for them; the code itself by default.
    """
    stated = rows.select("record", subject=subject, code=code, raw=title or code).drop_nulls("code")
    if title is None:
        stated = stated.with_columns(pl.col("code").str.split(";")).explode("code")
        stated = stated.with_columns(pl.col("code").str.strip_chars())
        stated = stated.with_columns(raw="code").filter(pl.col("code") != "")
    first = stated.sort("record").unique(["subject", "code"], keep="first", maintain_order=True)
    return first.with_columns(subject_class=pl.lit("project"), scheme=pl.lit(scheme), basis=pl.lit("stated"))


def named_projects(rows: pl.DataFrame) -> Piece:
    """Return the projects that rows name by number, each from its smallest record, with their identifiers."""
    return {
        "project": rows.group_by("key").agg(pl.col("record").min()),
        "identifier": identifier_rows(rows, "project", "key", "cordis", "projectID"),
    }


def framework_of(column: str) -> pl.Expr:
    """Return the framework programme that a legal basis names by its beginning, or null."""
    starts = DESCRIPTION["legal_bases"].items()
    return pl.coalesce(
        pl.when(pl.col(column).str.starts_with(start)).then(pl.lit(programme)) for start, programme in starts
    )


def programme_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the programmes that rows with ``record`` and ``framework`` name, each from its smallest record."""
    known = DESCRIPTION["programmes"]
    used = rows.drop_nulls("framework").group_by("framework").agg(pl.col("record").min())
    names = {code: each["name"] for code, each in known.items()}
    periods = {code: each.get("period") for code, each in known.items()}
    return used.select(
        "record",
        key=f"{SLUG}." + pl.col("framework"),
        name=pl.col("framework").replace(names),
        period=pl.col("framework").replace_strict(periods, default=None, return_dtype=pl.String),
    )


def _key(named: Table, what: str, findings: Findings, *, number: str = "projectID", key: str = "") -> Table:
    is_named = pl.col(number).str.contains(_NUMBER) & pl.col(what).is_not_null()
    local = pl.when(is_named).then(pl.format("{}.{}", number, what))
    keyed = key_rows(named, local, findings, slug=SLUG)
    return keyed.with_rows(keyed.rows.with_columns(key=f"{SLUG}.{key}" + pl.col(number), source_key=number))
