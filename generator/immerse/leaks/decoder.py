"""All the ways in which a text can hide in a file: compression, containers, escapes, encodings."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from zipfile import BadZipFile, ZipFile

from immerse.leaks.base64_runs import base64_runs, decoded
from immerse.leaks.containers import pdf_text
from immerse.leaks.markup import has_tags, split_markup, split_scripts
from immerse.leaks.seen import Seen

LARGEST = 64_000_000
"""Bytes that one file may unpack to before we say that it cannot be scanned."""
DEEPEST = 5
"""Containers inside containers."""

_BACKSLASH = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([01][0-7]{2})")
_ESCAPES = re.compile("&[#A-Za-z]"), re.compile("%[0-9A-Fa-f]{2}"), re.compile(r"\\[ux01]")
"""Each by itself, because a pattern that begins with one character is found at the speed of that."""
_PERCENT = re.compile("%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n\f]?")
_OCTAL = 4
"""The group of a backslash escape that counts to eight."""
_AROUND = 120
_HYPHEN = re.compile(r"[-\u2010\xad]\s*\n\s*|\ufffe\s*")
"""A hyphen at the end of a line, as it is written, or as the reader of PDF files marks one."""
_CONTAINERS = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\x89PNG")
_MARKUP = re.compile(r"\s*<")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


class TooLarge(Exception):
    """A file unpacks to more than we are ready to look at, or cannot be unpacked."""


class Torn(TooLarge):
    """A file is none of what it begins like, so nobody can read anything in it."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """One reading of a file. `prose` is false for bytes that only may be text, where a short match means nothing."""

    encoding: str
    text: str
    prose: bool = True


class Decoder:
    """Reads the files of one site. What several of them hold is given once, until nothing of it is clean."""

    def __init__(self, read_pdf: Callable[[bytes], str] = pdf_text, seen: Seen | None = None) -> None:
        """`read_pdf` gives the text of a PDF, as `pdf_text` does; what was `seen` is not given again."""
        self._read_pdf = read_pdf
        self._seen = seen or Seen()

    def views(self, content: bytes, depth: int = 0) -> Iterator[DecodedText]:
        """Every reading of a file's bytes, plainest first.

        Raises:
            TooLarge: it holds more, or deeper, than we are ready to unpack.
        """
        if depth > DEEPEST:
            raise TooLarge(f"holds containers in containers, more than {DEEPEST} deep")
        if content.startswith(_CONTAINERS):
            yield from self._container_views(content, depth)
        elif b"\0" not in content:
            text = _text(content)
            views = (
                self._markup_views(text, depth) if _MARKUP.match(text) else self._text_views(text, "as it is", depth)
            )
            yield from views
        else:
            yield from _compressed(content)
            for codec in ("utf-16-le", "utf-16-be"):
                for start in (0, 1):
                    wide = content[start:].decode(codec, "replace")
                    yield from self._text_views(wide, "UTF-16", depth, prose=False)

    def _markup_views(self, text: str, depth: int) -> Iterator[DecodedText]:
        """What readers see of a page or a drawing, and its tags and scripts, of which pages have most in common."""
        outside, scripts = split_scripts(text)
        shown, tags = split_markup(outside)
        yield from self._text_views(shown, "as it is", depth)
        if new := self._seen.new(tags):
            yield from self._text_views(BREAK.join(new), "as it is", depth, holds_tags=False)
        if new := self._seen.new(scripts):
            yield from self._text_views(BREAK.join(new), "as it is", depth)

    def _container_views(self, content: bytes, depth: int) -> Iterator[DecodedText]:
        if content.startswith(b"\x1f\x8b"):
            yield from self._inside("gzip", _gunzip(content), depth)
            yield from _binary_views("as it is", content)
        elif content.startswith(b"PK"):
            yield from self._zip_views(content, depth)
            yield from _binary_views("as it is", content)
        elif content.startswith(b"%PDF"):
            try:
                text = self._read_pdf(content)
            except ValueError as error:
                raise Torn(str(error)) from error
            yield from self._text_views(text, "PDF text", depth)
            yield DecodedText("PDF text", _HYPHEN.sub("", text))
            yield from _compressed(content)
        else:
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
        *rounds, plain = _unescaped(text)
        for written in rounds:
            yield DecodedText(encoding, written, prose)
        if "\\" in text and (excerpts := BREAK.join(_around((_CSS,), text))):
            yield DecodedText("CSS escapes", _CSS.sub(_character, excerpts), prose)
        encoding = f"{encoding} or escaped" if rounds else encoding
        shown, tags = split_markup(plain) if holds_tags and has_tags(plain) else (plain, [])
        if tags and text.startswith(("{", "[")):  # JSON whose strings are HTML
            views = [
                DecodedText(encoding, shown, prose),
                DecodedText(encoding, BREAK.join(self._seen.new(tags)), prose),
            ]
        else:
            views = [
                DecodedText(encoding, plain, prose),
                *([DecodedText("split by markup", shown, prose)] if tags else []),
            ]
        yield from views
        for view in views:
            if view.encoding == encoding:
                yield from self._base64_views(view.text, depth)

    def _base64_views(self, text: str, depth: int) -> Iterator[DecodedText]:
        """What may be base64, decoded."""
        found = [content for run in self._seen.new(base64_runs(text)) for content in decoded(run)]
        for content in found:
            if content.startswith(_CONTAINERS):
                # Words of an author that only begin like one ("UEsDB...") hide nothing.
                with suppress(Torn):
                    yield from self._inside("base64", content, depth)
        if found:
            yield from _binary_views("base64", b"\n".join(found))


def _text(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    return f"{text}\n{content.decode('latin-1')}" if "\ufffd" in text else text


def _binary_views(encoding: str, content: bytes) -> Iterator[DecodedText]:
    """Bytes read as text; without zeros too, which is how wide characters of Western names look."""
    yield DecodedText(encoding, _text(content), False)
    if b"\0" in content:
        yield DecodedText(f"{encoding}, wide", _text(content.replace(b"\0", b"")), False)


def _compressed(content: bytes) -> Iterator[DecodedText]:
    """The streams inside a picture or a PDF, and what is left of the file without them."""
    rest, end = [], 0
    for found in _ZLIB.finditer(content):
        if found.start() < end:
            continue
        engine = zlib.decompressobj()
        unpacked = _inflate(engine, content[found.start() :])
        if engine.eof:
            yield from _binary_views("compressed", unpacked)
            rest.append(content[end : found.start()])
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
            raise Torn("holds a gzip file that is torn")
        rest = engine.unused_data
    return unpacked


def _inflate(engine: zlib._Decompress, content: bytes) -> bytes:
    """What a stream unpacks to; nothing when it is none."""
    try:
        unpacked = engine.decompress(content, LARGEST + 1)
    except zlib.error:
        return b""
    if len(unpacked) > LARGEST:
        raise TooLarge(f"unpacks to more than {LARGEST:,} bytes")
    return unpacked


def unquoted(text: str) -> str:
    """The text with percent escapes resolved, as `urllib.parse.unquote` does it with `errors="replace"`; that takes the
    whole text apart and not only the escapes."""
    return _PERCENT.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), text)


def _unescaped(text: str) -> Iterator[str]:
    """The text with entities, percent and backslash escapes resolved, also where one hides another.

    Before it, for each round of that, the places as they were written: an ampersand in a name may look like an escape
    (`Smith&Notley`), and resolving it would hide the name.
    """
    for _ in range(3):
        after = text
        if "&" in after:
            after = unescape(after)
        if "%" in after:
            after = unquoted(after)
        if "\\" in after:
            after = _BACKSLASH.sub(_character, after)
        if after == text:
            break
        yield BREAK.join(_around(_ESCAPES, text))
        text = after
    yield text


BREAK = " \u01c2 "
"""Stands between excerpts: a letter that no word holds, so that nothing is found across the gap."""


def _around(escapes: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    """What stands around each escape of a text."""
    start = end = 0
    for at in sorted(found.start() for escape in escapes for found in escape.finditer(text)):
        if at - _AROUND > end:
            yield text[start:end]
            start = at - _AROUND
        end = at + _AROUND
    if end:
        yield text[start:end]


def _character(found: re.Match[str]) -> str:
    number = next(group for group in found.groups() if group)
    code = int(number, 8 if found.lastindex == _OCTAL and found.re is _BACKSLASH else 16)
    return chr(code) if code < 0x110000 else found.group()
