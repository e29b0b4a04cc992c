"""Concept schemes as their publishers offer them in RDF."""
