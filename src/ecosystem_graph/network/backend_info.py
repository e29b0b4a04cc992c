"""What networkx is told of the fast functions when it starts; imports nothing, since networkx imports this."""

__all__ = ["describe_backend"]


def describe_backend() -> dict[str, str]:
    """Return the description that ``networkx.config`` shows."""
    return {
        "backend_name": "ecosystem_graph",
        "project": "ecosystem-graph",
        "package": "ecosystem_graph",
        "short_summary": "Networks in columns with functions on sparse matrices.",
    }
