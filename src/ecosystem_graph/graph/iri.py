"""IRIs of entities: a class folder and a percent-encoded key under the base IRI."""

from urllib.parse import quote

import polars as pl

__all__ = ["encode_key", "encode_keys", "mint_iri"]

_UNSAFE = r"[^A-Za-z0-9._~-]"


def encode_key(key: str) -> str:
    """Percent-encode all but the unreserved characters of RFC 3986 (section 2.3), as UTF-8.

    Letters beyond ASCII are encoded too: such an IRI is the same string as its URI, in every tool and normal form.

    Examples:
        >>> encode_key("keep-eu.Ärger/1")
        'keep-eu.%C3%84rger%2F1'
    """
    return quote(key, safe="")


def encode_keys(keys: pl.Series) -> pl.Series:
    """Percent-encode a column of keys; a column that is safe already is returned as it is.

    Cost: one scan; only the distinct unsafe keys are encoded one by one.
    """
    unsafe = keys.filter(keys.str.contains(_UNSAFE).fill_null(value=False)).unique()
    if unsafe.is_empty():
        return keys
    return keys.replace(unsafe, pl.Series([encode_key(key) for key in unsafe], dtype=pl.String))


def mint_iri(base: str, folder: str, key: str) -> str:
    """Return the IRI of an entity.

    Args:
        base: Base IRI, ending in ``/``.
        folder: Class folder (``"project"``).
        key: Key of the entity, not encoded.

    Examples:
        >>> mint_iri("https://w3id.org/ecosystem-graph/", "project", "interreg-de.Alpen013")
        'https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013'
    """
    return f"{base}id/{folder}/{encode_key(key)}"
