"""Linkage measured on pairs of partners of keep.eu that were judged by hand."""
