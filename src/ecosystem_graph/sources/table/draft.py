"""A first definition for a list, proposed from the names of its columns and a look at its cells.

Nothing is decided here: what the file does not say is left as a comment to fill in, and what it says in two ways is
marked.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.archive import read_members
from ecosystem_graph.sources.calendar import parse_days
from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.encoding import suggest_encodings
from ecosystem_graph.sources.number import Notation, currency_mark, parse_number
from ecosystem_graph.sources.table.container import format_of, is_wanted, read_grids
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.delimited import tell_delimiter
from ecosystem_graph.sources.table.grid import Grid, one_line
from ecosystem_graph.sources.table.heading import plain_text, tell_fields
from ecosystem_graph.sources.table.sheet import SEARCHED, header_names

__all__ = ["draft_definition"]

_TEXT_LAYOUT = 1 << 16
_FORMATS = (
    "dd.mm.yyyy", "dd/mm/yyyy", "dd-mm-yyyy", "yyyy-mm-dd", "yyyy/mm/dd", "yyyy.mm.dd", "yyyy. mm. dd.", "dd.mm.yy",
    "dd/mm/yy",
    "mm/dd/yyyy", "mm/yyyy", "mm.yyyy", "month yyyy", "dd month yyyy", "d. month yyyy", "yyyy-mm", "yyyy", "excel",
)  # fmt: skip
_NOTATIONS = (
    Notation(",", "."), Notation(".", ","), Notation(",", " "), Notation(".", " "), Notation(".", "'’"),
    Notation(",", ""),
    Notation(".", ""),
)  # fmt: skip
_TOTALS = (
    r"(?i)^\s*(?:grand )?(?:totals?|summe|gesamt\w*|insgesamt|totale|razem|suma|celkem|spolu|osszesen|összesen|общо|"
    r"σύνολο|συνολο|ukupno|skupaj|summa|yhteensä|kokku|kopā|kopa|iš viso)\b"
)
_CURRENCY_COLUMN = r"currency|wahrung|waehrung|devise|moneda|valuta|waluta|mena\b|penznem|валута|νομισμα"
_CURRENCY_CODE = r"\b(EUR|PLN|CZK|HUF|RON|BGN|HRK|SEK|DKK|GBP|NOK|CHF)\b"
_FUNDS = {
    "esf-plus": r"\besf ?\+|\bfse ?\+|esf plus",
    "yei": r"\byei\b|youth|jeun",
    "jtf": r"\bjtf\b|just transition|transition juste",
    "erdf": r"\b(?:erdf|efre|feder|fesr|efro|efrr|erfa|eruf|eakr|erfs|erzf|ετπα)\b|regional",
    "esf": r"\b(?:esf|fse|esz|ekt|εκτ)\b|social|sozial|socijal",
    "cf": r"\b(?:cf|kf|fc|ks|ts|τσ)\b|cohesion|kohasion|kohezij|spojnosci|soudrznosti",
}
_AMOUNTS = ("total", "eu", "national", "grant")
_FEW = 0.05
_DISTINCT = 0.2
_LANGUAGES = (
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt",
    "nl", "no",
    "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at the file tells: layout, names of columns, their cells, and which field each may fill."""

    path: Path
    layout: Layout
    encodings: tuple[str, ...]
    columns: list[str]
    cells: pl.DataFrame
    fields: dict[str, str]
    typed: bool


def draft_definition(path: Path) -> str:
    """Return a definition for a list as TOML, with comments on what to check.

    Args:
        path: Plain, gzip or zip file.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: No table is in it.

    Returns:
        TOML text; the definition can be read once every ``TODO`` is filled in, and before.
    """
    return "\n".join(_lines(_look(path))) + "\n"


