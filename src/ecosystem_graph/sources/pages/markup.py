"""The text of an HTML page without its navigation."""

import re
from dataclasses import dataclass
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

__all__ = ["Markup", "html_text"]

_LEFT_OUT = (
    "script, style, noscript, template, svg, nav, footer, aside, form, dialog, iframe, [role=navigation], "
    "[role=contentinfo], [role=search], [aria-hidden=true], [hidden]"
)
# Words of the names that sites give to what surrounds a page; whole words, so that `navigator-project` stays.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|footer|sidebar|share|social|newsletter|skip-link)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT = ("main", "[role=main]", "article")
_LEAST_SHARE = 0.4
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_SEVERAL_EMPTY = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML page holds.

    Attributes:
        text: Its text: a line per paragraph, list entry and row of a table.
        language: Language of the root element, BCP 47.
        url: Canonical address.
    """

    text: str
    language: str | None
    url: str | None


def html_text(html: str) -> Markup:
    r"""Return the text of a page; broken markup is read as browsers read it.

    The text of the one `main` or `article` element is taken where it holds a good part of the page, and the whole body
    otherwise. Lists and tables stay, as partners are often named in them.

    Examples:
        >>> html_text("<nav>Home</nav><main><h1>ABC</h1><ul><li>one<li>two</ul></main>").text
        'ABC\n\n  • one\n  • two'
    """
    tree = HTMLTree.parse(html)
    document, body = tree.document, tree.body
    if document is None or body is None:
        return Markup("", None, None)
    root = document.query_selector("html")
    language = root.getattr("lang") if root is not None else None
    canonical = document.query_selector("link[rel=canonical]")
    url = canonical.getattr("href") if canonical is not None else None
    for element in (*body.query_selector_all(_LEFT_OUT), *_named_around(body)):
        element.decompose()
    whole = _plain(str(body))
    parts = [
        _plain(str(part))
        for selector in _CONTENT
        if len(found := body.query_selector_all(selector)) == 1
        for part in found
    ]
    text = next((part for part in parts if len(part) >= _LEAST_SHARE * len(whole)), whole)
    return Markup(
        text,
        language if language and _TAG.match(language) else None,
        url if url and url.startswith(("http://", "https://")) else None,
    )


def _named_around(body: Any) -> list[Any]:
    named = body.query_selector_all("div[class], div[id], section[class], ul[class], header[class]")
    return [each for each in named if _AROUND.search(f"{each.getattr('class') or ''} {each.getattr('id') or ''}")]


def _plain(html: str) -> str:
    text = extract_plain_text(
        html, main_content=False, preserve_formatting=True, list_bullets=True, alt_texts=False, links=False,
        form_fields=False, noscript=False,
    )  # fmt: skip
    return _SEVERAL_EMPTY.sub("\n\n", text).strip()
