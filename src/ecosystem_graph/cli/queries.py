"""``queries``: what is in the packs, and whether it works."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import EngineOption, JsonOption, OutputOption, ReleaseOption, TimeoutOption
from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import open_output, print_lines, print_table
from ecosystem_graph.errors import NotFoundError, QueryError, ValidationFailedError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.query.engine import Engine, Engines
    from ecosystem_graph.query.pack import PackedQuery

__all__ = ["app"]

app = typer.Typer(
    help="List, show, export, lint and test the packed queries.", no_args_is_help=True, rich_markup_mode=None
)

OptionalReleaseOption = Annotated[
    Path | None, typer.Option("-d", "--data", metavar="OUT", help="Release for which to tell what answers the query.")
]
PackOption = Annotated[
    Path | None, typer.Option("--packs", metavar="FOLDER", help="Packs to use instead of the bundled ones.")
]


@app.command("list")
def list_queries(packs: PackOption = None, *, as_json: JsonOption = False) -> None:
    """List the packed queries."""
    queries = _load(packs)
    if as_json:
        print_lines([json.dumps([_to_dict(each) for each in queries], ensure_ascii=False)])
    else:
        print_table(("pack", "name", "summary"), [(each.pack, each.slug, each.summary) for each in queries])


@app.command("show")
def show_query(
    name: Annotated[str, typer.Argument(help="Name of a query.")],
    packs: PackOption = None,
    data: OptionalReleaseOption = None,
    *,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL over the tables instead of the SPARQL.")] = False,
) -> None:
    """Print a packed query: header and SPARQL; what answers it is said on stderr."""
    from ecosystem_graph.query.pack import find_query, load_packs

    query = find_query(load_packs(packs), name)
    if sql and not query.twin:
        raise NotFoundError(f"{query.slug} has no SQL: it is always answered by SPARQL")
    print_lines((query.twin if sql else query.text).splitlines())
    note(_engine_note(query, data))


@app.command("export")
def export_packs(
    output: OutputOption = None,
    packs: PackOption = None,
    target: Annotated[str, typer.Option("--target", metavar="URL", help="Endpoint the queries are for.")] = "",
) -> None:
    """Write the packed queries as Turtle (sh:SPARQLExecutable), as endpoints publish their examples."""
    from ecosystem_graph.query.export import export_queries

    content = export_queries(_load(packs), target=target).encode()
    with open_output(output) as stream:
        stream.write(content)


@app.command("lint")
def lint_queries(
    packs: PackOption = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FOLDER", help="Expected answers to ask for, PACK/NAME.csv."),
    ] = None,
) -> None:
    """Look for mistakes in all queries: header, syntax, and what runs without an error; exit 4 on a finding."""
    from ecosystem_graph.query.lint import lint_packs
    from ecosystem_graph.query.pack import load_packs
    from ecosystem_graph.query.twin import check_twins
    from ecosystem_graph.resources import resource

    folder = packs or resource("queries")
    findings = lint_packs(folder, answers)
    # What breaks the header keeps the twins from being read.
    of_twins = {} if findings else check_twins(load_packs(packs).values())
    print_lines([*map(str, findings), *(f"{path}: {finding}" for path, finding in of_twins.items())])
    _fail_on(len({each.path for each in findings} | of_twins.keys()), len(list(folder.glob("*/*.rq"))), "have mistakes")


@app.command("test")
def run_queries(
    data: ReleaseOption, packs: PackOption = None, timeout: TimeoutOption = 60.0, engine: EngineOption = "auto"
) -> None:
    """Run all queries with their own parameter values; exit 4 when one fails or is over its budget."""
    from ecosystem_graph.cli.query import open_engines
    from ecosystem_graph.query.engine import Engine

    queries, engines = _load(packs), open_engines(data, None, timeout)
    asked = [query for query in queries if engine != "tables" or query.twin]
    rows = [_test(engines, each, Engine(engine)) for each in asked]
    print_table(("name", "engine", "answers", "seconds", "budget", "state"), rows)
    _fail_on(sum(row[-1] != "ok" for row in rows), len(rows), "fail")


def _engine_note(query: "PackedQuery", data: Path | None) -> str:
    """Return what answers a query: on one release, or in general."""
    from ecosystem_graph.cli.query import ENGINES
    from ecosystem_graph.query.engine import LARGE_QUADS, choose_engine

    if data is not None:
        quads = open_release(data).read_run()["counts"]["quads"]
        return f"on this release ({quads:,} quads) answered by {ENGINES[choose_engine(query, quads)]}"
    if not query.twin:
        return f"answered by {ENGINES['sparql']}"
    return f"answered by {ENGINES['sparql']}; from {LARGE_QUADS:,} quads on by {ENGINES['tables']}"


def _load(folder: Path | None) -> list["PackedQuery"]:
    from ecosystem_graph.query.pack import load_packs

    return list(load_packs(folder).values())


def _to_dict(query: "PackedQuery") -> dict[str, object]:
    parameters = [
        {"name": each.name, "type": each.type, "description": each.description, "required": each.required}
        for each in query.parameters
    ]
    return {
        "pack": query.pack, "name": query.slug, "summary": query.summary, "description": query.description,
        "answers": query.answers, "tags": query.tags, "parameters": parameters,
    }  # fmt: skip


def _test(engines: "Engines", query: "PackedQuery", asked: "Engine") -> tuple[str, str, int, float, float, str]:
    from ecosystem_graph.store.solution import Boolean

    start, size, engine = time.perf_counter(), 0, ""
    try:
        answered = engines.answer(query, engine=asked)
        engine, result = answered.engine.value, answered.result
        size = 1 if isinstance(result, Boolean) else len(result)
        state = "ok"
    except QueryError as error:
        state = str(error)
    seconds = time.perf_counter() - start
    if state == "ok" and seconds > query.budget_seconds:
        state = "over budget"
    return query.slug, engine, size, round(seconds, 3), query.budget_seconds, state


def _fail_on(failed: int, total: int, verb: str) -> None:
    if failed:
        raise ValidationFailedError(f"{failed} of {total} queries {verb}")