def _look(path: Path) -> _Look:
    layout, encodings = _tell_layout(path)
    best: tuple[tuple[int, int, int], Grid, tuple[int, ...]] | None = None
    for number, grid in enumerate(read_grids(path, layout)):
        header = _tell_header(grid)
        if header is not None:
            score = (len(_told(grid, header)), grid.cells.height, -number)
            if best is None or score > best[0]:
                best = (score, grid, header)
    if best is None:
        raise SourceFormatError(Location(path), expected="a row with the names of columns", found="none")
    _, grid, header = best
    layout = replace(layout, header=tuple(row + 1 for row in header) if len(header) > 1 else ())
    names = header_names(grid, header)
    cells = grid.cells.slice(header[-1] + 1).rename(dict(zip(grid.cells.columns, names, strict=True)))
    kept = [name for name in names if not re.fullmatch(r"column \d+", name) or cells[name].null_count() < cells.height]
    return _Look(path, layout, encodings, kept, cells.select(kept), _settle(_told(grid, header), cells), grid.typed)


def _tell_layout(path: Path) -> tuple[Layout, tuple[str, ...]]:
    """Return format, encoding and delimiter, and all encodings that fit."""
    layout, encodings = Layout(), tuple[str, ...]()
    member = next((each for each in read_members(path) if is_wanted(each, layout)), None)
    if member is None or not member.data.strip():
        return layout, encodings
    kind = format_of(member, layout)
    layout = replace(layout, format=kind)
    if kind == "excel" or member.data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        text = member.data[:_TEXT_LAYOUT].decode(
            "utf-16" if member.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace"
        )
    else:
        try:
            text = member.data.decode()[:_TEXT_LAYOUT]
        except UnicodeDecodeError:
            encodings = suggest_encodings(member.data) or ("cp1252",)
            layout = replace(layout, encoding=encodings[0])
            text = member.data[:_TEXT_LAYOUT].decode(encodings[0], "replace")
    if kind in {"csv", "tsv"}:
        delimiter = tell_delimiter(text)
        layout = replace(
            layout, format="tsv" if delimiter == "\t" else "csv", delimiter="" if delimiter in "\t," else delimiter
        )
    return layout, encodings


def _tell_header(grid: Grid) -> tuple[int, ...] | None:
    """Return the rows that name most fields; of two rows together only when they name more than one alone."""
    if grid.named:
        return (0,) if grid.cells.height else None
    best: tuple[tuple[float, int, int], tuple[int, ...]] | None = None
    for row in range(min(SEARCHED, grid.cells.height)):
        for header in ((row,), (row, row + 1)):
            if header[-1] + 1 >= grid.cells.height:
                continue
            filled = sum(cell is not None for cell in grid.cells.row(header[-1]))
            score = (len(_told(grid, header)) + min(filled, 3) / 10, -len(header), -row)
            if filled >= min(2, grid.cells.width) and (best is None or score > best[0]):
                best = (score, header)
    return best[1] if best else None


def _told(grid: Grid, header: Sequence[int]) -> dict[str, str]:
    return tell_fields(header_names(grid, header))


def _settle(fields: dict[str, str], cells: pl.DataFrame) -> dict[str, str]:
    """Keep amounts and days only where the cells look like them, so that a column of names never becomes an amount."""
    settled = dict(fields)
    for field in (*_AMOUNTS, "start", "end"):
        column = settled.get(field)
        if column is not None and not _sample(cells[column]).str.contains(r"[0-9]").mean():
            del settled[field]
    number = settled.get("id")
    # A code that few rows differ in is that of a programme or a call.
    if number is not None and cells[number].n_unique() < _DISTINCT * cells.height:
        del settled["id"]
    return settled


def _sample(column: pl.Series) -> pl.Series:
    return column.drop_nulls().str.strip_chars().unique(maintain_order=True).head(2000)


