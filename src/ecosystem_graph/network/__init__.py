"""Collaboration networks from consolidated tables."""
