"""Amounts, dates and lengths of time in the notations of many countries."""

import pytest

from ecosystem_graph.sources.pages.annotate import amount, count, date, duration, lexicon, number
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare, fold


def mentions(text: str, kind: str, language: str = "en") -> list[Annotation]:
    document, found = Document(text, fold(text), language), Annotations()
    for module in (lexicon, amount, date, number, duration, count):
        for each in module.annotate(document, found):
            found.add(each)
    return list(found.of(kind))


@pytest.mark.parametrize(
    ("written", "value", "currency", "language"),
    [
        ("1.632.694 euro", "1632694.00", "EUR", "nl"),
        ("2.521.964,00", "2521964.00", None, "de"),
        ("€ 2,521,964", "2521964.00", "EUR", "en"),
        ("EUR 396 478.00", "396478.00", "EUR", "en"),
        ("1\u00a0954\u202f138,80 €", "1954138.80", "EUR", "fr"),
        ("854,050 euros", "854050.00", "EUR", "en"),
        ("2.5 milioni di euro", "2500000.00", "EUR", "it"),
        ("1,7 mln. Eurų", "1700000.00", "EUR", "lt"),
        ("€1.8M", "1800000.00", "EUR", "en"),
        ("BGN 200 130,73", "200130.73", "BGN", "en"),
        ("263,5 K Euro", "263500.00", "EUR", "en"),
        ("2,5 millions d’euros", "2500000.00", "EUR", "fr"),
        ("1,5 MEUR", "1500000.00", "EUR", "fi"),
        ("300.000,- Euro", "300000.00", "EUR", "de"),
        ("3,4 εκατ. ευρώ", "3400000.00", "EUR", "el"),
        ("1,2 млн. евро", "1200000.00", "EUR", "bg"),
        ("12 mil. Kč", "12000000.00", "CZK", "cs"),
        ("500 tys. zł", "500000.00", "PLN", "pl"),
        ("90 miljoner kronor", "90000000.00", "SEK", "sv"),
        ("23,5 mio. kr.", "23500000.00", "DKK", "da"),
        ("2 milliún euro", "2000000.00", "EUR", "ga"),
        ("1.5 miljun ewro", "1500000.00", "EUR", "mt"),
        ("240mila euro", "240000.00", "EUR", "it"),
    ],
)
def test_an_amount_is_read_in_any_notation(written: str, value: str, currency: str | None, language: str) -> None:
    [found] = mentions(f"x {written} x", "amount", language)
    assert found.value == (value, currency)


