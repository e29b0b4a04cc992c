"""Proposals for organisations, infrastructures, clusters, priorities and concepts."""

from collections.abc import Iterator

from ecosystem_graph.sources.table.entity_section import ENTITY_FIELDS
from ecosystem_graph.sources.table.look import Look, quoted, sample

__all__ = ["entity_lines"]

_REGION = r"^[A-Z]{2}[0-9A-Z]{1,3}$"
_PLACED = ("organisation", "infrastructure", "cluster")
_NUMBERS = {"vat": "vat", "register": "national-register"}
_LINKS = {"infrastructure": "operator", "cluster": "manager"}
_SUMMARISED = ("priority", *_PLACED)


def entity_lines(look: Look) -> Iterator[str]:
    """Yield the sections about what the rows are about."""
    yield from _section(look)
    if look.about in _PLACED and {"latitude", "longitude"} <= look.fields.keys():
        yield from ["", "[position]", *_named(look, "latitude", "longitude")]
    if look.about in _LINKS and "operator" in look.fields:
        yield from ["", f"[{_LINKS[look.about]}]", f"name = {quoted(look.fields['operator'])}"]
    if look.about in _SUMMARISED and "description" in look.fields:
        yield from ["", "[[text]]", 'role = "summary"', f"column = {quoted(look.fields['description'])}"]
    if look.about in _SUMMARISED and "topic" in look.fields:
        yield from ["", "[[topic]]", 'scheme = "TODO: s3-domain, nace2, cluster-sector…"']
        yield f"column = {quoted(look.fields['topic'])}"
        if sample(look.cells[look.fields["topic"]]).str.contains(";").any():
            yield "split = ';'"


def _section(look: Look) -> Iterator[str]:
    fields, about = look.fields, look.about
    yield from ["", f"[{about}]  # CHECK: what the rows are about, told from the names of the columns"]
    if about == "concept":
        yield 'scheme = "TODO: one of the open concept schemes, such as nace2"'
    yield from _named(look, "id")
    if "id" not in fields and about != "concept":
        yield "# No column looks like an identifier: name and place tell entities apart."
    name = fields.get("name") or (fields.get("description") if about == "concept" else None)
    yield f"name = {quoted(name)}" if name else 'name = "TODO"'
    known = [name for name in ENTITY_FIELDS[about] if name not in {"name", "region"}]
    yield from _named(look, *known)
    numbers = {scheme: fields[field] for field, scheme in _NUMBERS.items() if field in fields}
    if about == "organisation" and numbers:
        inner = ", ".join(f"{scheme} = {quoted(column)}" for scheme, column in numbers.items())
        yield f"identifiers = {{ {inner} }}"
    if "region" in fields and "region" in ENTITY_FIELDS[about]:
        if sample(look.cells[fields["region"]]).str.contains(_REGION).mean():
            yield f"region = {quoted(fields['region'])}"
        else:
            yield f'# TODO: region = {{ column = {quoted(fields["region"])}, codes = {{ "name" = "NUTS code" }} }}'
    elif about == "priority":
        yield 'region = "TODO: the column with NUTS codes"'
    if about == "priority" and "strategy" not in fields:
        yield 'strategy = { value = "TODO: name of the strategy" }'


def _named(look: Look, *names: str) -> Iterator[str]:
    yield from (f"{name} = {quoted(look.fields[name])}" for name in names if name in look.fields)
