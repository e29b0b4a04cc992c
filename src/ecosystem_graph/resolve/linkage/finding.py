"""What linkage finds about single rows."""

from ecosystem_graph.issues import Issue

__all__ = ["MEANINGS", "finding"]

MEANINGS = {
    "EG-LNK-001": "The name says too little to be anybody in particular; the row is linked by identifier only.",
    "EG-LNK-002": "The row has no name; it is matched to nothing.",
    "EG-LNK-003": "The country is not known; the row is matched as if none were stated.",
}
"""Code and meaning; all are warnings."""


def finding(code: str, found: str, *, file: str = "", place: str = "", field: str = "", record: str = "") -> Issue:
    """Return a finding of linkage."""
    return Issue(code, "warning", file, place, field, found[:120], MEANINGS[code], record)
