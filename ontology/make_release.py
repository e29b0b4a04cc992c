"""Write the ontology in every format to ``out/ontology``, or to the folder that is named.

Run ``python ontology/make_release.py [FOLDER]`` after an installation; the files are not kept in the repository.
"""

import sys
from pathlib import Path

from ecosystem_graph.publish.ontology import write_ontology

FOLDER = Path(__file__).resolve().parents[1] / "out" / "ontology"

if __name__ == "__main__":
    for path in write_ontology(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        sys.stdout.write(f"{path}\n")
