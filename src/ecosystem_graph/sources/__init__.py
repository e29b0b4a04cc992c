"""One folder per source: its description and its importer."""
