"""A definition that is wrong is told with file, key, expected and found; what is right is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.sources.table.conftest import DEFINITION

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.sources.table.definition import Definition, Rule
from ecosystem_graph.sources.table.importer import shipped_definitions
from ecosystem_graph.sources.table.reader import read_definition

Define = Callable[..., Definition]


@pytest.mark.parametrize("slug", sorted(shipped_definitions()))
def test_a_shipped_definition_is_named_after_its_slug_and_names_its_source(slug: str) -> None:
    definition = read_definition(shipped_definitions()[slug])
    assert definition.slug == slug
    assert all(definition.dataset[key] for key in ("title", "publisher", "attribution"))
    assert all(reason.endswith(".") for reason in definition.ignored.values())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'slug = "small"',
            'slug = "Small list"',
            r"slug: expected small letters, digits and hyphens, found 'Small list'",
        ),
        ('title = "A small list"\n', "", r"my\.toml: title: expected text, found nothing"),
        ('language = "en"', 'language = "English!"', r"language: expected a language tag such as de"),
        ('language = "en"', 'langauge = "en"', r"langauge: expected a known key"),
        ('language = "en"', 'country = "Austria"', r"country: expected a code of two capital letters"),
        ('decimal = ","', 'decimal = ";"', r"numbers\.decimal: expected "),
        ('group = "."', 'group = ","', r"numbers\.group: expected signs other than the decimal one"),
        ('currency = "EUR"', 'currency = "euro"', r"numbers\.currency: expected a code of three capital letters"),
        (
            'formats = ["dd.mm.yyyy"]',
            'formats = ["dd.mm"]',
            r"dates\.formats: expected formats of days, found 'dd\.mm'",
        ),
        ('delimiter = ";"', 'delimiter = ";;"', r"file\.delimiter: expected one sign"),
        ('delimiter = ";"', 'encoding = "utf-9"', r"file\.encoding: expected the name of an encoding"),
        ('delimiter = ";"', "header = [1, 3]", r"file\.header: expected the number of the header row"),
        ('delimiter = ";"', 'format = "docx"', r"file\.format: expected one of csv, excel, html, json, tsv"),
        ('kind = "total"', 'kind = "totals"', r"amount\.kind: expected one of .*found 'totals'"),
        (
            'kind = "total"',
            'kind = "total"\nof = "me"',
            r"amount\.of: expected one of organisation, participant, project",
        ),
        ('column = "Total"', 'value = "5"\ncolumn = "Total"', r"amount: expected either a column or a value"),
        ('column = "Total"', "", r"amount: expected either a column or a value"),
        ('id = "No"', "id = 5", r"project\.id: expected the name of a column"),
        ('id = "No"', 'id = { column = "No", pattern = "(" }', r"project\.id\.pattern: expected a regular expression"),
        (
            'id = "No"',
            'id = { column = "No", pattern = "(?=x)" }',
            r"project\.id\.pattern: expected a regular expression",
        ),
        ('id = "No"', 'id = { column = "No", split = "" , spilt = ";" }', r"project\.id\.spilt: expected a known key"),
        ('id = "No"', 'id = "No"\nkey = ["Project"]', r"project\.key: expected either id or key"),
        ('role = "lead"', 'role = "boss"', r"participant\.role: expected one of associated"),
        ('name = "Partner"\n', "", r"participant\.name: expected the column with the names"),
        ('name = "Partner"', 'name = "Partner"\nperson = {}', r"participant\.person\.pattern: expected a pattern"),
        (
            'name = "Partner"',
            'name = "Partner"\nidentifiers = { tax = "No" }',
            r"participant\.identifiers: expected identifier",
        ),
        ("[[amount]]", '[[topic]]\nscheme = ""\ncolumn = "Web"\n\n[[amount]]', r"topic\.scheme: expected text"),
        ("[[amount]]", '[[drop]]\ncolumn = "Web"\n\n[[amount]]', r"drop\.pattern: expected a column and a pattern"),
        (
            "[[amount]]",
            '[ignored]\n"Web" = "No use."\n\n[[amount]]',
            r"ignored: expected a column that no field takes; project",
        ),
        ("[[amount]]", "[amounts]", r"amounts: expected a known key, found 'amounts'"),
        ("[dates]", "[dates", r"my\.toml: expected TOML in UTF-8, found an error: .*line 15"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(old: str, new: str, message: str, define: Define) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        define((old, new))
    assert caught.value.exit_code == 2


def test_a_mistyped_key_has_its_nearest_name_in_the_hint(define: Define) -> None:
    with pytest.raises(ConfigError) as caught:
        define(('language = "en"', 'langauge = "en"'))
    assert caught.value.hint == "Did you mean language?"


def test_a_code_of_no_scheme_is_an_error(define: Define) -> None:
    role = 'role = { column = "Country", codes = { "yes" = "boss" } }'
    with pytest.raises(
        ConfigError, match=r"participant\.role\.codes: expected codes of the scheme role: .*found 'boss'"
    ):
        define(('role = "lead"', role))


def test_several_tables_of_one_kind_are_numbered_in_messages(define: Define) -> None:
    second = '[[amount]]\ncolumn = "Web"\nkind = "none"\n\n[[amount]]'
    with pytest.raises(ConfigError, match=r"amount\[1\]\.kind"):
        define(("[[amount]]", second))


def test_organisations_alone_have_amounts_of_their_own(define: Define) -> None:
    text = (
        DEFINITION.split("[project]", maxsplit=1)[0]
        + '[[participant]]\nname = "Partner"\n[[amount]]\ncolumn = "Total"\nkind = "total"\n'
    )
    with pytest.raises(ConfigError, match='expected of = "organisation", as there is no section'):
        define(text=text)


def test_a_definition_says_which_fields_a_column_fills(define: Define) -> None:
    definition = define(('name = "Partner"', 'name = { column = "Partner", pattern = "^(.*?) [(]" }\nregion = "No"'))
    assert definition.mapped_columns()["No"] == ["project.id", "participant.region"]
    assert definition.participants[0].name == Rule(columns=("Partner",), pattern="^(.*?) [(]")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"none\.toml: cannot be read"):
        read_definition(tmp_path / "none.toml")
