"""Language of a text."""

import pytest

from ecosystem_graph.sources.pages.language import identify_language

SENTENCES = {
    "bg": "Проектът подкрепя сътрудничеството между клъстери и университети в региона.",
    "cs": "Projekt podporuje spolupráci klastrů a univerzit v celém regionu.",
    "da": "Projektet støtter samarbejdet mellem klynger og universiteter i hele regionen.",
    "el": "Το έργο στηρίζει τη συνεργασία των πανεπιστημίων στην περιφέρεια.",
    "et": "Projekt toetab klastrite ja ülikoolide koostööd kogu piirkonnas.",
    "fi": "Hanke tukee klustereiden ja yliopistojen yhteistyötä koko alueella.",
    "ga": "Tacaíonn an tionscadal le comhoibriú idir braislí agus ollscoileanna sa réigiún.",
    "hr": "Projekt podupire suradnju klastera i sveučilišta u cijeloj regiji.",
    "hu": "A projekt támogatja a klaszterek és egyetemek együttműködését a régióban.",
    "lt": "Projektas remia klasterių ir universitetų bendradarbiavimą visame regione.",
    "lv": "Projekts atbalsta klasteru un universitāšu sadarbību visā reģionā.",
    "mt": "Il-proġett jappoġġja l-kooperazzjoni bejn il-gruppi u l-universitajiet fir-reġjun kollu.",
    "nl": "Het project steunt de samenwerking tussen clusters en universiteiten in de hele regio.",
    "pl": "Projekt wspiera współpracę klastrów i uczelni w całym regionie.",
    "ro": "Proiectul sprijină cooperarea dintre clustere și universități în întreaga regiune.",
    "sk": "Projekt podporuje spoluprácu klastrov a univerzít v celom regióne.",
    "sl": "Projekt podpira sodelovanje grozdov in univerz v celotni regiji.",
    "sv": "Projektet stöder samarbetet mellan kluster och universitet i hela regionen.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert identify_language(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "2016 - 2019", "https://example.org/das-ist-kein-satz", "プロジェクトは地域の企業を支援します。"]
)
def test_too_few_letters_or_another_language_is_unknown(text: str) -> None:
    assert identify_language(text) == "und"
