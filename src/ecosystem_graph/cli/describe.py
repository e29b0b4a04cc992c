"""``describe``: one entity, what is said about it, and by whom."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption, TimeoutOption
from ecosystem_graph.cli.output import align, choose_format, open_output, print_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecosystem_graph.publish.card import Card, Statement

__all__ = ["EXAMPLE", "describe"]

EXAMPLE = "Example: ecosystem-graph describe TraCS3 -d out/demo"

_FORMATS = ("table", "json", "ttl")
_RECORD = ("dataset", "identifier", "file", "place", "page")


def describe(
    named: Annotated[str, typer.Argument(metavar="IRI|NAME", help="IRI, CURIE, name, acronym or code.")],
    *,
    data: ReleaseOption,
    layout: Annotated[str | None, typer.Option("-f", "--format", metavar="table|json|ttl")] = None,
    output: OutputOption = None,
    timeout: TimeoutOption = 60.0,
) -> None:
    """Show all that is said about one entity, and by whom."""
    from ecosystem_graph.cli.query import open_view, read_prefixes
    from ecosystem_graph.publish.card import find_entity, read_card, read_statements
    from ecosystem_graph.query.format import format_result

    chosen = choose_format(layout, output, _FORMATS, "table")
    view = open_view(data, None, timeout)
    prefixes = read_prefixes(data)
    iri = find_entity(view, named, prefixes)
    if chosen == "ttl":
        with open_output(output) as stream:
            stream.write(format_result(read_statements(view, iri), "ttl", prefixes=prefixes))
        return
    card = read_card(view, iri)
    print_lines([_to_json(card)] if chosen == "json" else _to_lines(card, prefixes), output)


def _to_lines(card: "Card", prefixes: "Mapping[str, str]") -> list[str]:
    from ecosystem_graph.query.table import shorten_iri

    def short(iri: str) -> str:
        return shorten_iri(iri, prefixes)

    statements = [(short(each.property), _show(each, short)) for each in card.statements]
    lines = [card.iri, "", *align(statements)]
    if card.incoming:
        lines += ["", "pointed to by", *align([(short(name), count) for name, count in card.incoming.items()])]
    if card.records:
        records = [{**each, "dataset": short(each["dataset"])} for each in card.records]
        lines += ["", "stated by", *align([[each.get(field, "") for field in _RECORD] for each in records])]
    return lines


def _show(statement: "Statement", short: "Callable[[str], str]") -> str:
    if statement.is_iri:
        return f"{statement.label} <{short(statement.value)}>" if statement.label else short(statement.value)
    return f"{statement.value}@{statement.language}" if statement.language else statement.value


def _to_json(card: "Card") -> str:
    return json.dumps(asdict(card), ensure_ascii=False, indent=2)
