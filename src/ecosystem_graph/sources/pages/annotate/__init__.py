"""Annotators: one module per kind of mention, each with one function ``annotate``."""
