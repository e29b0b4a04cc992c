"""``doctor``: what a bug report needs to know about this installation."""

import json
import os
import platform

from ecosystem_graph import __version__
from ecosystem_graph.cli.argument import JsonOption
from ecosystem_graph.cli.output import print_lines, print_table

__all__ = ["doctor"]

_LIBRARIES = ("fastexcel", "networkx", "owlready2", "polars", "pyarrow", "pyoxigraph", "pyshacl", "rdflib", "typer")
_RESOURCES = ("ontology", "queries", "data/reference")


def doctor(*, as_json: JsonOption = False) -> None:
    """Show versions and shipped files, for bug reports."""
    from importlib import metadata

    findings = {
        "ecosystem-graph": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()),
        **{name: metadata.version(name) for name in _LIBRARIES},
        **{name: _count_files(name) for name in _RESOURCES},
    }
    if as_json:
        print_lines([json.dumps(findings)])
    else:
        print_table(("what", "found"), list(findings.items()))


def _count_files(name: str) -> str:
    from ecosystem_graph.resources import resource

    return f"{sum(path.is_file() for path in resource(*name.split('/')).rglob('*'))} files"
