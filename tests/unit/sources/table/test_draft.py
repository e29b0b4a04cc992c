"""A draft reads lists that nobody has seen before, once what only a person knows is filled in."""

import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.unit.sources.table.lists import OPERATIONS, Style, write_list

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.draft import draft_definition
from ecosystem_graph.sources.table.group import rows_below
from ecosystem_graph.sources.table.importer import TableImporter
from ecosystem_graph.sources.table.reader import read_definition

EN = ("Operation ID", "Beneficiary name", "Operation name", "Operation summary", "Start date", "End date",
      "Total eligible expenditure", "Postcode", "Country", "Category of intervention")  # fmt: skip
DE = ("Aktenzeichen", "Name des Begünstigten", "Bezeichnung des Vorhabens", "Zusammenfassung", "Beginn", "Ende",
      "Förderfähige Gesamtausgaben", "Postleitzahl", "Land", "Interventionskategorie")  # fmt: skip
FR = ("Numéro", "Nom du bénéficiaire", "Intitulé de l'opération", "Résumé", "Date de début", "Date de fin",
      "Dépenses totales éligibles", "Code postal", "Pays", "Catégorie d'intervention")  # fmt: skip
PL = ("Numer umowy", "Nazwa beneficjenta", "Tytuł projektu", "Streszczenie", "Data rozpoczęcia", "Data zakończenia",
      "Całkowite wydatki kwalifikowalne", "Kod pocztowy", "Kraj", "Kategoria interwencji")  # fmt: skip
EL = ("Κωδικός", "Ονομασία δικαιούχου", "Ονομασία πράξης", "Σύνοψη", "Ημερομηνία έναρξης", "Ημερομηνία λήξης",
      "Συνολική επιλέξιμη δαπάνη", "Ταχυδρομικός κώδικας", "Χώρα", "Κατηγορία παρέμβασης")  # fmt: skip
HU = ("Azonosító", "Kedvezményezett neve", "Projekt címe", "Összefoglaló", "Kezdő dátum", "Befejezés dátuma",
      "Összes elszámolható költség", "Irányítószám", "Ország", "Beavatkozási kategória")  # fmt: skip
STYLES = {
    "german": Style(DE, above=3, total="Summe", mark=" €"),
    "english": Style(EN, decimal=".", group=",", delimiter=",", day="{0}-{1:02}-{2:02}"),
    "french with narrow blanks": Style(FR, group="\u202f", day="{2:02}/{1:02}/{0}", mark="\u00a0€", above=1),
    "polish in an old encoding": Style(PL, encoding="cp1250", group=" ", day="{0}-{1:02}-{2:02}"),
    "greek in an old encoding": Style(EL, encoding="iso8859-7", day="{2:02}/{1:02}/{0}", total="Σύνολο"),
    "swiss numbers and tabs": Style(DE, suffix=".tsv", delimiter="\t", decimal=".", group="'"),
    "hungarian days": Style(HU, group=" ", day="{0}. {1:02}. {2:02}.", mark=" .- HUF"),
    "two-digit years": Style(EN, decimal=".", group="", day="{2}.{1}.{3}".replace("{3}", "{0}")),
    "workbook": Style(EN, suffix=".xlsx", above=2, total="Total"),
    "workbook with a row above": Style(DE, suffix=".xlsx", above=1, superior="Laufzeit"),
    "json": Style(FR, suffix=".json", group=" "),
    "html": Style(PL, suffix=".html", group="\u00a0", total="Razem"),
    "byte order mark": Style(DE, encoding="utf-8-sig"),
    "sixteen bits": Style(DE, encoding="utf-16"),
    "no groups": Style(EN, group="", delimiter="|"),
}


def complete(draft: str) -> str:
    """Fill in what a person knows: the currency, the country, where rows stand in a document."""
    filled = re.sub(r"# (currency = \"EUR\").*", r"\1", draft)
    return re.sub(r"TODO: ", "", filled)


