"""Kohesio, the database of projects of European Union cohesion policy."""
