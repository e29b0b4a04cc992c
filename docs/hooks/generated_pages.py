"""Pages of the reference that are made from the code, so that they cannot differ from it."""

import inspect
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from typer.main import get_command
from typer.testing import CliRunner

import ecosystem_graph
from ecosystem_graph.cli.app import app
from ecosystem_graph.query.coverage import find_terms, load_questions, queries_by_question
from ecosystem_graph.query.pack import PackedQuery, load_packs
from ecosystem_graph.records import TABLES
from ecosystem_graph.records.schema import arrow_schema, describe_columns
from ecosystem_graph.resolve.linkage.finding import MEANINGS
from ecosystem_graph.resolve.rule import RULES
from ecosystem_graph.terms import EG


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; mkdocs calls this."""
    pages = {"command-line": _command_line(), "record-tables": _record_tables(), "queries": _queries()}
    pages |= {f"queries/{pack}": _pack(pack, queries) for pack, queries in _packs().items()}
    pages |= {"issue-codes": _issue_codes(), "questions": _questions()}
    pages |= {f"python/{name}": _python(name, modules) for name, modules in _packages().items()}
    for name, lines in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(lines) + "\n"))
    return files


def _command_line() -> Iterator[str]:
    yield "# Command line"
    yield "\nstdout carries data only; progress, notes, warnings and errors go to stderr."
    runner = CliRunner()
    for words in ([], *_command_paths()):
        title = " ".join(["ecosystem-graph", *words])
        shown = runner.invoke(app, [*words, "--help"], prog_name="ecosystem-graph", env={"COLUMNS": "100"}).output
        yield f"\n## {title}\n\n```text\n{shown.strip()}\n```"


def _command_paths() -> Iterator[list[str]]:
    for name, command in sorted(get_command(app).commands.items()):  # type: ignore[attr-defined]
        yield [name]
        for below in sorted(getattr(command, "commands", {})):
            yield [name, below]


def _record_tables() -> Iterator[str]:
    yield "# Record tables"
    yield "\nOne row, one meaning. What a source does not state is empty; nothing is guessed."
    for name, row in TABLES.items():
        yield f"\n## {name}\n\n{inspect.getdoc(row)}\n"
        yield "| column | type | empty | meaning |\n|---|---|---|---|"
        meanings = describe_columns(row)
        for field in arrow_schema(row):
            empty = "may be" if field.nullable else "never"
            yield f"| `{field.name}` | {field.type} | {empty} | {meanings[field.name]} |"


def _packs() -> dict[str, list[PackedQuery]]:
    packs: dict[str, list[PackedQuery]] = {}
    for query in load_packs().values():
        packs.setdefault(query.pack, []).append(query)
    return packs


def _queries() -> Iterator[str]:
    yield "# Packed queries"
    yield "\nRun one with `ecosystem-graph query NAME -d OUT`; read one with `ecosystem-graph queries show NAME`. Which"
    yield "question each answers is told in [Questions](questions.md)."
    for pack, queries in _packs().items():
        yield f"\n## [{pack}](queries/{pack}.md)\n\n| query | gives |\n|---|---|"
        yield from (f"| [`{each.slug}`](queries/{pack}.md#{each.slug}) | {each.summary} |" for each in queries)


def _pack(pack: str, queries: list[PackedQuery]) -> Iterator[str]:
    yield f"# Queries: {pack}"
    for query in queries:
        yield f"\n## {query.slug} {{ #{query.slug} }}\n\n{query.summary}. {query.description}\n"
        yield f"Answers {', '.join(f'[{code}](../questions.md#{code.lower()})' for code in query.answers)}."
        if query.parameters:
            yield "\n| parameter | type | without it | meaning |\n|---|---|---|---|"
        for each in query.parameters:
            left_out = "must be given" if each.required else ", ".join(f"`{term}`" for term in each.default)
            yield f"| `{each.name}` | {each.type} | {left_out.replace('`UNDEF`', 'any')} | {each.description} |"
        yield f'\n??? note "SPARQL"\n\n    ```sparql\n{_indent(query.text)}\n    ```'


def _indent(text: str) -> str:
    lines = (line for line in text.splitlines() if not line.startswith("#+"))
    return "\n".join(f"    {line}".rstrip() for line in lines)


def _questions() -> Iterator[str]:
    questions, answers = load_questions(), queries_by_question(load_packs().values())
    yield "# Questions"
    yield f"\nThe model is judged by {len(questions)} questions. {len(answers)} are answered by packed queries, each"
    yield "tested with an expected answer; for the others, the reason is given. The terms are the classes and"
    yield "properties of our ontology that the queries use."
    used: set[str] = set()
    for code, question in questions.items():
        yield f"\n## {code} {{ #{code.lower()} }}\n\n{question.question}\n"
        if question.reason:
            yield f"- **not answered**: {question.reason}\n- **needs**: {question.needs}"
        for query in answers.get(code, []):
            terms = find_terms(query.text)
            used.update(terms)
            named = " ".join(f"`{term}`" for term in terms)
            yield f"- [{query.slug}](queries/{query.pack}.md#{query.slug}): {named}"
        if question.left:
            yield f"- **left open**: {question.left}"
    yield from _coverage(used)


def _coverage(used: set[str]) -> Iterator[str]:
    """One line per term: the questions it helps to answer."""
    by_term: dict[str, set[str]] = {term: set() for term in vars(EG) if not term.startswith("_")}
    for query in load_packs().values():
        for term in find_terms(query.text):
            by_term.setdefault(term, set()).update(query.answers)
    yield f"\n## Terms and questions\n\n{len(used)} of {len(by_term)} terms are used by a question."
    yield "\n| term | questions |\n|---|---|"
    for term, codes in sorted(by_term.items()):
        links = " ".join(f"[{code[3:]}](#{code.lower()})" for code in sorted(codes))
        yield f"| `{term}` | {links or 'none yet'} |"


def _packages() -> dict[str, list[str]]:
    """Return module names by package; single modules are gathered under ``base``."""
    packages: dict[str, list[str]] = {}
    for module in pkgutil.walk_packages(ecosystem_graph.__path__, "ecosystem_graph."):
        package = module.name.split(".")[1]
        name = package if module.ispkg or module.name.count(".") > 1 else "base"
        packages.setdefault(name, []).append(module.name)
    return {name: sorted(modules) for name, modules in packages.items() if name != "cli"}


def _python(name: str, modules: list[str]) -> Iterator[str]:
    yield f"# {name}"
    for module in modules:
        yield f"\n::: {module}"


def _issue_codes() -> Iterator[str]:
    yield "# Issue codes"
    yield "\nFindings about single data, in `issues.jsonl` of a release and in its quality graph. A violation lost or"
    yield "contradicts a datum, a warning is doubtful, an info is worth knowing. Codes keep their meaning for ever."
    yield "\n## build\n\n| code | severity | meaning |\n|---|---|---|"
    yield "| `EG-SRC-001` | warning | No importer recognises this file; it was left out. |"
    yield "| `EG-SRC-002` | warning | The file repeats another one byte by byte; it was left out. |"
    yield "| `EG-SRC-003` | info | Mail addresses or telephone numbers stood where none belong; they were replaced. |"
    yield from (f"| `{rule.code}` | {rule.severity} | {rule.message} |" for rule in RULES)
    yield "\n## link\n\n| code | severity | meaning |\n|---|---|---|"
    yield from (f"| `{code}` | warning | {message} |" for code, message in sorted(MEANINGS.items()))
    folder = Path(ecosystem_graph.__path__[0]) / "sources"
    for path in sorted(folder.glob("*/source.toml")):
        description = tomllib.loads(path.read_text(encoding="utf-8"))
        yield f"\n## {description['slug']}\n\n| code | severity | meaning |\n|---|---|---|"
        for code, issue in sorted(description.get("issues", {}).items()):
            yield f"| `{code}` | {issue['severity']} | {issue['meaning'].strip()} |"
