"""Tables in text: cells between commas, semicolons or tabs."""

import csv
import io
from collections import Counter

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.encoding import decode
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.grid import Grid, grid_of_rows

__all__ = ["DELIMITERS", "delimiter_of", "read_delimited", "tell_delimiter"]

DELIMITERS = ";,\t|"
"""Signs that are proposed between cells."""

_LARGEST_CELL = 1 << 30
_SAMPLE_LINES = 200


def delimiter_of(layout: Layout, kind: str, data: bytes) -> str:
    """Return the sign between cells: the stated one, or that of the format, which is a tab for ``tsv``, else a comma.

    Args:
        layout: Of several stated signs, the one that the first line has most of is meant.
        kind: Format of the file.
        data: Its first bytes.
    """
    if len(layout.delimiter) < 2:
        return layout.delimiter or ("\t" if kind == "tsv" else ",")
    first = data.lstrip().split(b"\n", 1)[0].decode(layout.encoding or "utf-8", errors="replace")
    return max(layout.delimiter, key=first.count)


def read_delimited(data: bytes, where: Location, layout: Layout, *, delimiter: str) -> Grid:
    """Read a text file of cells.

    Args:
        data: The whole file.
        where: The file, and its place in an archive.
        layout: Encoding and quote sign.
        delimiter: Sign between cells.

    Raises:
        SourceFormatError: The bytes are not in the encoding, or quotes do not match.
    """
    text = decode(data, where, layout.encoding)
    if "\0" in text[:4096]:
        expected = "a text file of cells"
        raise SourceFormatError(
            where, expected=expected, found="zero bytes", hint="State file.format, or file.encoding."
        )
    quoting = {"quotechar": layout.quote} if layout.quote else {"quoting": csv.QUOTE_NONE}
    before = csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=bool(layout.quote), **quoting)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise SourceFormatError(
            Location(where.file, ", ".join(filter(None, [where.place, f"row near line {reader.line_num}"]))),
            expected=f"cells separated by {delimiter!r}, those with line breaks in {layout.quote or 'no'} quotes",
            found=str(error),
            hint="Where quotes are letters like others, state file.quote = false.",
        ) from error
    finally:
        csv.field_size_limit(before)
    return grid_of_rows(where.file, where.place, rows)


def tell_delimiter(text: str) -> str:
    r"""Return the sign that parts most lines of a text into the same number of cells; a comma when none does.

    Examples:
        >>> tell_delimiter("name;amount\na;1,5\nb;2,5\n")
        ';'
    """
    lines = text.splitlines(keepends=True)[:_SAMPLE_LINES]
    scores: dict[str, tuple[bool, float, int]] = {}
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            continue
        # Of several signs, the one that most rows agree on; a row may be longer than a line.
        parted = {width: count / widths.total() for width, count in widths.items() if width > 1}
        width = max(parted, key=lambda each: (parted[each], each), default=1)
        scores[delimiter] = (width > 1, round(parted.get(width, 0.0), 1), width)
    best = max(scores, key=lambda delimiter: scores[delimiter], default=",")
    return best if scores.get(best, (False,))[0] else ","
