"""Proposals for projects with programme, participants, amounts and topics."""

from collections.abc import Iterator

import polars as pl

from ecosystem_graph.sources.table.draft_code import coded_rule
from ecosystem_graph.sources.table.draft_value import money_columns, scale_of
from ecosystem_graph.sources.table.heading import says
from ecosystem_graph.sources.table.look import Look, quoted, sample

__all__ = ["english_columns", "project_lines", "states_regions"]

_PLACE = ("street", "postcode", "town", "country")
_NUMBERS = {"vat": "vat", "register": "national-register"}
_REGION = r"^[A-Z]{2}[0-9A-Z]{1,3}$"
_LISTED = r"\p{L}{3}[^;|\n]*(?:;|\||\n)[^;|\n]*\p{L}{3}"
_OFTEN = 0.3
_PERSONS = (
    "# Beneficiaries that are natural persons must be kept out: say what tells them.",
    "# person = { pattern = '…' }  # or { unless = 'GmbH|…' }, or { column = \"…\", pattern = '…' }",
)


def project_lines(look: Look) -> Iterator[str]:
    """Yield the sections about projects."""
    yield from _programme(look)
    yield from _project(look)
    yield from _participant(look)
    yield from _numbered(look)
    yield from _amounts(look)
    yield from _topics(look)
    yield from _texts(look)


def states_regions(look: Look) -> bool:
    """Tell whether the column of regions holds NUTS codes."""
    column = look.fields.get("region")
    return column is not None and bool(sample(look.cells[column]).str.contains(_REGION).mean())


def english_columns(look: Look) -> dict[str, str]:
    """Return columns with titles and summaries in English beside those in another language, each with its role."""
    used = {*look.fields.values(), *look.left_out}
    told: dict[str, str] = {}
    for column in look.columns:
        role = next((each for each in ("title", "summary") if each in look.fields and says(each, column)), None)
        if role and column not in used and says("english", column) and not says("english", look.fields[role]):
            told[column] = role
    return told


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
    for field in ("acronym", "title", "summary", "start", "end", "priority", "objective", "call", "website"):
        if field in fields:
            yield f"{field} = {quoted(fields[field])}"
    if "status" in fields:
        name = f"status = {{ column = {quoted(fields['status'])}"
        yield from coded_rule("status", name, look.cells[fields["status"]])
    if states_regions(look) and not _repeats(look):
        yield f"region = {quoted(fields['region'])}"


def _repeats(look: Look) -> bool:
    """Tell whether projects have several rows, so that each is about a participant."""
    return "id" in look.fields and bool(look.cells[look.fields["id"]].drop_nulls().is_duplicated().any())


def _participant(look: Look) -> Iterator[str]:
    fields = look.fields
    if "beneficiary" not in fields:
        yield from ["", "# No column looks like the names of beneficiaries.", "# [[participant]]", '# name = "TODO"']
        return
    name = fields["beneficiary"]
    yield from ["", "[[participant]]", *_role(look)]
    lists = [column for column in (name, *(fields.get(each, name) for each in _PLACE)) if _is_list(look, column)]
    if name in lists:
        yield f"# CHECK: several names in one cell: name = {{ column = {quoted(name)}, split = ';' }}"
        yield "# Lists in other cells go in step with them: country = { column = …, split = ';' }"
    yield f"name = {quoted(name)}"
    for field in (*_PLACE, "type"):
        if field in fields:
            yield f"{field} = {quoted(fields[field])}"
    if "town" in fields:
        yield "# seat = true  # when this is the address of the organisation, not the place of the operation"
    if states_regions(look) and _repeats(look):
        yield f"region = {quoted(fields['region'])}"
    numbers = {scheme: fields[field] for field, scheme in _NUMBERS.items() if field in fields}
    if numbers:
        inner = ", ".join(f"{scheme} = {quoted(column)}" for scheme, column in numbers.items())
        yield f"identifiers = {{ {inner} }}"
    bracketed = sample(look.cells[name]).str.contains(r"\(\d{5,}\)\s*$").mean() or 0.0
    if isinstance(bracketed, float) and bracketed > 0.5 and not numbers:
        yield "# CHECK: numbers stand in brackets behind the names:"
        yield f"# name = {{ column = {quoted(name)}, pattern = '^(.*?)\\s*\\(\\d+\\)\\s*$' }}"
        yield f"# identifiers = {{ national-register = {{ column = {quoted(name)}, pattern = '\\((\\d+)\\)\\s*$' }} }}"
    yield from _PERSONS


def _role(look: Look) -> Iterator[str]:
    column = look.fields.get("role")
    if column:
        yield from coded_rule("role", f"role = {{ column = {quoted(column)}", look.cells[column])
    else:
        yield 'role = "lead"'


def _is_list(look: Look, column: str) -> bool:
    cells = sample(look.cells[column])
    return len(cells) > 0 and float(cells.str.contains(_LISTED).mean() or 0.0) >= _OFTEN  # type: ignore[arg-type]


def _numbered(look: Look) -> Iterator[str]:
    if look.partners:
        first, last = look.numbers
        yield from ["", "# Each number from the first to the last stands for # in the names of the columns."]
        yield from ["[[participant]]", f"numbers = [{first}, {last}]", 'role = "partner"']
        names = {"beneficiary": "name"}
        for field, column in look.partners.items():
            if field not in _NUMBERS and field != "region":
                yield f"{names.get(field, field)} = {quoted(column)}"
        numbers = {_NUMBERS[field]: column for field, column in look.partners.items() if field in _NUMBERS}
        if numbers:
            inner = ", ".join(f"{scheme} = {quoted(column)}" for scheme, column in numbers.items())
            yield f"identifiers = {{ {inner} }}"
        yield from _PERSONS


def _amounts(look: Look) -> Iterator[str]:
    columns = money_columns(look)
    several = len({currency for column in columns.values() if (currency := scale_of(column)[1])}) > 1
    for field, column in columns.items():
        kind, _, paid = field.partition(" ")
        yield from ["", "[[amount]]", f"column = {quoted(column)}", f'kind = "{kind}"']
        yield 'phase = "executed"' if paid else 'phase = "approved"  # CHECK'
        scale, currency = scale_of(column)
        if scale > 1:
            yield f"scale = {scale}"
        if currency and several:
            yield f"currency = {quoted(currency)}"
        yield from _rows(look, column)


def _rows(look: Look, column: str) -> Iterator[str]:
    """Say what several rows of one project mean for an amount: whether all state the same one."""
    if not _repeats(look):
        return
    number = look.fields["id"]
    values = look.cells.select(number, column).drop_nulls()
    several = values.group_by(number).agg(pl.len(), pl.col(column).n_unique().alias("values")).filter(pl.col("len") > 1)
    if several.is_empty() or (several["values"] == 1).all():
        return
    if "beneficiary" in look.fields and says("beneficiary", column):
        yield 'of = "participant"  # CHECK: rows of one project state different amounts'
    else:
        yield 'rows = "parts"  # CHECK: rows of one project state different amounts, which are added up'


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
        yield from ["", "[[topic]]", 'scheme = "fund"', f"column = {quoted(column)}"]
        yield from coded_rule("fund", "", look.cells[column])


def _texts(look: Look) -> Iterator[str]:
    if "result" in look.fields:
        yield from ["", "[[text]]", 'role = "expected-result"', f"column = {quoted(look.fields['result'])}"]
    for column, role in english_columns(look).items():
        yield from ["", "[[text]]", f'role = "{role}"', 'language = "en"', f"column = {quoted(column)}"]
