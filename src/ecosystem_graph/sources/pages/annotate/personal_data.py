"""Personal data: names of persons, e-mail addresses and telephone numbers, found before anything else reads the page.

A name is a given name followed by capitalised words, or capitalised words beside a title, an office or the label of a
contact, unless the words around it make it the name of an organisation (``Jožef Stefan Institute``). What is found is
masked, so a doubtful case is masked where a person is announced and left where an organisation is.
"""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotate.contact_address import find_addresses, find_numbers
from ecosystem_graph.sources.pages.annotate.person_name import find_names
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

KIND = "personal_data"


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:  # noqa: ARG001
    """Yield what must not leave the page; cost linear in its length.

    The value of each mention is empty: nothing may copy it.

    Args:
        document: The page, not masked yet.
        found: Nothing, as this annotator runs first.

    Yields:
        Mentions of kind ``personal_data`` in the order of rules; they may overlap.
    """
    addresses = tuple(find_addresses(document.text))
    numbers = tuple(find_numbers(document.text))
    for start, end in addresses:
        yield Annotation(KIND, None, start, end, "person.email")
    for start, end in numbers:
        yield Annotation(KIND, None, start, end, "person.phone")
    for start, end, rule in find_names(document, addresses):
        yield Annotation(KIND, None, start, end, f"person.{rule}")