def _lines(look: _Look) -> Iterator[str]:
    stem = re.sub(r"(?:\.[A-Za-z]{2,5}){1,2}$", "", look.path.name)
    slug = re.sub(r"[^a-z0-9]+", "-", plain_text(stem))[:40].strip("-") or "my-list"
    yield f"# Draft for {look.path.name}. Fill in each TODO, look at each CHECK, then run:"
    yield f"#   ecosystem-graph sources check my.toml {look.path.name}"
    yield f'slug = "{slug}"'
    yield 'title = "TODO: name of the list, in English"'
    yield 'publisher = "TODO: who publishes it"'
    yield '# url = "https://…"'
    yield '# licence = "as stated by the publisher"'
    yield '# attribution = "Source: …, changed: brought into a knowledge graph by ecosystem_graph"'
    yield from _language(look)
    yield from ["", "[file]", f"format = {_quoted(look.layout.format)}"]
    if look.layout.encoding:
        others = f"; {', '.join(look.encodings[1:3])} fit too" if look.encodings[1:] else ""
        yield f"encoding = {_quoted(look.layout.encoding)}  # CHECK: told from the letters{others}; look at some names"
    if look.layout.delimiter:
        yield f"delimiter = {_quoted(look.layout.delimiter)}"
    if look.layout.header:
        yield f"header = {list(look.layout.header)}  # CHECK: the names of columns stand in these rows"
    yield from _numbers(look)
    yield from _dates(look)
    yield from _programme(look)
    yield from _project(look)
    yield from _participant(look)
    yield from _amounts(look)
    yield from _topics(look)
    yield from _rest(look)


def _language(look: _Look) -> Iterator[str]:
    column = look.fields.get("country")
    codes = {country_code(text) for text in _sample(look.cells[column])} if column else set()
    if len(codes) == 1 and None not in codes:
        yield f'country = "{codes.pop()}"'
    elif not column:
        yield '# country = "XX"  # TODO: code of the country of participants, as no column says it'
    texts = [look.fields[field] for field in ("summary", "title") if field in look.fields]
    words = " ".join(text for column in texts for text in _sample(look.cells[column]).head(50))[:5000]
    if sum(map(str.isalpha, words)) < 100:
        yield '# language = "xx"  # TODO: language of names and texts'
        return
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - the model takes half a second

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    tag, _ = identifier.classify(words)
    yield f'language = "{tag}"  # CHECK: told from the texts'


def _numbers(look: _Look) -> Iterator[str]:
    columns = [look.fields[field] for field in _AMOUNTS if field in look.fields]
    if not columns:
        return
    cells = pl.concat([_sample(look.cells[column]) for column in columns]).to_frame("raw")
    yield from ["", "[numbers]"]
    fitting = [each for each in _NOTATIONS if _share(cells, parse_number(pl.col("raw"), each)) >= 1 - _FEW]
    if look.typed and _share(cells, parse_number(pl.col("raw"), Notation())) >= 1 - _FEW:
        fitting = [Notation()]
    used = _used(fitting, cells)
    if not used:
        yield "# TODO: the amounts follow no notation that is known here; some cells: " + "; ".join(
            cells["raw"].head(3)
        )
        used = [Notation()]
    yield f"decimal = {_quoted(used[0].decimal)}"
    if used[0].group:
        yield f"group = {_quoted(used[0].group)}"
    if len(used) > 1:
        other = used[1]
        yield f"# CHECK: decimal = {_quoted(other.decimal)}, group = {_quoted(other.group)} would fit as well"
    yield from _currency(look, cells, columns, used[0])


def _used(fitting: list[Notation], cells: pl.DataFrame) -> list[Notation]:
    """Return the notations that give different numbers, each with no more signs than the cells have."""
    kept: list[Notation] = []
    results: list[list[float | None]] = []
    for notation in sorted(fitting, key=lambda each: not _has_group(cells, each)):
        numbers = cells.select(parse_number(pl.col("raw"), notation).cast(pl.Float64)).to_series().to_list()
        if numbers not in results:
            results.append(numbers)
            kept.append(notation if _has_group(cells, notation) else replace(notation, group=""))
    return kept


def _has_group(cells: pl.DataFrame, notation: Notation) -> bool:
    if not notation.group:
        return False
    pattern = f"[0-9][{re.escape(notation.group)}][0-9]"
    return bool(cells["raw"].str.replace_all("[\u00a0\u202f\u2009]", " ").str.contains(pattern).any())


