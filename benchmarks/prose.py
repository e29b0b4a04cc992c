"""Invented texts in the lengths of real ones, some with marks that RDF must escape."""

import numpy as np
import polars as pl

__all__ = ["synthetic_texts"]

_WORDS = (
    "region", "cluster", "innovation", "smart", "specialisation", "network", "energy", "health", "mobility",
    "forest", "water", "digital", "skills", "tourism", "heritage", "climate", "transport", "research",
    "industry", "partners", "pilot", "action", "plan", "policy", "Straße", "façade", "coopération",
    "réseau", "dell'area",
)  # fmt: skip
_MARKED = ('"quoted"', "back\\slash", "line\nbreak")
"""Words that need escaping; one text in sixteen holds one, as in the real export."""


def synthetic_texts(keys: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    """Return a title and a summary in English for each project, and a German summary for some.

    Args:
        keys: Project keys.
        draw: Source of all draws.
    """
    pool = [" ".join(_WORDS[i] for i in draw.integers(0, len(_WORDS), 95)) for _ in range(4_000)]
    for position in range(0, len(pool), 16):
        pool[position] = f"{_MARKED[position // 16 % 3]} {pool[position]}"
    frames = []
    for role, language, length in (("title", "en", 80), ("summary", "en", 750), ("summary", "de", 750)):
        body = pl.Series(pool).gather(draw.integers(0, len(pool), keys.len())).str.slice(0, length)
        frame = pl.DataFrame(
            {
                "record": keys,
                "key": keys + f".{role}.{language}",
                "subject_class": ["project"] * keys.len(),
                "subject": keys,
                "role": [role] * keys.len(),
                "language": [language] * keys.len(),
                "language_basis": ["stated"] * keys.len(),
                "text": body,
                "translation_status": ["unknown"] * keys.len(),
            }
        )
        frames.append(frame if language == "en" else frame.filter(pl.Series(draw.random(keys.len()) > 0.6)))
    return pl.concat(frames)
