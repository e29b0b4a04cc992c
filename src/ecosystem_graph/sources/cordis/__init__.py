"""CORDIS, the database of projects of the European Union's framework programmes for research."""
