"""Decodes a file in every way in which a text can hide in it: compression, containers, encodings, base64."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from immerse.leaks.base64_runs import base64_runs, decoded
from immerse.leaks.containers import pdf_text
from immerse.leaks.escapes import BREAK, css_unescaped, unescaped
from immerse.leaks.seen import Seen
from immerse.leaks.split_markup import split_markup, split_scripts

LARGEST = 64_000_000
"""Bytes that one file may unpack to; a larger one is reported as not scanned."""
DEEPEST = 5
"""The greatest depth of containers inside containers."""

_HYPHEN = re.compile(r"[-\u2010\xad]\s*\n\s*|\ufffe\s*")
"""A hyphen at the end of a line, as written or as the reader of PDF files marks it."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff](?:.{0,999}[\x80-\xff])*+", re.DOTALL)
_AROUND = 1000
"""Bytes on either side that are read with a byte beyond ASCII."""
_CONTAINERS = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\x89PNG")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


class TooLarge(Exception):
    """A file is too large to be scanned when unpacked, or cannot be unpacked."""


class Torn(TooLarge):
    """A file begins like a container but is not a valid one."""


class DecodedText(NamedTuple):
    """A text decoded from a file. `prose` is false for bytes that may not be text, where short matches are chance."""

    encoding: str
    text: str
    prose: bool = True


class Decoder:
    """Decodes the files of a site, without the pieces that were already found clean."""

    def __init__(self, read_pdf: Callable[[bytes], str] = pdf_text, seen: Seen | None = None) -> None:
        """`read_pdf` returns the text of a PDF, as `pdf_text` does; `seen` knows which pieces to leave out."""
        self._read_pdf = read_pdf
        self._seen = seen or Seen()

    def views(self, content: bytes, depth: int = 0) -> Iterator[DecodedText]:
        """Every text that can be decoded from a file, the plainest first.

        Raises:
            TooLarge: it unpacks to more, or nests deeper, than is scanned.
        """
        if depth > DEEPEST:
            raise TooLarge(f"holds containers in containers, more than {DEEPEST} deep")
        if content.startswith(_CONTAINERS):
            yield from self._container_views(content, depth)
        elif b"\0" not in content:
            text = "\n".join(_decodings(content))
            is_markup = text.lstrip().startswith("<")
            yield from self._markup_views(text, depth) if is_markup else self._text_views(text, "as it is", depth)
        else:
            yield from _compressed(content)
            for codec in ("utf-16-le", "utf-16-be"):
                for start in (0, 1):
                    wide = content[start:].decode(codec, "replace")
                    yield from self._text_views(wide, "UTF-16", depth, prose=False)

    def _markup_views(self, text: str, depth: int) -> Iterator[DecodedText]:
        """The visible text of a page or a drawing, then its tags and scripts, most of which other pages contain too."""
        outside, scripts = split_scripts(text)
        shown, tags = self._seen.split(outside)
        yield from self._text_views(shown, "as it is", depth)
        if tags:
            yield from self._text_views(BREAK.join(tags), "as it is", depth, holds_tags=False)
        if new := self._seen.new(scripts):
            yield from self._text_views(BREAK.join(new), "as it is", depth)

    def _container_views(self, content: bytes, depth: int) -> Iterator[DecodedText]:
        is_zip = content.startswith(b"PK")
        if is_zip or content.startswith(b"\x1f\x8b"):
            yield from self._zip_views(content, depth) if is_zip else self._inside("gzip", _gunzip(content), depth)
            yield from _binary_views("as it is", content)
            return
        if content.startswith(b"%PDF"):
            try:
                text = self._read_pdf(content)
            except ValueError as error:
                raise Torn(str(error)) from error
            yield from self._text_views(text, "PDF text", depth)
            yield DecodedText("PDF text", _HYPHEN.sub("", text))
        yield from _compressed(content)

    def _zip_views(self, content: bytes, depth: int) -> Iterator[DecodedText]:
        try:
            with ZipFile(io.BytesIO(content)) as archive:
                yield DecodedText("comment of a zip", archive.comment.decode("utf-8", "replace"))
                total = 0
                for member in archive.infolist():
                    yield DecodedText("name in a zip", member.filename)
                    total += member.file_size
                    if total > LARGEST or member.flag_bits & 1:
                        raise TooLarge("holds a zip that is encrypted or too large to scan")
                    yield from self._inside(f"zip member {member.filename}", archive.read(member), depth)
        except (BadZipFile, NotImplementedError, zlib.error) as error:
            raise Torn("holds a zip that cannot be read") from error

    def _inside(self, label: str, content: bytes, depth: int) -> Iterator[DecodedText]:
        for view in self.views(content, depth + 1):
            plain = view.encoding == "as it is"
            yield DecodedText(label if plain else f"{label}, {view.encoding}", view.text, view.prose)

    def _text_views(
        self, text: str, encoding: str, depth: int, prose: bool = True, holds_tags: bool = True
    ) -> Iterator[DecodedText]:
        *rounds, plain = unescaped(text)
        for written in rounds:
            yield DecodedText(encoding, written, prose)
        if css := css_unescaped(text):
            yield DecodedText("CSS escapes", css, prose)
        encoding = f"{encoding} or escaped" if rounds else encoding
        shown, tags = split_markup(plain) if holds_tags else (plain, [])
        is_json = bool(tags) and text.startswith(("{", "["))  # the strings of a JSON file with tags are HTML
        views = [shown, BREAK.join(self._seen.new(tags))] if is_json else [plain]
        yield from (DecodedText(encoding, view, prose) for view in views)
        if tags and not is_json:
            yield DecodedText("split by markup", shown, prose)
        for view in views:
            yield from self._base64_views(view, depth)

    def _base64_views(self, text: str, depth: int) -> Iterator[DecodedText]:
        """Runs that may be base64, decoded."""
        contents = [content for run in self._seen.new(base64_runs(text)) for content in decoded(run)]
        for content in contents:
            if content.startswith(_CONTAINERS):
                # Words that only begin like a container ("UEsDB...") hide nothing.
                with suppress(Torn):
                    yield from self._inside("base64", content, depth)
        if contents:
            yield from _binary_views("base64", b"\n".join(contents))


