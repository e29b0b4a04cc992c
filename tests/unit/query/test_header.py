"""Headers of packed queries."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.header import Header, parse_header

HERE = Path("pack/name.rq")


def test_a_header_gives_all_it_states() -> None:
    header = parse_header(
        """#+ summary: Partners of a project
#+ description: >-
#+   One line
#+   per partner.
#+ answers: [CQ-002, CQ-011]
#+ tags: [project, partner]
#+ view: network
#+ budget: 0.5
#+ parameters:
#+   project: {type: string, description: Acronym}
SELECT * { ?s ?p ?o }
#+ summary: not part of the header
""",
        HERE,
    )
    assert (header.summary, header.description) == ("Partners of a project", "One line per partner.")
    assert (header.answers, header.tags) == (("CQ-002", "CQ-011"), ("project", "partner"))
    assert (header.view, header.budget_seconds) == ("network", 0.5)
    assert header.parameters == {"project": {"type": "string", "description": "Acronym"}}
    assert header.lines["parameters.project"] == 10


def test_a_text_without_header_has_an_empty_one() -> None:
    assert parse_header("# a comment\nSELECT * { ?s ?p ?o }", HERE) == Header()


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ summary: x\n#+ sumary: y", "line 2: expected one of answers, budget, .*, found 'sumary'"),
        ("#+ summary: [x]", r"line 1: expected summary as text, found \['x'\]"),
        ("#+ summary: a\n#+ answers: [5]", "line 2: expected answers as a list of words"),
        ("#+ summary: a\n#+ answers: CQ-5", "line 2: expected a competency question like CQ-002, found 'CQ-5'"),
        ("# note\n#+ summary: a\n#+ budget: soon", "line 3: expected budget in seconds, above 0, found 'soon'"),
        ("#+ budget: 0", "line 1: expected budget in seconds"),
        ("#+ parameters: [a]", "line 1: expected parameters by name"),
        ("#+ summary: a\n#+ tags: {", "line 2: expected YAML after"),
        ("#+ just words", "line 1: expected keys and values"),
    ],
)
def test_a_broken_header_is_refused_with_file_and_line(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"pack/name.rq: {message}"):
        parse_header(f"{header}\nSELECT * {{ ?s ?p ?o }}", HERE)
