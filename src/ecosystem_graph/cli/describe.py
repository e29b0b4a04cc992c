"""``describe``: one entity, what is said about it, and by whom."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption, TimeoutOption
from ecosystem_graph.cli.output import align, choose_format, open_output, print_lines

if TYPE_CHECKING:
    from ecosystem_graph.publish.card import Card
    from ecosystem_graph.store.solution import Term

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
    from ecosystem_graph.cli.query import open_view
    from ecosystem_graph.namespaces import PREFIXES
    from ecosystem_graph.publish.card import find_entity, read_card, read_statements
    from ecosystem_graph.query.format import format_result

    chosen = choose_format(layout, output, _FORMATS, "table")
    view = open_view(data, None, timeout)
    iri = find_entity(view, named)
    if chosen == "ttl":
        with open_output(output) as stream:
            stream.write(format_result(read_statements(view, iri), "ttl", prefixes=PREFIXES))
        return
    card = read_card(view, iri)
    print_lines([_to_json(card)] if chosen == "json" else _to_lines(card), output)


def _to_lines(card: "Card") -> list[str]:
    lines = [card.iri, "", *align([(_short(name), _show(value, label)) for name, value, label in card.statements])]
    if card.incoming:
        lines += ["", "pointed to by", *align([(_short(name), count) for name, count in card.incoming.items()])]
    if card.records:
        records = [{**each, "dataset": each.get("dataset", "").rpartition("/")[2]} for each in card.records]
        lines += ["", "stated by", *align([[each.get(field, "") for field in _RECORD] for each in records])]
    return lines


def _short(iri: str) -> str:
    from ecosystem_graph.namespaces import PREFIXES
    from ecosystem_graph.query.table import shorten_iri

    return shorten_iri(iri, PREFIXES)


def _show(value: "Term", label: str) -> str:
    import pyoxigraph as ox

    if isinstance(value, ox.Literal):
        return f"{value.value}@{value.language}" if value.language else value.value
    iri = _short(value.value)
    return f"{label} <{iri}>" if label else iri


def _to_json(card: "Card") -> str:
    statements = [
        {"property": name, "value": value.value, "label": label, "language": getattr(value, "language", None)}
        for name, value, label in card.statements
    ]
    content = {"iri": card.iri, "statements": statements, "incoming": card.incoming, "records": card.records}
    return json.dumps(content, ensure_ascii=False, indent=2)