@pytest.mark.parametrize(
    ("written", "start", "end", "language"),
    [
        ("1/04/18 - 1/04/23", "2018-04-01", "2023-04-01", "en"),
        ("11.01.16 - 30.04.19", "2016-11-01", "2019-04-30", "de"),
        ("2018 m. birželio 1 d. – 2023 m. gegužės 31", "2018-06-01", "2023-05-31", "lt"),
        ("от 1ви юли 2020 г. до 30 юни 2022 г.", "2020-07-01", "2022-06-30", "bg"),
        ("2016 July - 2019 July", "2016-07", "2019-07", "en"),
        ("Friday, 1 April, 2016 to Tuesday, 31 March, 2020", "2016-04-01", "2020-03-31", "en"),
        ("Outubro 2015-Decembro 2019", "2015-10", "2019-12", "gl"),
        ("no 2018. gada 1. jūnija līdz 2020. gada 31. maijam", "2018-06-01", "2020-05-31", "lv"),
        ("2018. június 1-től 2020. május 31-ig", "2018-06-01", "2020-05-31", "hu"),
        ("2018 júniusától 2020 májusáig", "2018-06", "2020-05", "hu"),
        ("2017. aasta jaanuarist 2019. aasta detsembrini", "2017-01", "2019-12", "et"),
        ("kesäkuusta 2018 toukokuuhun 2020", "2018-06", "2020-05", "fi"),
        ("1 Meán Fómhair 2018 go dtí 31 Deireadh Fómhair 2020", "2018-09-01", "2020-10-31", "ga"),
        ("mill-1 ta' Ġunju 2018 sal-31 ta' Mejju 2020", "2018-06-01", "2020-05-31", "mt"),
        ("από 1 Ιουνίου 2018 έως 31 Μαΐου 2021", "2018-06-01", "2021-05-31", "el"),
        ("od 1. lipnja 2018. do 31. svibnja 2020.", "2018-06-01", "2020-05-31", "hr"),
        ("listopad 2018. – rujan 2020.", "2018-10", "2020-09", "hr"),
        ("listopadu 2018 – září 2020", "2018-11", "2020-09", "cs"),
        ("od 1. junija 2018 do 31. maja 2020", "2018-06-01", "2020-05-31", "sl"),
        ("dal 1° giugno 2018 al 31 maggio 2021", "2018-06-01", "2021-05-31", "it"),
        ("1 October - 18 December 2018", "2018-10-01", "2018-12-18", "en"),
        ("from April to June 2019", "2019-04", "2019-06", "en"),
        ("(2016-2021)", "2016", "2021", "el"),
        ("2018-09-01 – 2021-08-31", "2018-09-01", "2021-08-31", "sv"),
    ],
)
def test_a_range_of_dates_is_read_in_any_notation(written: str, start: str, end: str, language: str) -> None:
    [found] = mentions(written, "range", language)
    assert found.value == (start, end)


@pytest.mark.parametrize(
    ("written", "months", "language"),
    [
        ("24-months", 24, "en"), ("3+2 Jahre", 60, "de"), ("πενταετή διάρκεια", 60, "el"), ("tres años", 36, "es"),
        ("38-miesięcznego okresu", 38, "pl"), ("tříletý projekt", 36, "cs"), ("kolmivuotinen hanke", 36, "fi"),
        ("36 de luni", 36, "ro"), ("hároméves projekt", 36, "hu"), ("trejų metų projektas", 36, "lt"),
        ("trí bliana", 36, "ga"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_in_months(written: str, months: int, language: str) -> None:
    assert {each.value for each in mentions(written, "duration", language)} == {months}


@pytest.mark.parametrize("written", ["3-5 years", "12 do 24 mesiacov", "6-12 kuukautta"])
def test_a_choice_of_lengths_is_none(written: str) -> None:
    assert mentions(written, "duration", "sk") == []


@pytest.mark.parametrize("written", ["2014-2020", "2007 – 2013", "2021-2027"])
def test_a_programming_period_is_no_range_of_a_project(written: str) -> None:
    assert mentions(written, "range") == []
    assert len(mentions(written, "period")) == 1


@pytest.mark.parametrize(
    ("written", "noun", "value", "language"),
    [
        ("Osmnáct partnerů a další", "partner", 18, "cs"), ("nouă parteneri", "partner", 9, "ro"),
        ("sedm přidružených institucí", "associated", 7, "cs"), ("Partners (7)", "partner", 7, "en"),
        ("Die Projektpartner sind insgesamt 9", "partner", 9, "de"), ("Partnereita 6", "partner", 6, "fi"),
        ("opt state membre UE", "country", 8, "ro"), ("ó cheithre thír", "country", 4, "ga"),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_in_any_language(written: str, noun: str, value: int, language: str) -> None:
    counts = [each.value for each in mentions(written, "count", language)]
    assert (noun, value, "=") in counts


def test_digits_of_names_are_no_numbers() -> None:
    assert mentions("TraCS3 and S3-4AlpClusters, PP1, Poly4EmI partners", "number") == []


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "İstanbul\u2009–\u00a0„Škofja Loka“ ΐ ß Σίσυφος"
    assert len(fold(text)) == len(bare(fold(text))) == len(text)
    assert bare(fold("Škofja-Loka")) == "skofja loka"
