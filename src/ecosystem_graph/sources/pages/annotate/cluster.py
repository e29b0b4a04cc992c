"""Names of clusters: organisations that the page itself calls clusters."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_NAME = r"[^\W\d_a-zà-ÿ][\w&+-]*(?:[ \u00a0](?:(?:of|&|di|de|der|und)[ \u00a0])?[^\W\d_a-zà-ÿ][\w&+-]*){0,4}"
_ENUMERATED = re.compile(
    rf"(?:[ \u00a0][^\W\d_A-Z][^\W_]*){{0,3}}[ \u00a0]?[,:][ \u00a0]({_NAME}(?:,[ "
    rf"\u00a0]{_NAME}){{0,8}}(?:[ \u00a0][^\W\d_A-Z]{{1,5}}[ \u00a0]{_NAME})?)"
)
_NEXT = re.compile(rf"[ \u00a0][„“\"«]?({_NAME})")
_ONE = re.compile(_NAME)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``cluster``.

    Three forms count: the entries of a list whose heading counts clusters, names that follow the word (*the cluster X*,
    *three local clusters, X, Y and Z*), and names that the word explains (*X, a French cluster*).

    Args:
        document: The page.
        found: Mentions of the lexicons and organisations.
    """
    text = document.text
    words = [each for each in found.of("lexicon.theme") if each.value == "clusters"]
    for each in found.of("organisation"):
        heading = (
            each.rule == "organisation.heading"
            and each.cue
            and any(each.cue[0] <= word.start < each.cue[1] for word in words)
        )
        explained = re.match(r",[ \u00a0](?:[^\W\d_]{1,4}[ \u00a0])?", text[each.end :])
        beside = explained and any(word.start == each.end + explained.end() for word in words)
        follows = any(word.end + 1 == each.start and text[word.start].islower() for word in words)
        if heading or beside or follows:
            yield Annotation("cluster", text[each.start : each.end], each.start, each.end, "cluster.partner")
    for word in words:
        if text[word.start].islower():
            yield from _enumerated(document, found, word)


def _enumerated(document: Document, found: Annotations, word: Annotation) -> Iterator[Annotation]:
    match = _ENUMERATED.match(document.text, word.end)
    if match is None or len(_ONE.findall(match[1])) < 2:
        return
    countries = {each.start for each in found.of("lexicon.country")}
    for name in _ONE.finditer(document.text, match.start(1), match.end(1)):
        if name.start() not in countries and "\0" not in document.folded[name.start() : name.end()]:
            yield Annotation("cluster", name[0], name.start(), name.end(), "cluster.enumerated")
