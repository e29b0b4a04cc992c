"""Names of columns of lists of operations are told in the official languages of the Union."""

# ruff: noqa: E501 - one line a language

import pytest

from ecosystem_graph.sources.table.heading import tell_fields

FIELDS = ("beneficiary", "title", "summary", "start", "end", "total", "postcode", "country", "category")
# Headings in the order of FIELDS, in our words, as lists under the two regulations have them.
HEADINGS = {
    "bg": "Наименование на бенефициента|Наименование на проекта|Резюме|Начална дата|Крайна дата на приключване|Общо допустими разходи|Пощенски код|Държава|Категория на интервенция",
    "cs": "Název příjemce|Název projektu|Shrnutí|Datum zahájení|Datum ukončení|Celkové způsobilé výdaje|PSČ|Země|Kategorie zásahu",
    "da": "Støttemodtagerens navn|Projektets navn|Resumé|Startdato|Slutdato|Samlede støtteberettigede udgifter|Postnummer|Land|Interventionskategori",
    "de": "Name des Begünstigten|Bezeichnung des Vorhabens|Zusammenfassung|Beginn des Vorhabens|Ende des Vorhabens|Förderfähige Gesamtausgaben|Postleitzahl|Land|Interventionskategorie",
    "el": "Ονομασία δικαιούχου|Ονομασία πράξης|Σύνοψη|Ημερομηνία έναρξης|Ημερομηνία λήξης|Συνολική επιλέξιμη δαπάνη|Ταχυδρομικός κώδικας|Χώρα|Κατηγορία παρέμβασης",
    "en": "Beneficiary name|Operation name|Operation summary|Start date|End date|Total eligible expenditure|Postcode|Country|Category of intervention",
    "es": "Nombre del beneficiario|Nombre de la operación|Resumen|Fecha de inicio|Fecha de fin|Gasto total subvencionable|Código postal|País|Categoría de intervención",
    "et": "Toetuse saaja|Projekti nimi|Kokkuvõte|Alguskuupäev|Lõppkuupäev|Abikõlblik kogusumma|Postiindeks|Riik|Sekkumise kategooria",
    "fi": "Tuensaajan nimi|Hankkeen nimi|Tiivistelmä|Alkamispäivä|Päättymispäivä|Tukikelpoiset kustannukset|Postinumero|Maa|Toimenpideluokka",
    "fr": "Nom du bénéficiaire|Intitulé de l'opération|Résumé|Date de début|Date de fin|Dépenses totales éligibles|Code postal|Pays|Catégorie d'intervention",
    "hr": "Naziv korisnika|Naziv operacije|Sažetak|Datum početka|Datum završetka|Ukupni prihvatljivi troškovi|Poštanski broj|Država|Kategorija intervencije",
    "hu": "Kedvezményezett neve|Projekt megnevezése|Összefoglaló|Kezdő dátum|Befejezés dátuma|Összes elszámolható költség|Irányítószám|Ország|Beavatkozási kategória",
    "it": "Nome del beneficiario|Denominazione dell'operazione|Sintesi|Data di inizio|Data di fine|Spesa totale ammissibile|Codice postale|Paese|Categoria di operazione",
    "lt": "Projekto vykdytojas|Projekto pavadinimas|Santrauka|Pradžios data|Pabaigos data|Tinkamos finansuoti išlaidos|Pašto kodas|Šalis|Intervencijos kategorija",
    "lv": "Finansējuma saņēmējs|Projekta nosaukums|Kopsavilkums|Sākuma datums|Beigu datums|Attiecināmās izmaksas|Pasta indekss|Valsts|Intervences kategorija",
    "mt": "Isem il-benefiċjarju|Isem il-proġett|Sommarju|Data tal-bidu|Data tat-tmiem|Nefqa eliġibbli totali|Kodiċi postali|Pajjiż|Kategorija ta' intervent",
    "nl": "Naam van de begunstigde|Naam van de concrete actie|Samenvatting|Aanvangsdatum|Einddatum|Totale subsidiabele uitgaven|Postcode|Land|Interventiecategorie",
    "pl": "Nazwa beneficjenta|Tytuł projektu|Streszczenie|Data rozpoczęcia|Data zakończenia|Całkowite wydatki kwalifikowalne|Kod pocztowy|Kraj|Kategoria interwencji",
    "pt": "Nome do beneficiário|Designação da operação|Resumo|Data de início|Data de conclusão|Despesa elegível total|Código postal|País|Categoria de intervenção",
    "ro": "Denumire beneficiar|Titlul proiectului|Rezumat|Data de începere|Data de finalizare|Cheltuieli eligibile totale|Cod poștal|Țara|Categorie de intervenție",
    "sk": "Názov prijímateľa|Názov projektu|Zhrnutie|Dátum začatia|Dátum ukončenia|Celkové oprávnené výdavky|PSČ|Krajina|Kategória intervencie",
    "sl": "Naziv upravičenca|Naziv operacije|Povzetek|Datum začetka|Datum zaključka|Skupni upravičeni izdatki|Poštna številka|Država|Kategorija intervencije",
    "sv": "Stödmottagarens namn|Projektets namn|Sammanfattning|Startdatum|Slutdatum|Totala stödberättigande utgifter|Postnummer|Land|Interventionskategori",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_the_fields_of_the_regulations_are_told_in_every_language(language: str) -> None:
    headings = HEADINGS[language].split("|")
    assert len(headings) == len(FIELDS)
    told = tell_fields(headings)
    assert {field: told.get(field) for field in FIELDS} == dict(zip(FIELDS, headings, strict=True))


def test_one_column_fills_one_field() -> None:
    assert tell_fields(["Beneficiary", "x"]) == {"beneficiary": "Beneficiary"}


def test_columns_in_other_words_fill_no_field() -> None:
    assert tell_fields(["foo", "42", ""]) == {}
