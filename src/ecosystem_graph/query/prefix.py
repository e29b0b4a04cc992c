"""The prefixes that tables and Turtle use for IRIs in answers."""

from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.namespaces import DEF, DEFAULT_BASE, PREFIXES
from ecosystem_graph.terms import CONCEPTS

__all__ = ["answer_prefixes"]


def answer_prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return the namespace of each prefix: vocabularies, one per code list, one per class folder of the data.

    Args:
        base: Base IRI of the release.

    Examples:
        >>> answer_prefixes()["project"]
        'https://w3id.org/ecosystem-graph/id/project/'
    """
    folders = {entity.subject.text.split("/")[1] for entity in MAPS if entity.subject.text.startswith("id/")}
    data = {folder: f"{base}id/{folder}/" for folder in sorted(folders) if "{" not in folder}
    return dict(PREFIXES) | {f"def-{scheme}": f"{DEF}{scheme}/" for scheme in sorted(CONCEPTS)} | data
