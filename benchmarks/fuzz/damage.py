"""Damage to files: what goes wrong with tables in practice, and what nobody would think of."""

import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence

__all__ = ["damage"]

_TEXTS = (
    "", " ", '"', '""', "'", ";", ",", "\t", "|", "\n", "\r\n", "\r", "\0", "\\", "\ufeff", "\u2028", "\u202e", "é",
    "İ", "ß", "\ud800", "😀", "-0", "-1", "1e30", "1e999", "-5", "NaN", "inf", "9" * 40, "1.234", "1,234", "1.234,56",
    "12,3456,7", "2016-02-30", "31/12/2016", "13/13/2016", "0000-00-00", "99999-01-01", "11.01.16", "2019/04/30", "QQ",
    "EL", "UK", "AT31", "Atlantis", "{", "}", "[", "]", "[]", "{}", "[[", "null", "true", "&a", "*a", "- ", ": ", "#",
    "!!python/object:os.system", "<td>", "<table>", "&#0;", "%", "%s", "$", "(", ")*", "../x", "=1+1", "http://",
    "mailto:a@b.example", "https://exa mple.org/", "http://[::1", "javascript:x", "N.a.", "nan", "_x000D_", "\x1a", "~",
    "\x1f\x8b", "PK\x03\x04", "=", "'''", "inf.0", "0x1", "1_000", "+1", "２０１６", "٣",
)  # fmt: skip
_BYTES = (b"\xff", b"\xfe\xff", b"\xe4", b"\x80\x81", b"\xed\xa0\x80", b"\xf5\x80\x80\x80")
_WORDS: Sequence[bytes] = (*(text.encode("utf-8", "surrogatepass") for text in _TEXTS), *_BYTES)
_NAMES = ("../x.csv", "/x.csv", "C:/x", "x", " ", "x/y.csv", "")
_SEPARATORS = b";,\t|\n:\"'<>[]{}= "
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8-sig", "cp1250", "iso8859-7", "utf-7")
_LONGEST = 4_000_000
"""Bytes beyond which a file is not made longer."""

Damage = Callable[[bytes, random.Random], bytes]


def damage(data: bytes, draw: random.Random) -> bytes:
    """Return a damaged copy of a file; the content of an archive is mostly damaged and packed again."""
    if draw.random() < 0.85:
        if data.startswith(b"PK\x03\x04"):
            return _damage_archive(data, draw)
        if data.startswith(b"\x1f\x8b"):
            return gzip.compress(_damage_text(gzip.decompress(data), draw), mtime=0)
    return _damage_text(data, draw)


def _damage_text(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 5, 9))):
        changed = draw.choice(_DAMAGES)(data, draw)
        data = changed if len(changed) <= _LONGEST else data
    return data


def _damage_archive(data: bytes, draw: random.Random) -> bytes:
    """Damage one member, or its name, and pack all of them again."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return _damage_text(data, draw)
    chosen = draw.randrange(len(members)) if members else 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            if number != chosen:
                archive.writestr(zipfile.ZipInfo(name), content)
            elif draw.random() < 0.05:
                archive.writestr(zipfile.ZipInfo(draw.choice(_NAMES)), content)
            else:
                archive.writestr(zipfile.ZipInfo(name), _damage_text(content, draw))
    return packed.getvalue()


def _places(data: bytes, draw: random.Random) -> tuple[int, int]:
    start = draw.randrange(len(data) + 1)
    return start, min(len(data), start + int(draw.paretovariate(0.7)))


def _flip(data: bytes, draw: random.Random) -> bytes:
    start, _ = _places(data, draw)
    return data[:start] + bytes([draw.randrange(256)]) + data[start + 1 :]


def _insert(data: bytes, draw: random.Random) -> bytes:
    start, _ = _places(data, draw)
    return data[:start] + draw.choice(_WORDS) + data[start:]


def _delete(data: bytes, draw: random.Random) -> bytes:
    start, end = _places(data, draw)
    return data[:start] + data[end:]


def _repeat(data: bytes, draw: random.Random) -> bytes:
    start, end = _places(data, draw)
    return data[:end] + data[start:end] * draw.choice((1, 2, 50)) + data[end:]


def _move(data: bytes, draw: random.Random) -> bytes:
    (start, end), (place, _) = _places(data, draw), _places(data, draw)
    piece, rest = data[start:end], data[:start] + data[end:]
    return rest[:place] + piece + rest[place:]


def _replace_cell(data: bytes, draw: random.Random) -> bytes:
    """Put a word in the place of what stands between two separators."""
    edges = [place for place, code in enumerate(data) if code in _SEPARATORS]
    if len(edges) < 2:
        return _insert(data, draw)
    number = draw.randrange(len(edges) - 1)
    return data[: edges[number] + 1] + draw.choice(_WORDS) + data[edges[number + 1] :]


def _long_cell(data: bytes, draw: random.Random) -> bytes:
    start, _ = _places(data, draw)
    return (
        data[:start]
        + draw.choice((b"x", b'"', b"9", b"[", b"(", b"\xc3\xa9")) * draw.choice((99, 5_000, 200_000))
        + data[start:]
    )


def _lines(data: bytes, draw: random.Random) -> bytes:
    """Leave lines out, repeat them, or mix them."""
    lines = data.splitlines(keepends=True)
    kind = draw.randrange(4)
    if kind == 0:
        draw.shuffle(lines)
    elif kind == 1:
        lines = [line for line in lines if draw.random() < 0.8]
    elif kind == 2:
        lines = [line for line in lines for _ in range(draw.choice((1, 1, 1, 2)))]
    else:
        lines = lines[:1]
    return b"".join(lines)


def _other_sign(data: bytes, draw: random.Random) -> bytes:
    """Write one sign as another one everywhere, a delimiter as a comma for instance."""
    if not data:
        return data
    old = draw.choice((*_SEPARATORS, data[draw.randrange(len(data))]))
    return data.replace(bytes([old]), draw.choice((b";", b",", b"\t", b"^", b"", b'"', b"\r\n", b" ")))


def _other_encoding(data: bytes, draw: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _cut_off(data: bytes, draw: random.Random) -> bytes:
    start, _ = _places(data, draw)
    return data[:start]


_DAMAGES: Sequence[Damage] = (
    _flip, _insert, _insert, _delete, _repeat, _move, _replace_cell, _replace_cell, _replace_cell, _long_cell, _lines,
    _other_sign, _other_encoding, _cut_off,
)  # fmt: skip
