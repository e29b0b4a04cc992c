"""Binders: what mentions say about which project; one module per group of properties, each with ``bind``."""
