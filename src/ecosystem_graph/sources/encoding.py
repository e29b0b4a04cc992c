"""Text from bytes in a stated encoding; an encoding that nobody states is never guessed in silence."""

import codecs
import re
from collections import Counter

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError

__all__ = ["EUROPEAN", "check_encoding", "decode", "decode_utf8", "kind_of", "suggest_encodings"]

EUROPEAN = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "iso8859_2", "iso8859_4", "iso8859_5", "iso8859_7",
    "iso8859_9", "iso8859_13", "iso8859_15", "cp852", "mac_roman",
)  # fmt: skip
"""Encodings that are proposed for bytes that are not UTF-8."""

_ALPHABETS = (
    "абвгдежзийклмнопрстуфхцчшщъьюя",  # bg
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",  # el
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "ąćęłńóśźż",
    "áéíóöőúüű",
    "ăâîșțşţ",
    "čćđšž",  # cs sk pl hu ro hr sl
    "ąčęėįšųūž",
    "āčēģīķļņšūž",
    "äõöüšž",  # lt lv et
    "äöüß",
    "éèêëàâîïôöûùüçœæÿ",
    "àèéìíîòóùú",
    "áéíñóúü",
    "áàâãçéêíóôõú",
    "éëïóöüèá",  # de fr it es pt nl
    "åäöé",
    "æøåé",
    "áéíóúý",
    "ċġħżàèìòù",
    "áéíðóúýþæö",
    "çğıöşü",  # sv fi da ga mt is tr
)
"""Letters beyond ASCII of the official languages of the Union and of some of its neighbours (Unicode CLDR)."""
_OTHER_SIGNS = "\u00a0–—‘’‚“”„«»…€§°²³·•№™®"
_NEAR = 0.02
_SAMPLE = 60_000
# UTF-32 goes before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_KINDS = (
    (b"PK\x03\x04", "a zip archive or a workbook (XLSX)"), (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip file"), (b"\xd0\xcf\x11\xe0", "an old workbook (XLS)"), (b"%PDF-", "a PDF"),
    (b"PAR1", "a Parquet file"), (b"SQLite format 3\0", "a database (SQLite)"),
)  # fmt: skip


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
    kind = kind_of(data)
    if kind is not None:
        raise SourceFormatError(where, expected="text", found=kind)
    used = _marked(data) or encoding or "utf-8"
    try:
        return data.decode(used)
    except UnicodeDecodeError as error:
        raise SourceFormatError(
            _place_of(data, error.start, where),
            expected=f"text in {used}",
            found=f"byte 0x{data[error.start]:02x}",
            hint=_hint(data) if encoding is None else "State the encoding that the publisher uses, as file.encoding.",
        ) from error


def decode_utf8(data: bytes, where: Location) -> str:
    """Return the text of a file that is always UTF-8; a byte order mark is left out.

    Args:
        data: The whole file.
        where: The file, for errors.

    Raises:
        SourceFormatError: It is something else; the message says what, or names line and byte.
    """
    marked = _marked(data)
    other = kind_of(data) or (marked.upper() if marked not in {None, "utf-8-sig"} else None)
    hint = "Save the file as UTF-8 and run again."
    if other is not None:
        raise SourceFormatError(where, expected="UTF-8 text", found=other, hint=hint if marked else "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + len(data) - len(error.object)  # a byte order mark is not counted by the codec
        found = f"byte 0x{data[start]:02x}"
        raise SourceFormatError(_place_of(data, start, where), expected="UTF-8 text", found=found, hint=hint) from error


def kind_of(data: bytes) -> str | None:
    """Return in words what a file is that is no text, as its first bytes tell; None when they do not.

    Examples:
        >>> kind_of(b"%PDF-1.7"), kind_of(b"id;name")
        ('a PDF', None)
    """
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), None)


def _marked(data: bytes) -> str | None:
    """Return the encoding that a byte order mark tells."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _place_of(data: bytes, offset: int, where: Location) -> Location:
    line = data.count(b"\n", 0, offset) + 1
    byte = offset - (data.rfind(b"\n", 0, offset) + 1) + 1
    return Location(where.file, ", ".join(filter(None, [where.place, f"line {line}, byte {byte}"])))


def suggest_encodings(data: bytes) -> tuple[str, ...]:
    """Return the encodings that fit some bytes best, best first; several may fit equally well.

    Of those in which the bytes are text at all, the ones go first in which most letters beyond ASCII are of the
    alphabet of one language: what is "Savivaldybė" in one encoding is "Savivaldybë" in another, and no language has
    all letters of the latter.

    Examples:
        >>> suggest_encodings("Zażółć gęślą jaźń, pójdź w świat".encode("cp1250"))[0]
        'cp1250'
    """
    # Loaded when something is wrong, as it takes a tenth of a second.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    # Lines of digits and separators tell nothing about letters.
    lines = [line for line in data[: 20 * _SAMPLE].splitlines() if re.search(rb"[\x80-\xff]", line)]
    sample = b"\n".join(lines)[:_SAMPLE]
    told = [match.encoding for match in from_bytes(sample, cp_isolation=list(EUROPEAN))]
    shares = {encoding: _share_of_one_alphabet(sample, encoding) for encoding in dict.fromkeys([*told, *EUROPEAN])}
    best = max(shares.values(), default=0.0)
    # The order of what fits equally well is that of the detection, which looks at more than letters.
    near = [encoding for encoding, share in shares.items() if best and share >= best - _NEAR]
    return tuple(dict.fromkeys([*near, *told]))


def _share_of_one_alphabet(sample: bytes, encoding: str) -> float:
    """Return the share of signs beyond ASCII that the language with most of them has; 0 where the bytes are no text."""
    try:
        signs = Counter(sign for sign in sample.decode(encoding).lower() if sign > "\x7f")
    except UnicodeDecodeError:
        return 0.0
    most = max(sum(signs[sign] for sign in alphabet) for alphabet in _ALPHABETS)
    return (most + sum(signs[sign] for sign in _OTHER_SIGNS)) / signs.total() if signs else 0.0


def _hint(data: bytes) -> str:
    found = suggest_encodings(data)
    if not found:
        return "State the encoding as file.encoding; the file may be binary, or hold several encodings."
    rest = f" (or {', '.join(found[1:3])})" if found[1:] else ""
    return f"The letters look like {found[0]}{rest}; look at a few names and state it as file.encoding."
