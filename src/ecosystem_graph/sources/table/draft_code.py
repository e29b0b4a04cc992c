"""Proposals for the codes of published words: funds, stages of projects, roles of participants."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl

from ecosystem_graph.sources.table.grid import one_line
from ecosystem_graph.sources.table.heading import plain_pattern, plain_text
from ecosystem_graph.sources.table.look import quoted, sample

__all__ = ["coded_rule", "told_codes"]

_MOST = 30


def told_codes(scheme: str, column: pl.Series) -> tuple[dict[str, str], list[str]]:
    """Return the code of each value of a column that its words tell, and the values that have none.

    Examples:
        >>> told_codes("fund", pl.Series(["FEDER", "FSE+", "other"]))
        ({'FEDER': 'erdf', 'FSE+': 'esf-plus'}, ['other'])
    """
    codes, others = {}, []
    for text in sample(column).head(_MOST):
        plain = plain_text(text)
        code = next((each for each, words in _words()[scheme].items() if words.search(plain)), None)
        if code:
            codes[one_line(text)] = code
        else:
            others.append(one_line(text))
    return codes, others


def coded_rule(scheme: str, start: str, column: pl.Series) -> Iterator[str]:
    """Yield the codes of a column as TOML writes them, and a line on the values that have none.

    Args:
        scheme: ``fund``, ``status`` or ``role``.
        start: Beginning of the rule as an inline table, which the codes end; empty where they are a line of their own.
        column: Published values.
    """
    codes, others = told_codes(scheme, column)
    told = ", ".join(f"{quoted(text)} = {quoted(code)}" for text, code in codes.items())
    line = f"codes = {{ {told} }}"
    yield f"{start}, {line} }}  # CHECK" if start else f"{line}  # CHECK"
    if others:
        yield f"# TODO: no code is known for: {'; '.join(others)[:200]}"


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    text = Path(__file__).with_name("codes.toml").read_text(encoding="utf-8")
    return {
        scheme: {code: re.compile("|".join(map(plain_pattern, words))) for code, words in codes.items()}
        for scheme, codes in tomllib.loads(text).items()
    }
