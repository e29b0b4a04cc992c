"""``link review``, ``judge`` and ``mappings``: uncertain pairs out, decisions back in, all of it as a mapping set."""

from pathlib import Path
from typing import Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption
from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import choose_format, open_output

__all__ = [
    "DEFAULT_JUDGEMENTS",
    "JUDGE_EXAMPLE",
    "MAPPINGS_EXAMPLE",
    "REVIEW_EXAMPLE",
    "JudgementsOption",
    "judge",
    "mappings",
    "review",
]

REVIEW_EXAMPLE = "Example: ecosystem-graph link review -d out/demo --most 100 -o pairs.xlsx"
JUDGE_EXAMPLE = "Example: ecosystem-graph link judge pairs.xlsx -d out/demo -j data/judgements"
MAPPINGS_EXAMPLE = "Example: ecosystem-graph link mappings -d out/demo -o organisations.sssom.tsv"

JudgementsOption = Annotated[
    Path, typer.Option("-j", "--judgements", metavar="FILE|FOLDER", help="Where judgements are kept.")
]
DEFAULT_JUDGEMENTS = Path("data") / "judgements"
_FILE = "reviewed.csv"


def review(
    *,
    data: ReleaseOption,
    judgements: JudgementsOption = DEFAULT_JUDGEMENTS,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="How many pairs at most.")] = 200,
    least_bits: Annotated[float, typer.Option("--least-bits", metavar="BITS", help="Least match weight.")] = 0.0,
    most_bits: Annotated[float, typer.Option("--most-bits", metavar="BITS", help="Largest match weight.")] = 6.0,
    layout: Annotated[str | None, typer.Option("-f", "--format", metavar="xlsx|csv|tsv")] = None,
    output: OutputOption = None,
) -> None:
    """List the pairs of organisations that nobody is sure of, those that affect most projects first."""
    from ecosystem_graph.resolve.review.decision import read_judged
    from ecosystem_graph.resolve.review.pair import review_pairs
    from ecosystem_graph.resolve.review.release_table import OrganisationTables
    from ecosystem_graph.resolve.review.sheet import REVIEW_FORMATS, format_review

    chosen = choose_format(layout, output, REVIEW_FORMATS, "csv")
    tables = OrganisationTables(data)
    every = review_pairs(tables, judged=read_judged(_files(judgements)), window=(least_bits, most_bits))
    with open_output(output) as stream:
        stream.write(format_review(every.head(most), chosen))
    note(f"{min(most, every.height)} of {every.height:,} uncertain pairs; fill in decision: same, different or unsure")


def judge(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Pairs with decisions: CSV, TSV or a workbook.")],
    *,
    data: ReleaseOption,
    judgements: JudgementsOption = DEFAULT_JUDGEMENTS,
) -> None:
    """Check decisions about pairs of organisations and keep them as judgements, which the next build follows."""
    from ecosystem_graph.resolve.linkage.judgement import read_all_judgements
    from ecosystem_graph.resolve.review.decision import merge_decisions, read_decisions
    from ecosystem_graph.resolve.review.release_table import OrganisationTables

    decisions = read_decisions(file, OrganisationTables(data))
    target = judgements if judgements.suffix in (".csv", ".tsv") else judgements / _FILE
    others = read_all_judgements(path for path in _files(judgements) if path != target)
    merged = merge_decisions(target, decisions, others)
    if merged.new or merged.changed:
        with open_output(target) as stream:
            stream.write(merged.content)
    note(f"{len(decisions)} decisions: {merged.new} new, {merged.changed} changed; {target}")


def _files(judgements: Path) -> tuple[Path, ...]:
    """Return the files that are there; no folder yet means no judgements yet."""
    from ecosystem_graph.resolve.linkage.judgement import judgement_files

    return judgement_files([judgements]) if judgements.exists() else ()


def mappings(
    *,
    data: ReleaseOption,
    judgements: JudgementsOption = DEFAULT_JUDGEMENTS,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="A .sssom.tsv, .ttl or .nt file.")],
) -> None:
    """Write who is who in a release as a mapping set, with the state of review of each pair."""
    from ecosystem_graph.publish.identity_set import identity_mappings
    from ecosystem_graph.publish.match import format_mappings
    from ecosystem_graph.release import open_release
    from ecosystem_graph.resolve.linkage.judgement import read_all_judgements
    from ecosystem_graph.resolve.review.release_table import OrganisationTables

    base = open_release(data).base_iri
    rows = identity_mappings(OrganisationTables(data), base, read_all_judgements(_files(judgements)))
    content = format_mappings(rows, output, f"{base}mappings/organisations")
    with open_output(output) as stream:
        stream.write(content)
    note(f"{rows.height:,} mappings")
