"""``annotate``: what is found on pages, to look at and to decide about."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.message import warn
from ecosystem_graph.cli.output import open_output, print_table
from ecosystem_graph.errors import ConfigError

if TYPE_CHECKING:
    from ecosystem_graph.publish.annotated import Annotated as AnnotatedPage
    from ecosystem_graph.sources.pages.page import OpenedPage

__all__ = ["EXAMPLE", "annotate"]

EXAMPLE = (
    "Example: ecosystem-graph annotate project.html -o found.html; ecosystem-graph annotate pages --review todo.csv"
)

_SHOWN = 60


def annotate(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Pages, or folders of pages.")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.html", help="The page with its facts marked.")
    ] = None,
    review: Annotated[
        Path | None, typer.Option("--review", metavar="FILE.csv", help="A table of all facts to accept or reject.")
    ] = None,
    confidence: Annotated[
        float, typer.Option("--confidence", min=0, max=1, help="Least confidence of a published fact.")
    ] = 0.8,
) -> None:
    """Show what is found on pages, with rule and confidence."""
    from ecosystem_graph.publish.annotated import format_annotated
    from ecosystem_graph.sources.pages.review import review_rows, write_review

    pages = [page for path in _paths(inputs) for page in _found(path, confidence)]
    if output is not None:
        if len(pages) != 1:
            raise ConfigError(f"-o: expected one page, found {len(pages)}", hint="Name one file, or write --review.")
        with open_output(output) as stream:
            stream.write(format_annotated(pages[0][1]).encode())
    if review is not None:
        rows = [
            row for opened, page in pages for row in review_rows(opened.key, page.name, page.document.text, page.facts)
        ]
        table = io.StringIO()
        write_review(rows, table)
        with open_output(review) as stream:
            stream.write(table.getvalue().encode())
    if output is None and review is None:
        _print(pages)


def _paths(inputs: list[Path]) -> Iterator[Path]:
    from ecosystem_graph.sources.registry import plan_inputs

    plan = plan_inputs(inputs)
    files = [path for each in plan.files if each.source == "pages" for path in each.paths]
    # A file that is named alone is shown whatever it looks like.
    yield from files or [path for path in inputs if path.is_file()]


def _found(path: Path, confidence: float) -> "Iterator[tuple[OpenedPage, AnnotatedPage]]":
    from ecosystem_graph.publish.annotated import Annotated as Page
    from ecosystem_graph.sources.pages.extract import extract
    from ecosystem_graph.sources.pages.finding import Findings
    from ecosystem_graph.sources.pages.page import open_page
    from ecosystem_graph.sources.pages.review import is_review

    if is_review(path):
        return
    findings = Findings(path.name)
    opened = open_page(path.name, path.read_bytes(), findings)
    for issue in findings.issues():
        warn(f"{path}: {issue.message} {issue.found}".strip())
    if opened is not None:
        found = extract(opened.document)
        yield opened, Page(path.name, found.document, found.facts, found.found.of("personal_data"), confidence)


def _print(pages: "list[tuple[OpenedPage, AnnotatedPage]]") -> None:
    from ecosystem_graph.sources.pages.claim import lexical

    rows = [
        (
            page.name, fact.subject, fact.property, lexical(fact.value)[:_SHOWN], f"{fact.start}-{fact.end}", fact.rule,
            fact.confidence,
        )
        for _, page in pages
        for fact in page.facts
    ]  # fmt: skip
    print_table(("file", "project", "fact", "value", "characters", "rule", "confidence"), rows)