def _currency(look: _Look, cells: pl.DataFrame, columns: list[str], notation: Notation) -> Iterator[str]:
    marks = set(cells.select(currency_mark(pl.col("raw"), notation)).to_series())
    column = next((each for each in look.columns if re.search(_CURRENCY_COLUMN, plain_text(each))), None)
    named = {code for each in columns for code in re.findall(_CURRENCY_CODE, each.upper())}
    named |= {"EUR"} if any("€" in each for each in columns) else set()
    if column:
        yield f"currency = {{ column = {_quoted(column)} }}"
    elif None not in marks:
        yield "# The currency stands beside each amount."
    elif len(named | (marks - {None})) == 1:
        yield f"currency = {_quoted(next(iter(named or marks - {None})))}"
    else:
        yield '# currency = "EUR"  # TODO: nothing in the file says the currency; without it no amount is read'


def _dates(look: _Look) -> Iterator[str]:
    columns = [look.fields[field] for field in ("start", "end") if field in look.fields]
    if not columns:
        return
    cells = pl.concat([_sample(look.cells[column]) for column in columns]).unique(maintain_order=True).to_frame("raw")
    found, left = [], cells
    shares = {each: _share(cells, parse_days(pl.col("raw"), [each]).struct.field("first")) for each in _FORMATS}
    for form in sorted(_FORMATS, key=lambda each: -shares[each]):
        fits = parse_days(pl.col("raw"), [form]).struct.field("first").is_not_null()
        if left.filter(fits).height:
            found.append(form)
            left = left.filter(~fits)
    if look.typed:
        found = [each for each in found if each != "yyyy-mm-dd"]
    yield from ["", "[dates]", f"formats = [{', '.join(map(_quoted, found))}]"]
    if look.typed:
        yield "# Days that the workbook keeps as days need no format."
    if "dd/mm/yyyy" in found and shares["mm/dd/yyyy"] == shares["dd/mm/yyyy"]:
        yield '# CHECK: "mm/dd/yyyy" would fit as well'
    unread = left.filter(~pl.col("raw").str.contains(r"^\d{4}-\d\d-\d\d[T ]")) if look.typed else left
    if unread.height:
        yield "# TODO: some cells follow no format that is known here: " + "; ".join(unread["raw"].head(3))


def _share(cells: pl.DataFrame, parsed: pl.Expr) -> float:
    return cells.select(parsed.is_not_null().mean()).item() or 0.0


def _programme(look: _Look) -> Iterator[str]:
    yield from ["", "[programme]"]
    if "programme" in look.fields:
        yield f"name = {_quoted(look.fields['programme'])}"
    else:
        yield 'name = { value = "TODO: name of the programme" }'
    yield '# period = { value = "2014-2020" }  # or "2021-2027"'


def _project(look: _Look) -> Iterator[str]:
    fields = look.fields
    yield from ["", "[project]"]
    if "id" in fields:
        yield f"id = {_quoted(fields['id'])}"
    else:
        yield "# No column looks like an identifier: each row is a project of its own. If several rows are one project,"
        yield '# name the columns that tell projects apart: key = ["…", "…"]'
    title = fields.get("title")
    if title and "id" not in fields and _sample(look.cells[title]).str.contains(r"^\d{4,}\s?[-–:]").all():
        yield f"# CHECK: names begin with numbers: id = {{ column = {_quoted(title)}, pattern = '^(\\d+)' }}"
    for field in ("title", "summary", "start", "end", "priority", "website"):
        if field in fields:
            yield f"{field} = {_quoted(fields[field])}"
    if "region" in fields and _sample(look.cells[fields["region"]]).str.contains(r"^[A-Z]{2}[0-9A-Z]{1,3}$").mean():
        yield f"region = {_quoted(fields['region'])}"


