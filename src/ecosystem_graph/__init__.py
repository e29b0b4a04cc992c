"""A knowledge graph of regional innovation ecosystems, built from published source records."""

__version__ = "0.1.0"