def _decodings(content: bytes) -> list[str]:
    """Bytes read as UTF-8, and where they are not that also as Latin-1, which reads ASCII in the same way."""
    text = content.decode("utf-8", "replace")
    if "\ufffd" not in text:
        return [text]
    spans = (found.span() for found in _BEYOND_ASCII.finditer(content))
    parts = [content[max(start - _AROUND, 0) : end + _AROUND].decode("latin-1") for start, end in spans]
    return [text.replace("\ufffd", "?"), BREAK.join(parts)]


def _binary_views(encoding: str, content: bytes) -> Iterator[DecodedText]:
    """Bytes read as text; also without zero bytes, since UTF-16 of Western letters has one beside each."""
    for text in _decodings(content):
        yield DecodedText(encoding, text, False)
    if b"\0" in content:
        for text in _decodings(content.replace(b"\0", b"")):
            yield DecodedText(f"{encoding}, wide", text, False)


def _compressed(content: bytes) -> Iterator[DecodedText]:
    """The compressed streams inside a picture or a PDF, and the rest of the file."""
    rest, end = [], 0
    for start_mark in _ZLIB.finditer(content):
        if start_mark.start() < end:
            continue
        engine = zlib.decompressobj()
        unpacked = _inflate(engine, content[start_mark.start() :])
        if engine.eof:
            yield from _binary_views("compressed", unpacked)
            rest.append(content[end : start_mark.start()])
            end = len(content) - len(engine.unused_data)
    rest.append(content[end:])
    yield from _binary_views("as it is", b"".join(rest))


def _gunzip(content: bytes) -> bytes:
    """All members of a gzip file, one after another."""
    unpacked, rest = b"", content
    while rest.startswith(b"\x1f\x8b"):
        engine = zlib.decompressobj(31)
        unpacked += _inflate(engine, rest)
        if len(unpacked) > LARGEST:
            raise TooLarge("holds a gzip file that is too large")
        if not engine.eof:
            raise Torn("holds a gzip file that is truncated")
        rest = engine.unused_data
    return unpacked


def _inflate(engine: zlib._Decompress, content: bytes) -> bytes:
    """The unpacked bytes of a stream; empty if it is not a stream."""
    try:
        unpacked = engine.decompress(content, LARGEST + 1)
    except zlib.error:
        return b""
    if len(unpacked) > LARGEST:
        raise TooLarge(f"unpacks to more than {LARGEST:,} bytes")
    return unpacked