def read_by_draft(path: Path) -> Imported:
    toml = path.with_suffix(".toml")
    toml.write_text(complete(draft_definition(path)), encoding="utf-8")
    return TableImporter(read_definition(toml)).read(path)


@pytest.mark.parametrize("name", sorted(STYLES))
def test_a_draft_reads_every_operation_to_the_cent(name: str, tmp_path: Path) -> None:
    imported = read_by_draft(write_list(tmp_path, STYLES[name]))
    projects = {row["key"].split(".", 1)[1]: row for row in imported.records["project"].to_dicts()}
    amounts = {row["subject"].split(".", 1)[1]: row["value"] for row in imported.records["amount"].to_dicts()}
    assert amounts == {each.number: each.total.quantize(Decimal("0.01")) for each in OPERATIONS}
    for each in OPERATIONS:
        row = projects[each.number]
        assert ((row["start"].year, row["start"].month, row["start"].day), row["end"].month) == (
            each.start,
            each.end[1],
        )
    assert imported.records["participation"]["country"].to_list() == ["AT"] * len(OPERATIONS)
    assert sorted(imported.records["organisation"]["name"]) == sorted(each.beneficiary for each in OPERATIONS)
    assert sorted(set(imported.records["topic"]["code"])) == [f"{code:03}" for code in range(1, 10)]
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    assert imported.rows_mapped == len(OPERATIONS)


def test_the_place_of_rows_in_a_document_is_proposed(tmp_path: Path) -> None:
    draft = draft_definition(write_list(tmp_path, STYLES["json"]))
    assert 'path = "result.rows"  # CHECK: the longest list of the document' in draft


def test_days_that_can_be_read_in_two_ways_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Project ID,Project name,Start date\n1,One,01/02/2020\n2,Two,03/04/2020\n", encoding="utf-8")
    assert '# CHECK: "mm/dd/yyyy" would fit as well' in draft_definition(path)


def test_numbers_that_can_be_read_in_two_ways_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Project ID;Project name;Total cost\n1;One;1.234\n2;Two;5.678\n", encoding="utf-8")
    draft = draft_definition(path)
    assert 'decimal = ","\ngroup = "."\n# CHECK: decimal = "."' in draft


def test_what_nothing_in_the_file_says_is_left_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Project ID;Project name;Total cost;Colour\n1;One;5;red\n2;Two;6;blue\n", encoding="utf-8")
    draft = draft_definition(path)
    assert "TODO: nothing in the file says the currency" in draft
    assert '# "Colour" = "TODO: map it above, or say why it is left out"' in draft
    assert "TODO: code of the country" in draft


def test_a_code_that_many_rows_share_is_no_identifier(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"HR;Project {number};{number}\n" for number in range(20))
    path.write_text(f"Programme code;Project name;Total cost\n{rows}", encoding="utf-8")
    assert "\nid = " not in draft_definition(path)


@pytest.mark.parametrize("content", ["", "\n\n", "one cell only\n"])
def test_a_file_without_a_table_has_no_draft(content: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceFormatError, match=r"list\.csv"):
        draft_definition(path)


