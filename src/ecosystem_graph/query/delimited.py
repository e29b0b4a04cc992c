"""Solutions as SPARQL 1.1 CSV and TSV."""

import csv
import io

import pyoxigraph as ox

from ecosystem_graph.store.solution import Solutions, Term

__all__ = ["format_csv", "format_tsv"]


def format_csv(solutions: Solutions) -> str:
    """Return plain values: types and languages are lost, unbound is empty, lines end with CR LF.

    Source:
        SPARQL 1.1 Query Results CSV and TSV Formats, section 3. https://www.w3.org/TR/sparql11-results-csv-tsv/#csv
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(solutions.variables)
    writer.writerows([_plain_text(term) for term in row] for row in solutions.rows)
    return stream.getvalue()


def format_tsv(solutions: Solutions) -> str:
    """Return terms in Turtle syntax, which keeps types and languages; unbound is empty, lines end with LF.

    Source:
        SPARQL 1.1 Query Results CSV and TSV Formats, section 4. https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv
    """
    lines = ["\t".join(f"?{name}" for name in solutions.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in solutions.rows]
    return "\n".join(lines) + "\n"


def _plain_text(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value
