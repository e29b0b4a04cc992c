"""Which files hold a page."""

from pathlib import Path

import pytest

from ecosystem_graph.sources.pages.recognition import is_page, looks_like_page


@pytest.mark.parametrize("name", ["README.txt", "LICENSE.txt", "requirements.txt", "CHANGELOG.md", "data.csv", "a.py"])
def test_what_lies_beside_data_is_no_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("The project is about Interreg regions and clusters in Europe and what they learn from each other.")
    assert not is_page(path)


def test_prose_without_a_project_of_the_union_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("Permission is hereby granted, free of charge, to any person obtaining a copy of this software.")
    assert not is_page(path)


@pytest.mark.parametrize(
    "text",
    [
        "Проектът помага на малките предприятия в европейските региони да въвеждат новости.",
        "Cabhraíonn an tionscadal le gnólachtaí beaga i réigiúin na hEorpa chun nuálaíocht a dhéanamh le Interreg.",
        "Il-proġett jgħin lill-impriżi ż-żgħar fir-reġjuni Ewropej biex jinnovaw flimkien mal-imsieħba.",
        "Hanke auttaa pieniä yrityksiä eri alueilla ottamaan käyttöön uusia ratkaisuja Interreg-ohjelman tuella.",
        "Το έργο βοηθά τις μικρές επιχειρήσεις στις ευρωπαϊκές περιφέρειες να καινοτομούν.",
    ],
)
def test_prose_about_a_project_is_a_page_in_any_language(text: str) -> None:
    assert looks_like_page(text)


@pytest.mark.parametrize("text", ["id;name;amount\n1;a;2\n2;b;3\n" * 9, "import os\n\nproject = 'region'\n" * 9])
def test_tables_and_programs_are_no_pages(text: str) -> None:
    assert not looks_like_page(text)
