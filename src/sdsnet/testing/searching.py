"""
Searching everything that an export is made of: names, bytes, what is packed, what is encoded.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import contextlib
import gzip
import html
import io
import itertools
import lzma
import quopri
import re
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from sdsnet.testing.planting import TOKEN

__all__ = ["tokens_in", "unpacked"]

_DEPTH = 4
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_STREAMS = 1000
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,}")
_ESCAPED = re.compile(r"\\(?:u\{?|x)([0-9A-Fa-f]{2,4})\}?")

#: What begins a packed file, and how to unpack it.
_PACKED: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ", lzma.decompress),
)
_NOT_PACKED = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


def unpacked(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """
    Yield every file by its name, and whatever is packed in it, with names and comments.

    Args:
        files: Bytes by file name.
    """
    for name, content in files.items():
        yield from _unpacked(name, content, _DEPTH)


def _unpacked(name: str, content: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield name, name.encode("utf-8", "surrogatepass")
    yield name, content
    if not depth:
        return
    for inner, some in _inside(content):
        yield from _unpacked(f"{name}/{inner}", some, depth - 1)


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield "comment", archive.comment
            for member in archive.infolist():
                yield f"{member.filename} comment", member.comment + member.extra
                yield member.filename, archive.read(member)
        return
    for magic, unpack in _PACKED:
        if content.startswith(magic):
            with contextlib.suppress(*_NOT_PACKED):
                yield "content", unpack(content)
    yield from _streams(content)
    with contextlib.suppress(tarfile.TarError, *_NOT_PACKED), _tar(content) as archive:
        for entry in archive.getmembers():
            held = archive.extractfile(entry)
            yield entry.name, held.read() if held is not None else b""


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """
    Yield what is compressed somewhere inside, as in PDF files.
    """
    for number, found in enumerate(itertools.islice(_STREAM.finditer(content), _STREAMS)):
        with contextlib.suppress(zlib.error):
            yield f"stream {number}", zlib.decompressobj().decompress(content[found.start() :])


def _tar(content: bytes) -> tarfile.TarFile:
    return tarfile.open(fileobj=io.BytesIO(content), mode="r:")


def tokens_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """
    Find the tokens that were planted, however they are written down.

    Letters may be large or small, and escaped or encoded as in HTML, URLs, JSON, quoted-printable,
    base64, hexadecimal digits, UTF-16 or UTF-32.

    Args:
        files: Bytes by file name.

    Returns:
        For each token the name of a file that holds it.
    """
    found: dict[str, str] = {}
    for name, content in unpacked(files):
        for form in _forms(content):
            for token in TOKEN.findall(form.decode("latin-1").lower()):
                found.setdefault(token, name)
    return found


def _unescaped(content: bytes) -> bytes:
    text = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), content.decode("latin-1"))
    return text.encode("utf-8", "replace")


#: Ways of writing text down, by a sign without which nothing is written that way.
_WAYS: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\0", lambda content: content.replace(b"\0", b"")),
    (b"&#", lambda content: html.unescape(content.decode("latin-1")).encode("utf-8", "replace")),
    (b"%", urllib.parse.unquote_to_bytes),
    (b"\\", _unescaped),
    (b"=", quopri.decodestring),
)


def _forms(content: bytes) -> Iterator[bytes]:
    yield from _as_text(content)
    for run in _HEX.findall(content):
        yield from _as_text(bytes.fromhex(run.decode()))
    for run in _BASE64.findall(content):
        for start in range(4):
            yield from _base64(run[start:])


def _as_text(content: bytes) -> Iterator[bytes]:
    yield content
    for sign, read in _WAYS:
        if sign in content:
            yield read(content)


def _base64(run: bytes) -> Iterator[bytes]:
    whole = run[: len(run) - len(run) % 4]
    with contextlib.suppress(binascii.Error, ValueError):
        yield from _as_text(base64.b64decode(whole.translate(_URL_SAFE)))
