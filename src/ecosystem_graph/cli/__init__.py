"""The command line: parses, calls, prints. Nothing is decided here, and heavy modules are imported when used."""
