"""Packed queries as RDF, in the form in which SPARQL endpoints publish their examples."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.store.form import QueryForm, find_form

__all__ = ["QUERY_NAMESPACE", "export_queries"]

QUERY_NAMESPACE = "https://w3id.org/ecosystem-graph/query/"
"""``<pack>/<name>`` follows."""

_PREFIXES = {
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}
_CLASSES = {
    QueryForm.SELECT: ("sh:SPARQLSelectExecutable", "sh:select"),
    QueryForm.ASK: ("sh:SPARQLAskExecutable", "sh:ask"),
    QueryForm.CONSTRUCT: ("sh:SPARQLConstructExecutable", "sh:construct"),
    QueryForm.DESCRIBE: ("sh:SPARQLExecutable", "sh:describe"),
}


def export_queries(queries: Iterable[PackedQuery], *, target: str = "") -> str:
    """Return Turtle with one ``sh:SPARQLExecutable`` per query; same queries, same text.

    Args:
        queries: In the order wanted.
        target: Address of the endpoint they are for; left out when empty.

    Raises:
        QueryParameterError: The address is no IRI.

    Source:
        Bolleman et al. (2024), A large collection of bioinformatics question-query pairs over federated knowledge
        graphs. https://github.com/sib-swiss/sparql-examples
    """
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(_PREFIXES.items())]
    endpoint = _read_target(target)
    for query in queries:
        lines += ["", *_describe(query, endpoint)]
    return "\n".join(lines) + "\n"


def _describe(query: PackedQuery, target: str) -> Iterator[str]:
    kind, text = _CLASSES[find_form(query.text)]
    classes = "sh:SPARQLExecutable" if kind == "sh:SPARQLExecutable" else f"sh:SPARQLExecutable, {kind}"
    yield f"<{QUERY_NAMESPACE}{query.pack}/{query.slug}> a {classes} ;"
    yield f"  rdfs:label {_quote(query.slug)} ;"
    yield f"  rdfs:comment {_quote(' '.join(filter(None, (f'{query.summary}.', query.description))))}@en ;"
    if keywords := (*query.answers, *query.tags):
        yield f"  schema:keywords {', '.join(map(_quote, keywords))} ;"
    if target:
        yield f"  schema:target {target} ;"
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
    yield f"  {text} {_quote_long(body)} ."


def _read_target(target: str) -> str:
    try:
        return str(ox.NamedNode(target)) if target else ""
    except ValueError as error:
        raise QueryParameterError(f"target: expected the address of an endpoint, found {target[:120]!r}") from error


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _quote_long(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{escaped}\n"""'
