"""Which files hold a page about a project: cheap signs, so that a licence text beside the data is not taken for one."""

import re
from pathlib import Path

from ecosystem_graph.sources.language import UNDETERMINED
from ecosystem_graph.sources.pages.language import identify_language
from ecosystem_graph.sources.pages.reading import SUFFIXES

__all__ = ["is_page", "looks_like_page"]

_LOOKED_AT = 30_000
_HEADER = "# url: "
_NOT_PAGES = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|authors|contributors|contributing|changelog|changes|history|requirements|"
    r"constraints|robots|sitemap|todo|install|manifest|cmakelists)\b.*",
    re.IGNORECASE,
)
# Stems of the word for a project in the languages of Europe.
_PROJECT = re.compile(
    r"projekt|projek[tc]|project|projet|progett|proyect|proxect|projeto|projecte|proiect|proiektu|prosjekt|prosiect|"
    r"projecto|проект|проєкт|пројект|έργο|έργου|έργα|tionscadal|proġett|verkefni|hanke|hankk|hanket|partners|proje\b",
    re.IGNORECASE,
)
# Signs of a programme, a fund or a policy of the Union; names and short names, so that languages hardly matter.
_EUROPE = re.compile(
    r"interreg|\b(?:ERDF|EFRE|FEDER|FESR|EFRO|EFRR|ERUF|EAKR|ERFA|ERAF|ERPF|ERF|ESRR|EFRU|FEDR|ESF|EVSA|FSE|ESPI|CRFR|"
    r"FŻR|FEŻR|COSME|ESPON|URBACT|LIFE|INTERACT|H2020|S3|RIS3|KMU|SMEs?|PME|PYMES?|MSP|ЕФРР|ΕΤΠΑ)\b|horizon|erasmus|"
    r"europ|европ|ευρωπ|eurooppa|euroopa|eiropas|eoraip|ewrop|európ|evrop|smart speciali|clust|klast|klyng|"
    r"klingr|клъстер|κλάστερ|€|\beuro|\bEUR\b|region|регион|περιφέρ|alue|piirkon|reģion",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\s*(?:import |from \w+ import|def |class |#include|function |SELECT |\{|\[|<\?php)", re.MULTILINE)
_LEAST_LETTERS = 60
_LEAST_SHARE = 0.55


def is_page(path: Path) -> bool:
    """Tell whether a file may hold a page: any HTML or PDF file, and a text file that looks like one.

    An empty text file counts too, and one that is binary or in a language that nobody here reads, so that its reader is
    told why nothing was taken.
    """
    if path.suffix.lower() not in SUFFIXES or _NOT_PAGES.match(path.name):
        return False
    if path.suffix.lower() not in {".txt", ".text", ".md"}:
        return True
    try:
        with path.open("rb") as stream:
            start = stream.read(_LOOKED_AT)
    except OSError:
        return False
    return not start.strip() or b"\x00" in start or looks_like_page(start.decode("utf-8-sig", errors="replace"))


def looks_like_page(text: str) -> bool:
    """Tell whether a text is prose about a project, or prose in an unknown language.

    Examples:
        >>> looks_like_page("Das Interreg Projekt CHAIN REACTIONS befasste sich mit Innovationen in Industrieregionen.")
        True
        >>> looks_like_page(
        ...     "Permission is hereby granted, free of charge, to any person obtaining a copy of this text."
        ... )
        False
    """
    if text.startswith(_HEADER):
        return True
    letters = sum(map(str.isalpha, text))
    if letters < _LEAST_LETTERS or letters < _LEAST_SHARE * len(text) or _CODE.search(text):
        return False
    if _PROJECT.search(text) and _EUROPE.search(text):
        return True
    return identify_language(text) == UNDETERMINED
