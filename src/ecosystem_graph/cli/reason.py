"""``reason``: is the ontology free of contradictions, and what follows from it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import JsonOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, warn
from ecosystem_graph.cli.output import open_output, print_lines, print_table
from ecosystem_graph.errors import ValidationFailedError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.reason.shortcut import Agreement
    from ecosystem_graph.reason.verdict import Verdict

__all__ = ["EXAMPLE", "reason"]

EXAMPLE = "Example: ecosystem-graph reason -d out/demo"


def reason(
    *,
    ontology: Annotated[
        list[Path] | None,
        typer.Option("--ontology", metavar="FILE", help="Ontology to check instead of the shipped one; repeatable."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("-d", "--data", metavar="OUT", help="Release whose statements are checked too, up to 50,000."),
    ] = None,
    entailed: Annotated[
        Path | None,
        typer.Option("--entailed", metavar="FILE", help="Write what follows from the release (N-Triples)."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check the ontology for contradictions (needs Java)."""
    from ecosystem_graph.reason.judge import judge_ontology
    from ecosystem_graph.reason.shortcut import check_shortcuts

    turtle = open_release(data).turtle if data else None
    if entailed and not turtle:
        raise typer.BadParameter("needs a release (-d OUT)", param_hint="--entailed")
    with DrawnProgress(quiet=is_quiet()) as progress:
        verdict = judge_ontology(ontology or (), turtle, progress)
    agreements = list(check_shortcuts(turtle)) if turtle else []
    print_lines([_to_json(verdict, agreements)]) if as_json else _print_verdict(verdict, agreements)
    for finding in verdict.profile:
        warn(f"not OWL 2 DL, so the answer may be incomplete: {finding}")
    verdict.require_coherence()
    if broken := [each.term for each in agreements if not each.holds]:
        raise ValidationFailedError(f"{data}: derived statements differ from their rule: {', '.join(broken)}")
    if entailed and turtle:
        _write_entailed(ontology or (), turtle, entailed)


def _print_verdict(verdict: "Verdict", agreements: "list[Agreement]") -> None:
    from ecosystem_graph.namespaces import PREFIXES
    from ecosystem_graph.query.table import shorten_iri

    rows = [
        ("ontology", f"{verdict.ontology} {verdict.version}".strip() or "without a name"),
        ("profile", "not OWL 2 DL" if verdict.profile else "OWL 2 DL"),
        ("axioms", f"{verdict.axioms:,}"),
        ("classes", f"{verdict.classes:,}"),
        ("properties", f"{verdict.properties:,}"),
        ("individuals", f"{verdict.individuals:,}"),
        ("consistent", "yes" if verdict.consistent else "no"),
        ("unsatisfiable classes", f"{len(verdict.unsatisfiable):,}" if verdict.consistent else "all"),
    ]
    rows.extend(("derived", " is a ".join(shorten_iri(each, PREFIXES) for each in pair)) for pair in verdict.inferred)
    for each in agreements:
        judged = "as derived" if each.holds else f"{len(each.missing):,} missing, {len(each.surplus):,} not derived"
        rows.append((shorten_iri(each.term, PREFIXES), f"{each.stated:,} statements, {judged}"))
    print_table(("what", "found"), rows)
    print_lines(_explain(verdict))


def _explain(verdict: "Verdict") -> list[str]:
    lines = []
    if not verdict.consistent:
        lines += ["", "These cannot all be true:", *_numbered(verdict.contradiction)]
    for each in verdict.unsatisfiable:
        lines += ["", f"Nothing can belong to {each.label} ({each.iri}):", *_numbered(each.explanation)]
    return lines


def _numbered(sentences: tuple[str, ...]) -> list[str]:
    unknown = ("No short explanation was found.",)
    return [f"  {number}. {sentence}" for number, sentence in enumerate(sentences or unknown, start=1)]


def _to_json(verdict: "Verdict", agreements: "list[Agreement]") -> str:
    content = asdict(verdict) | {
        "shortcuts": [
            {"term": each.term, "stated": each.stated, "missing": len(each.missing), "surplus": len(each.surplus)}
            for each in agreements
        ]
    }
    return json.dumps(content, ensure_ascii=False)


def _write_entailed(ontology: "list[Path] | tuple[()]", turtle: Path, path: Path) -> None:
    from ecosystem_graph.reason.materialise import materialise
    from ecosystem_graph.reason.ontology import read_ontology

    found = materialise(read_ontology(ontology), read_ontology([turtle]))
    lines = sorted(found.serialize(format="nt", encoding="utf-8").splitlines(keepends=True))
    with open_output(path) as stream:
        stream.writelines(lines)
