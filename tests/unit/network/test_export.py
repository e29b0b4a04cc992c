"""Files that come back as the same network, with the same bytes, or not at all."""

import csv
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from ecosystem_graph.errors import OutputError, QueryParameterError
from ecosystem_graph.network.export import write_network
from ecosystem_graph.network.recipe import recipe_of

Read = Callable[[Path], "nx.Graph[str]"]


def _read_gexf(path: Path) -> "nx.Graph[str]":
    read: nx.Graph[str] = nx.read_gexf(path, version="1.3")
    return read


def _read_graphml(path: Path) -> "nx.Graph[str]":
    read: nx.Graph[str] = nx.read_graphml(path)
    return read


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", _read_graphml), (".gexf", _read_gexf)])
def test_networkx_reads_back_the_same_nodes_edges_and_attributes(
    tmp_path: Path, consortium: "nx.Graph[str]", worked_example: "nx.Graph[str]", suffix: str, read: Read
) -> None:
    for network in (consortium, worked_example):
        (path,) = write_network(network, tmp_path / f"network{suffix}")
        again = read(path)
        assert list(again.nodes(data=True)) == list(network.nodes(data=True))
        assert list(again.edges(data=True)) == list(network.edges(data=True))


def test_tables_have_the_columns_that_gephi_imports_and_no_byte_order_mark(
    tmp_path: Path, consortium: "nx.Graph[str]"
) -> None:
    paths = write_network(consortium, tmp_path / "alpine.csv")
    assert [path.name for path in paths] == ["alpine.nodes.csv", "alpine.edges.csv", "alpine.recipe.json"]
    nodes, edges, recipe = (path.read_bytes() for path in paths)
    assert nodes.startswith(b"Id,Label,country,projects,degree,strength,betweenness,component,community\n")
    assert edges.startswith(b"Source,Target,Type,Weight,projects\n")
    assert json.loads(recipe) == recipe_of(consortium)


def test_tables_hold_every_node_and_edge(tmp_path: Path, worked_example: "nx.Graph[str]") -> None:
    nodes, edges, _ = write_network(worked_example, tmp_path / "example.csv")
    assert [row["Id"] for row in _read_rows(nodes)] == list(worked_example)
    assert [row["country"] for row in _read_rows(nodes)] == ["AT", "AT", "", "", ""]
    read = {(row["Source"], row["Target"]): float(row["Weight"]) for row in _read_rows(edges)}
    assert read == {(u, v): values["weight"] for u, v, values in worked_example.edges(data=True)}
    assert {row["Type"] for row in _read_rows(edges)} == {"Undirected"}


def test_tables_of_an_empty_network_have_their_headers(tmp_path: Path) -> None:
    nodes, edges, _ = write_network(nx.Graph(), tmp_path / "empty.csv")
    assert (nodes.read_text(), edges.read_text()) == ("Id,Label\n", "Source,Target,Type,Weight\n")


SCRIPT = textwrap.dedent("""
    import random, sys
    from pathlib import Path
    import polars as pl
    from ecosystem_graph.network.export import write_network
    from ecosystem_graph.network.metrics import measure_network
    from ecosystem_graph.picture.drawing import draw_network
    from ecosystem_graph.network.projection import coparticipation_network
    from ecosystem_graph.records import RecordSet
    draw = random.Random(1)
    rows = [(f"p{draw.randrange(60)}", f"o{draw.randrange(90)}") for _ in range(300)]
    draw.seed(int(sys.argv[2]))
    draw.shuffle(rows)
    table = pl.DataFrame(rows, schema=["project", "organisation"], orient="row").with_columns(
        name="organisation", country=pl.lit("AT"), region=pl.lit(None), region_edition=pl.lit(None)
    )
    network = coparticipation_network(table, RecordSet({})["organisation"])
    measure_network(network)
    for suffix in (".graphml", ".gexf", ".csv"):
        write_network(network, Path(sys.argv[1], "network" + suffix))
    for suffix in (".png", ".svg"):
        draw_network(network, Path(sys.argv[1], "network" + suffix))
""")


def test_other_processes_and_another_order_of_rows_give_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for number in ("1", "2"):
        folder = tmp_path / number
        environment = os.environ | {"PYTHONHASHSEED": number}
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder), number], check=True, env=environment)
        written.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert sorted(written[0]) == sorted(written[1])
    assert [name for name, content in written[0].items() if written[1][name] != content] == []


def test_an_unknown_ending_is_refused_with_the_known_ones_named(tmp_path: Path) -> None:
    with pytest.raises(QueryParameterError, match=r"network\.xls: cannot write .* \.gexf, \.graphml, \.net, .*\.xlsx"):
        write_network(nx.Graph(), tmp_path / "network.xls")


def test_a_network_that_cannot_be_written_leaves_the_previous_files(tmp_path: Path) -> None:
    write_network(nx.Graph([("a", "b")]), tmp_path / "network.csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken: nx.Graph[str] = nx.Graph([("a", "b")])
    broken.nodes["a"]["label"] = "\ud800"
    with pytest.raises(UnicodeEncodeError):
        write_network(broken, tmp_path / "network.csv")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_that_cannot_be_written_to_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("network.gexf", "network.csv"):
        with pytest.raises(OutputError, match="cannot be written"):
            write_network(nx.Graph(), tmp_path / "file" / name)
