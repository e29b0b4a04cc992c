"""Proposals for projects with programme, participants, amounts and topics."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.heading import plain_text
from ecosystem_graph.sources.table.look import AMOUNTS, Look, quoted, sample

__all__ = ["project_lines"]

_FUNDS = {
    "esf-plus": r"\besf ?\+|\bfse ?\+|esf plus",
    "yei": r"\byei\b|youth|jeun",
    "jtf": r"\bjtf\b|just transition|transition juste",
    "erdf": r"\b(?:erdf|efre|feder|fesr|efro|efrr|erfa|eruf|eakr|erfs|erzf|ετπα)\b|regional",
    "esf": r"\b(?:esf|fse|esz|ekt|εκτ)\b|social|sozial|socijal",
    "cf": r"\b(?:cf|kf|fc|ks|ts|τσ)\b|cohesion|kohasion|kohezij|spojnosci|soudrznosti",
}


def project_lines(look: Look) -> Iterator[str]:
    """Yield the sections about projects."""
    yield from _programme(look)
    yield from _project(look)
    yield from _participant(look)
    yield from _amounts(look)
    yield from _topics(look)


def _programme(look: Look) -> Iterator[str]:
    yield from ["", "[programme]"]
    if "programme" in look.fields:
        yield f"name = {quoted(look.fields['programme'])}"
    else:
        yield 'name = { value = "TODO: name of the programme" }'
    yield '# period = { value = "2014-2020" }  # or "2021-2027"'


def _project(look: Look) -> Iterator[str]:
    fields = look.fields
    yield from ["", "[project]"]
    if "id" in fields:
        yield f"id = {quoted(fields['id'])}"
    else:
        yield "# No column looks like an identifier: each row is a project of its own. If several rows are one project,"
        yield '# name the columns that tell projects apart: key = ["…", "…"]'
    title = fields.get("title")
    if title and "id" not in fields and sample(look.cells[title]).str.contains(r"^\d{4,}\s?[-–:]").all():
        yield f"# CHECK: names begin with numbers: id = {{ column = {quoted(title)}, pattern = '^(\\d+)' }}"
    for field in ("title", "summary", "start", "end", "priority", "website"):
        if field in fields:
            yield f"{field} = {quoted(fields[field])}"
    if "region" in fields and sample(look.cells[fields["region"]]).str.contains(r"^[A-Z]{2}[0-9A-Z]{1,3}$").mean():
        yield f"region = {quoted(fields['region'])}"


def _participant(look: Look) -> Iterator[str]:
    fields = look.fields
    if "beneficiary" not in fields:
        yield from ["", "# No column looks like the names of beneficiaries.", "# [[participant]]", '# name = "TODO"']
        return
    name = fields["beneficiary"]
    yield from ["", "[[participant]]", 'role = "lead"', f"name = {quoted(name)}"]
    for field in ("street", "town", "country"):
        if field in fields:
            yield f"{field} = {quoted(fields[field])}"
    if "postcode" in fields:
        yield f"postcode = {quoted(fields['postcode'])}"
    numbers = {
        scheme: fields[field]
        for field, scheme in (("vat", "vat"), ("register", "national-register"))
        if field in fields
    }
    if numbers:
        inner = ", ".join(f"{scheme} = {quoted(column)}" for scheme, column in numbers.items())
        yield f"identifiers = {{ {inner} }}"
    bracketed = sample(look.cells[name]).str.contains(r"\(\d{5,}\)\s*$").mean() or 0.0
    if isinstance(bracketed, float) and bracketed > 0.5 and not numbers:
        yield "# CHECK: numbers stand in brackets behind the names:"
        yield f"# name = {{ column = {quoted(name)}, pattern = '^(.*?)\\s*\\(\\d+\\)\\s*$' }}"
        yield f"# identifiers = {{ national-register = {{ column = {quoted(name)}, pattern = '\\((\\d+)\\)\\s*$' }} }}"
    yield "# Beneficiaries that are natural persons must be kept out: say what tells them."
    yield "# person = { pattern = '…' }  # or { unless = 'GmbH|…' }, or { column = \"…\", pattern = '…' }"


def _amounts(look: Look) -> Iterator[str]:
    for field in AMOUNTS:
        if field in look.fields:
            yield from [
                "",
                "[[amount]]",
                f"column = {quoted(look.fields[field])}",
                f'kind = "{field}"',
                'phase = "approved"  # CHECK',
            ]
            if "id" in look.fields and look.cells[look.fields["id"]].is_duplicated().any():
                yield '# CHECK: projects have several rows; if each states a part of the amount: rows = "parts"'


def _topics(look: Look) -> Iterator[str]:
    if "category" in look.fields:
        column = look.fields["category"]
        yield from ["", "[[topic]]", 'scheme = "intervention-field"', f"column = {quoted(column)}"]
        if sample(look.cells[column]).str.contains(r"^\d{1,3}\b").mean():
            yield r"pattern = '^(\d{1,3})\b'"
        else:
            yield '# TODO: give a code to each name: codes = { "name" = "001" }'
    if "fund" in look.fields:
        column = look.fields["fund"]
        codes = {text: _fund(text) for text in sample(look.cells[column]).head(20)}
        told = ", ".join(f"{quoted(one_line(text))} = {quoted(code)}" for text, code in codes.items() if code)
        yield from ["", "[[topic]]", 'scheme = "fund"', f"column = {quoted(column)}", f"codes = {{ {told} }}  # CHECK"]


def _fund(text: str) -> str | None:
    plain = plain_text(text)
    for code, pattern in _FUNDS.items():
        if re.search(pattern, plain):
            return code
    return None
