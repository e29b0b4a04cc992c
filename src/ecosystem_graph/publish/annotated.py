"""A page with the facts found on it: one HTML file that needs nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

from ecosystem_graph.sources.pages.annotation import Annotation, Fact
from ecosystem_graph.sources.pages.claim import lexical
from ecosystem_graph.sources.pages.document import Document

__all__ = ["Annotated", "format_annotated"]

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("acronym", "title", "id", "url", "status", "summary", "objective", "specificObjective"),
    "programme": ("programme", "fund", "fundMentioned", "fundingScheme", "period", "call", "priority", "strand"),
    "money": ("budget.", "cofinancingRate", "nationalRate"),
    "time": ("startDate", "endDate", "durationMonths"),
    "count": ("partnerCount", "countryCount", "regionCount", "clusterCount", "associatedPartnerCount"),
    "result": ("output", "result", "activity"),
    "partner": ("leadPartner", "partner", "associatedPartner", "cluster.name"),
    "place": ("country", "region"),
    "topic": ("sector", "theme", "infrastructure", "topicCode", "targetGroup"),
}
_OTHER = "other"
_HIDDEN = "[personal data removed]"


@dataclass(frozen=True, slots=True)
class Annotated:
    """What is shown.

    Attributes:
        name: Name of the file.
        document: The page.
        facts: Facts found on it, in the order of the text.
        personal: Places of personal data, which are not shown.
        least_confidence: Facts below it are candidates, 0-1.
    """

    name: str
    document: Document
    facts: Sequence[Fact]
    personal: Sequence[Annotation]
    least_confidence: float


def format_annotated(page: Annotated) -> str:
    """Return an HTML page: the text with numbered marks, a legend, and a table of facts with rule and confidence.

    Colours tell groups of facts apart, and so do the names in the table: nothing is told by colour alone. Personal data
    are replaced by a note.
    """
    text = page.document.text
    template = Template(Path(__file__).with_name("annotated.html").read_text(encoding="utf-8"))
    groups = [*_GROUPS, _OTHER]
    return template.substitute(
        name=escape(page.name),
        language=escape(page.document.language),
        kind=escape(page.document.kind),
        projects=len({fact.subject for fact in page.facts}),
        published=sum(fact.confidence >= page.least_confidence for fact in page.facts),
        candidates=sum(fact.confidence < page.least_confidence for fact in page.facts),
        least=f"{page.least_confidence:g}",
        legend="".join(f'<li><mark class="{name}">{name}</mark></li>' for name in groups),
        text="".join(_segments(text, page)),
        rows="\n".join(_row(number, fact, text, page) for number, fact in enumerate(page.facts, start=1)),
    )


def _segments(text: str, page: Annotated) -> Iterator[str]:
    """Yield the text in pieces: between two neighbouring ends of spans the same facts hold."""
    hidden = [(each.start, each.end) for each in page.personal]
    spans = [(fact.start, fact.end) for fact in page.facts]
    places = sorted({0, len(text), *(end for span in (*spans, *hidden) for end in span)})
    opened: set[int] = set()
    for start, end in pairwise(places):
        if any(first <= start and end <= last for first, last in hidden):
            yield f"<del>{_HIDDEN}</del>" if any(first == start for first, _ in hidden) else ""
            continue
        here = [number for number, fact in enumerate(page.facts, start=1) if fact.start <= start and end <= fact.end]
        yield _marked(text[start:end], here, opened, page) if here else escape(text[start:end])
        opened.update(here)


def _marked(words: str, numbers: Sequence[int], opened: set[int], page: Annotated) -> str:
    shortest = min(numbers, key=lambda number: page.facts[number - 1].end - page.facts[number - 1].start)
    fact = page.facts[shortest - 1]
    kinds = f"{_group(fact)}{' candidate' if fact.confidence < page.least_confidence else ''}"
    told = "; ".join(_told(page.facts[number - 1]) for number in numbers)
    links = "".join(
        f'<sup><a id="m{number}" href="#f{number}">{number}</a></sup>' for number in numbers if number not in opened
    )
    return f'<mark class="{kinds}" title="{escape(told)}">{escape(words)}</mark>{links}'


def _told(fact: Fact) -> str:
    return f"{fact.property} = {lexical(fact.value)} ({fact.confidence:.2f}, {fact.rule})"


def _group(fact: Fact) -> str:
    named = (name for name, members in _GROUPS.items() if any(_is_in(fact.property, each) for each in members))
    return next(named, _OTHER)


def _is_in(name: str, member: str) -> bool:
    return name.startswith(member) if member.endswith(".") else name == member


def _row(number: int, fact: Fact, text: str, page: Annotated) -> str:
    state = "published" if fact.confidence >= page.least_confidence else "candidate"
    details = ", ".join(f"{name} {value}" for name, value in fact.details)
    value = f"{lexical(fact.value)}{f' ({details})' if details else ''}"
    cells = [
        str(fact.subject), fact.property, value, " ".join(text[fact.start : fact.end].split()),
        f"{fact.start}-{fact.end}", fact.rule, f"{fact.confidence:.3f}", state,
        "; ".join(lexical(other) for other in fact.alternatives),
    ]  # fmt: skip
    shown = _cells(cells)
    link = f'<th scope="row"><a id="f{number}" href="#m{number}">{number}</a></th>'
    return f'<tr class="{state}">{link}{shown}</tr>'


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)
