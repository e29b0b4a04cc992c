"""Solutions and truth values as SPARQL 1.1 JSON and XML documents."""

import json
import re
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError
from ecosystem_graph.store.solution import Boolean, Solutions, Term

__all__ = ["format_json", "format_xml"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_json(result: Solutions | Boolean) -> str:
    """Return a JSON document; unbound variables are left out of their solution.

    Source:
        SPARQL 1.1 Query Results JSON Format. https://www.w3.org/TR/sparql11-results-json/
    """
    if isinstance(result, Boolean):
        return json.dumps({"head": {}, "boolean": result.value}) + "\n"
    bindings = [{name: _json_term(term) for name, term in solution.items()} for solution in result]
    document = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def format_xml(result: Solutions | Boolean) -> str:
    """Return an XML document.

    Raises:
        QueryError: A text holds a control character, which XML 1.0 cannot.

    Source:
        SPARQL Query Results XML Format. https://www.w3.org/TR/rdf-sparql-XMLres/
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">']
    if isinstance(result, Boolean):
        lines += ["<head/>", f"<boolean>{str(result.value).lower()}</boolean>"]
    else:
        lines += [
            "<head>",
            *(f"<variable name={quoteattr(name)}/>" for name in result.variables),
            "</head>",
            "<results>",
        ]
        for solution in result:
            bindings = (
                f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in solution.items()
            )
            lines.append(f"<result>{''.join(bindings)}</result>")
        lines.append("</results>")
    return "\n".join([*lines, "</sparql>"]) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    plain = {"type": "literal", "value": term.value}
    return plain if term.datatype.value == _XSD_STRING else {**plain, "datatype": term.datatype.value}


def _xml_term(term: Term) -> str:
    if match := _NOT_XML.search(term.value):
        raise QueryError(f"XML cannot hold the character U+{ord(match[0]):04X} of a text", hint="Take -f json.")
    # A parser reads a bare carriage return as a line feed.
    text = escape(term.value, {"\r": "&#13;"})
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    datatype = "" if term.datatype.value == _XSD_STRING else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{datatype}>{text}</literal>"