def _participant(look: _Look) -> Iterator[str]:
    fields = look.fields
    if "beneficiary" not in fields:
        yield from ["", "# No column looks like the names of beneficiaries.", "# [[participant]]", '# name = "TODO"']
        return
    name = fields["beneficiary"]
    yield from ["", "[[participant]]", 'role = "lead"', f"name = {_quoted(name)}"]
    for field in ("street", "town", "country"):
        if field in fields:
            yield f"{field} = {_quoted(fields[field])}"
    if "postcode" in fields:
        yield f"postcode = {_quoted(fields['postcode'])}"
    numbers = {
        scheme: fields[field]
        for field, scheme in (("vat", "vat"), ("register", "national-register"))
        if field in fields
    }
    if numbers:
        inner = ", ".join(f"{scheme} = {_quoted(column)}" for scheme, column in numbers.items())
        yield f"identifiers = {{ {inner} }}"
    bracketed = _sample(look.cells[name]).str.contains(r"\(\d{5,}\)\s*$").mean() or 0.0
    if isinstance(bracketed, float) and bracketed > 0.5 and not numbers:
        yield "# CHECK: numbers stand in brackets behind the names:"
        yield f"# name = {{ column = {_quoted(name)}, pattern = '^(.*?)\\s*\\(\\d+\\)\\s*$' }}"
        yield f"# identifiers = {{ national-register = {{ column = {_quoted(name)}, pattern = '\\((\\d+)\\)\\s*$' }} }}"
    yield "# Beneficiaries that are natural persons must be kept out: say what tells them."
    yield "# person = { pattern = '…' }  # or { unless = 'GmbH|…' }, or { column = \"…\", pattern = '…' }"


def _amounts(look: _Look) -> Iterator[str]:
    for field in _AMOUNTS:
        if field in look.fields:
            yield from [
                "",
                "[[amount]]",
                f"column = {_quoted(look.fields[field])}",
                f'kind = "{field}"',
                'phase = "approved"  # CHECK',
            ]
            if "id" in look.fields and look.cells[look.fields["id"]].is_duplicated().any():
                yield '# CHECK: projects have several rows; if each states a part of the amount: rows = "parts"'


def _topics(look: _Look) -> Iterator[str]:
    if "category" in look.fields:
        column = look.fields["category"]
        yield from ["", "[[topic]]", 'scheme = "intervention-field"', f"column = {_quoted(column)}"]
        if _sample(look.cells[column]).str.contains(r"^\d{1,3}\b").mean():
            yield r"pattern = '^(\d{1,3})\b'"
        else:
            yield '# TODO: give a code to each name: codes = { "name" = "001" }'
    if "fund" in look.fields:
        column = look.fields["fund"]
        codes = {text: _fund(text) for text in _sample(look.cells[column]).head(20)}
        told = ", ".join(f"{_quoted(one_line(text))} = {_quoted(code)}" for text, code in codes.items() if code)
        yield from ["", "[[topic]]", 'scheme = "fund"', f"column = {_quoted(column)}", f"codes = {{ {told} }}  # CHECK"]


def _fund(text: str) -> str | None:
    plain = plain_text(text)
    for code, pattern in _FUNDS.items():
        if re.search(pattern, plain):
            return code
    return None


def _rest(look: _Look) -> Iterator[str]:
    text_columns = [column for column in look.columns if look.cells[column].str.contains(_TOTALS).any()]
    for column in text_columns[:1]:
        yield from [
            "",
            "# Rows with totals are no projects.",
            "[[drop]]",
            f"column = {_quoted(column)}",
            f"pattern = '{_TOTALS}'",
        ]
    used = {column for field, column in look.fields.items() if field not in {"rate", "update", "role", "region"}}
    if (
        "region" in look.fields
        and _sample(look.cells[look.fields["region"]]).str.contains(r"^[A-Z]{2}[0-9A-Z]{1,3}$").mean()
    ):
        used.add(look.fields["region"])
    left = [column for column in look.columns if column not in used]
    if left:
        yield from ["", "[ignored]"]
    reasons = {"rate": "Rate of co-financing; the amounts are read.", "update": "Day of the list, not of the project."}
    known = {look.fields[field]: reason for field, reason in reasons.items() if field in look.fields}
    for column in left:
        if column in known:
            yield f"{_quoted(column)} = {_quoted(known[column])}"
        else:
            yield f'# {_quoted(column)} = "TODO: map it above, or say why it is left out"'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
