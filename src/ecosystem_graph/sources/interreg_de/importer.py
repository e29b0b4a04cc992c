"""Importer of record pages of the German database of Interreg B projects."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import Location
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row, read_source_toml, read_text
from ecosystem_graph.sources.interreg_de.check import check_counts, check_lead
from ecosystem_graph.sources.interreg_de.finding import Findings
from ecosystem_graph.sources.interreg_de.page import Line, Page, parse_page, starts_like_page
from ecosystem_graph.sources.interreg_de.participation import participation_rows
from ecosystem_graph.sources.interreg_de.partner import Partner, parse_partner
from ecosystem_graph.sources.interreg_de.project import project_rows
from ecosystem_graph.sources.personal_data import mask_personal_data

__all__ = ["companions", "read", "recognises"]

_DESCRIPTION = Path(__file__).with_name("source.toml")
_LOOKED_AT = 1_000_000
"""Bytes read to recognise a page; pages have a few thousand."""


def recognises(path: Path) -> bool:
    """Tell whether a file is a record page: ``Projektebene`` first, ``Projektpartner`` further down."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LOOKED_AT).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    return starts_like_page(text, read_source_toml(_DESCRIPTION)["layout"])


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: a page stands alone."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read one record page: one project and its partners.

    Args:
        path: UTF-8 text of the page.
        progress: Told once, at the end.

    Returns:
        Rows of one source record, and what was doubtful about them. ``rows_read`` counts the project and its partner
        lines.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The layout differs, or a partner line cannot be split.
    """
    description = read_source_toml(_DESCRIPTION)
    text, masked = _mask(read_text(path))
    page = parse_page(text, path, description)
    record = f"{description['slug']}.{page.fields['key'].text}"
    findings = Findings(page, record, description["issues"])
    _report_ignored(page, description, findings)
    _report_masked(page, masked, findings)
    partners = _partners(page, description, findings)
    check_counts(page, partners, findings)
    check_lead(page, partners, findings)
    rows: list[Row] = [dataset_row(description), _record(page, record, description["slug"])]
    rows += project_rows(page, record, findings)
    rows += (row for partner in partners for row in participation_rows(partner, record, description))
    read_rows, mapped = 1 + len(page.partners), 1 + len(partners)
    progress("read interreg-de", read_rows, read_rows)
    return Imported(
        source=description["slug"],
        path=path,
        records=records_from_rows(dict.fromkeys(rows)),
        issues=findings.issues(),
        rows_read=read_rows,
        rows_mapped=mapped,
        rows_reported=read_rows - mapped,
    )


def _record(page: Page, record: str, source: str) -> Record:
    return Record(
        record=record,
        key=record,
        source=source,
        kind="project",
        source_key=page.fields["key"].text,
        language="de",
        file=page.path.name,
        checksum=checksum(page.path),
        locator=f"lines 1-{page.line_count}",
    )


def _report_ignored(page: Page, description: Mapping[str, Any], findings: Findings) -> None:
    for field in description["fields"]:
        if "ignored" in field and page.fields[field["name"]].text:
            findings.add("EG-IDE-001", page.fields[field["name"]], f"Reason: {field['ignored']}.")


def _mask(text: str) -> tuple[str, Mapping[int, int]]:
    """Replace personal contact data; return the text, and the number of replacements by line."""
    lines = [mask_personal_data(line) for line in text.split("\n")]
    counts = {number: count for number, (_, count) in enumerate(lines, start=1) if count}
    return "\n".join(line for line, _ in lines), counts


def _report_masked(page: Page, masked: Mapping[int, int], findings: Findings) -> None:
    for line in (*page.fields.values(), *page.partners):
        if line.number in masked:
            findings.add("EG-IDE-018", line, f"Replacements: {masked[line.number]}.")


def _partners(page: Page, description: Mapping[str, Any], findings: Findings) -> Sequence[Partner]:
    """Split the partner lines; a line that repeats a partner key is reported and left out."""
    partners: dict[str, Partner] = {}
    for line in page.partners:
        partner = _parse(line, page, description)
        if partner.key in partners:
            findings.add("EG-IDE-017", line)
            continue
        if partner.doubtful:
            findings.add("EG-IDE-016", line, f"Taken: {partner.name!r} and {partner.postcode!r}.")
        partners[partner.key] = partner
    return tuple(partners.values())


def _parse(line: Line, page: Page, description: Mapping[str, Any]) -> Partner:
    where, states = Location(page.path, line.place), description["states"]["names"]
    return parse_partner(line.text, where, project=page.fields["key"].text, states=states)
