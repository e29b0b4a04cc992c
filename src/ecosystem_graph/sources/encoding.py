"""Text from bytes in a stated encoding; an encoding that nobody states is never guessed in silence."""

import codecs
import re

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError

__all__ = ["EUROPEAN", "check_encoding", "decode", "suggest_encodings"]

EUROPEAN = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "iso8859_2", "iso8859_4", "iso8859_5", "iso8859_7",
    "iso8859_9", "iso8859_13", "iso8859_15", "cp852", "mac_roman",
)  # fmt: skip
"""Encodings that are proposed for bytes that are not UTF-8."""

_SAMPLE = 60_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def check_encoding(name: str) -> str:
    """Return the usual name of an encoding.

    Raises:
        ConfigError: There is no such encoding.

    Examples:
        >>> check_encoding("ISO-8859-7")
        'iso8859-7'
    """
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:  # ValueError: a name with a zero byte, or one that is not ASCII
        raise ConfigError(f"expected the name of an encoding, found {name!r}") from error


def decode(data: bytes, where: Location, encoding: str | None = None) -> str:
    """Return the text of a file; a byte order mark goes before everything else and is left out.

    Args:
        data: The whole file.
        where: The file, for errors.
        encoding: Stated encoding; UTF-8 when None.

    Raises:
        SourceFormatError: The bytes are not in the encoding; the message names line and byte, and for bytes that are
            not
            UTF-8 which encodings would fit.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    used = marked or encoding or "utf-8"
    try:
        return data.decode(used)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise SourceFormatError(
            Location(where.file, ", ".join(filter(None, [where.place, f"line {line}, byte {column}"]))),
            expected=f"text in {used}",
            found=f"byte 0x{data[error.start]:02x}",
            hint=_hint(data) if encoding is None else "State the encoding that the publisher uses, as file.encoding.",
        ) from error


def suggest_encodings(data: bytes) -> tuple[str, ...]:
    """Return the encodings that fit some bytes best, best first; several may fit equally well.

    Examples:
        >>> suggest_encodings("Zażółć gęślą jaźń, pójdź w świat".encode("cp1250"))[0]
        'cp1250'
    """
    # Loaded when something is wrong, as it takes a tenth of a second.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    # Lines of digits and separators tell nothing about letters.
    lines = [line for line in data[: 20 * _SAMPLE].splitlines() if re.search(rb"[\x80-\xff]", line)]
    sample = b"\n".join(lines)[:_SAMPLE]
    return tuple(dict.fromkeys(match.encoding for match in from_bytes(sample, cp_isolation=list(EUROPEAN))))


def _hint(data: bytes) -> str:
    found = suggest_encodings(data)
    if not found:
        return "State the encoding as file.encoding; the file may be binary, or hold several encodings."
    rest = f" (or {', '.join(found[1:3])})" if found[1:] else ""
    return f"The letters look like {found[0]}{rest}; look at a few names and state it as file.encoding."