def draft_of(folder: Path, *rows: str, name: str = "list.csv", encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_bytes("".join(f"{row}\n" for row in rows).encode(encoding))
    return draft_definition(path)


@pytest.mark.parametrize(
    ("heading", "scale", "currency"),
    [
        ("Celkové výdaje (tis. Kč)", 1000, "CZK"),
        ("Total cost in EUR", 1, "EUR"),
        ("Samlet budget (mio. kr.)", 10**6, None),
    ],
)
def test_the_name_of_a_column_tells_what_one_stands_for(
    heading: str, scale: int, currency: str | None, tmp_path: Path
) -> None:
    draft = draft_of(tmp_path, f"Project ID;Project name;{heading}", "A1;One;2,5", "A2;Two;3,5")
    assert (f"scale = {scale}\n" in draft) == (scale > 1)
    assert ("TODO: nothing in the file says the currency" in draft) == (currency is None)
    assert currency is None or f'currency = "{currency}"' in draft


def test_a_number_that_begins_with_zero_has_no_groups_of_thousands(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Project ID;Project name;Total cost", "A1;One;1,250", "A2;Two;0,523")
    assert 'decimal = ","\n' in draft
    assert "group" not in draft


def test_amounts_that_were_paid_stand_apart_from_those_that_were_approved(tmp_path: Path) -> None:
    header = "Registrační číslo projektu;Název projektu;Příspěvek Unie (Kč);Proplaceno - příspěvek Unie (Kč)"
    draft = draft_of(tmp_path, header, "A1;Jedna;20;10", "A2;Dva;30;15")
    assert 'column = "Příspěvek Unie (Kč)"\nkind = "eu"\nphase = "approved"' in draft
    assert 'column = "Proplaceno - příspěvek Unie (Kč)"\nkind = "eu"\nphase = "executed"' in draft


def test_rows_under_one_cell_numbered_columns_and_units_are_proposed(tmp_path: Path) -> None:
    rows = (
        "Lfd. Nr.;Projektnummer;Name des Vorhabens;Begünstigter;Partner 2;Partner 2 Land;Partner 3;Partner 3 Land",
        "(1);(2);(3);(4);(5);(6);(7);(8)",
        "1;A1;Eins;Stadt Eins;Ort Zwei;AT;Ort Drei;IT",
        "2;;;Stadt Fünf;Ort Sechs;AT;;",
        "3;A2;Zwei;Stadt Acht;;;Ort Neun;IT",
        "4;;;Stadt Zehn;Ort Elf;AT;;",
    )
    draft = draft_of(tmp_path, *rows)
    assert "below = 1 " in draft
    assert 'down = ["Projektnummer", "Name des Vorhabens"]' in draft
    assert 'numbers = [2, 3]\nrole = "partner"\nname = "Partner #"\ncountry = "Partner # Land"' in draft
    assert '"Lfd. Nr." = "Running number of the list."' in draft
    (tmp_path / "list.toml").write_text(complete(draft), encoding="utf-8")
    imported = TableImporter(read_definition(tmp_path / "list.toml")).read(tmp_path / "list.csv")
    assert (imported.rows_read, imported.rows_mapped) == (5, 4)
    assert (imported.records["project"].height, imported.records["participation"].height) == (2, 9)


def test_persons_to_contact_are_left_out_as_personal_data(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Project ID;Project name;Kontaktperson;E-mail", "A1;One;x;y", "A2;Two;x;y")
    assert '"Kontaktperson" = "Personal data."\n"E-mail" = "Personal data."' in draft


def test_words_of_funds_stages_and_roles_get_their_codes(tmp_path: Path) -> None:
    header = "Projekto kodas;Projekto pavadinimas;Projekto būsena;Fondas"
    draft = draft_of(tmp_path, header, "A-1;Vienas;Įgyvendinamas;ERPF", "A-2;Du;Baigtas;SaF", "A-3;Trys;kita;ESF+")
    assert 'codes = { "Įgyvendinamas" = "running", "Baigtas" = "closed" } }' in draft
    assert "# TODO: no code is known for: kita" in draft
    assert 'codes = { "ERPF" = "erdf", "SaF" = "cf", "ESF+" = "esf-plus" }' in draft


def test_titles_in_english_beside_others_keep_their_language(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Hankekoodi;Hankkeen nimi;Hankkeen nimi englanniksi", "A1;Yksi;One", "A2;Kaksi;Two")
    assert 'role = "title"\nlanguage = "en"\ncolumn = "Hankkeen nimi englanniksi"' in draft


def test_a_column_of_other_cells_than_its_name_says_fills_no_field(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Project ID;Project name;Start;Country", "A1;One;500.00;yes", "A2;Two;700.00;no")
    assert "start =" not in draft
    assert "country = " not in draft.replace("# country = ", "")


def test_a_number_too_long_for_any_column_is_no_number_of_a_column() -> None:
    assert rows_below(pl.DataFrame({"a": ["9" * 5_000], "b": ["9" * 5_000], "c": ["9" * 5_000]})) == 0
