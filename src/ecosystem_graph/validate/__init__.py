"""Checks of a graph against shapes and stated totals."""
