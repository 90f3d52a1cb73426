"""The letters of a font file, read from its directory and its table of characters.

`check` reads every font of a workspace. A library for fonts would take 30 MB, and a second for the ten faces of one
collection for Chinese, Japanese and Korean.
"""

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from immerse.model.fonts import Letters

LAST = 0x10FFFF
"""The last code point of Unicode."""

_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_WEB = {b"wOFF": "WOFF", b"wOF2": "WOFF2"}
_NEEDED = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name")
_DRAWN = (b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix", b"SVG ")
_FAMILY, _POSTSCRIPT = 1, 6
"""Kinds of names: that of the family, and that for programs."""
_BEST_FIRST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the tables of characters; those of all of Unicode before those of its first 65,536."""
_MOST_FACES = 64
_MOST_MAPPED = 0x20000
"""Characters of all segments of a table for 65,536 together, a limit on the time for a damaged file."""


class BadFont(ValueError):
    """The file cannot be used as a font; the text gives the reason."""


def letters_of(content: bytes) -> Letters:
    """The characters of a TTF, OTF or TTC file, of all its faces together.

    Raises:
        BadFont: it is not such a file, or is damaged.
    """
    try:
        tables = {_table_of_characters(content, start) for start in _faces(content)}
        letters = Letters(part for start, end in sorted(tables) for part in _mapped(content[start:end]))
    except StructError:
        raise BadFont("the file is damaged: it ends too early") from None
    if not len(letters):
        raise BadFont("the font has no characters of Unicode")
    return letters


def _faces(content: bytes) -> tuple[int, ...]:
    kind = content[:4]
    if kind in _KINDS:
        return (0,)
    if kind in _WEB:
        raise BadFont(f"this is a font for web pages ({_WEB[kind]})")
    if kind != b"ttcf":
        raise BadFont("this is not a TTF, OTF or TTC font")
    (count,) = unpack_from(">I", content, 8)
    if not 0 < count <= _MOST_FACES:
        raise BadFont(f"the file is damaged: it claims to contain {count:,} fonts")
    return tuple(unpack_from(f">{count}I", content, 12))


def _table_of_characters(content: bytes, start: int) -> tuple[int, int]:
    """The start and end of the table of characters of the font at `start`; the fonts of a collection may share one."""
    if content[start : start + 4] not in _KINDS:
        raise BadFont("the file is damaged: there is no font where one should begin")
    (count,) = unpack_from(">H", content, start + 4)
    tables: dict[bytes, tuple[int, int]] = {}
    for number in range(count):
        tag, _, offset, length = unpack_from(">4sIII", content, start + 12 + 16 * number)
        if offset + length > len(content):
            raise BadFont(f"the file is damaged: its part {_tag(tag)} ends beyond the file")
        tables[tag] = (offset, length)
    for tag in _NEEDED:
        if tag not in tables:
            raise BadFont(f"the file is damaged: it has no part {_tag(tag)}")
    if not any(tag in tables for tag in _DRAWN):
        raise BadFont("the font has no shapes for its letters")
    offset, length = tables[b"name"]
    if not {_FAMILY, _POSTSCRIPT} <= set(_names(content[offset : offset + length])):
        raise BadFont("the font has no name, so the PDF compiler ignores it")
    offset, length = tables[b"cmap"]
    return offset, offset + length


def _tag(tag: bytes) -> str:
    return repr(tag.decode("latin-1").strip())


def _names(table: bytes) -> Iterator[int]:
    """The kinds of names that a font has in Unicode."""
    (count,) = unpack_from(">H", table, 2)
    for number in range(count):
        platform, _, _, kind, length, _ = unpack_from(">HHHHHH", table, 6 + 12 * number)
        if platform in (0, 3) and length:
            yield kind


def _mapped(cmap: bytes) -> Iterator[tuple[int, int]]:
    """The ranges of the best table of characters."""
    (count,) = unpack_from(">H", cmap, 2)
    tables = {}
    for number in range(count):
        platform, encoding, offset = unpack_from(">HHI", cmap, 4 + 8 * number)
        (form,) = unpack_from(">H", cmap, offset)
        if form in _READERS:
            tables[platform, encoding] = (form, offset)
    for key in _BEST_FIRST:
        if key in tables:
            form, offset = tables[key]
            return _READERS[form](cmap[offset:])
    raise BadFont("the font has no characters of Unicode")


def _bytes(table: bytes) -> Iterator[tuple[int, int]]:
    """Form 0: a glyph for each of 256 characters."""
    return ((code, code) for code, glyph in enumerate(table[6:262]) if glyph)


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Form 4: segments of the first 65,536 characters."""
    (doubled,) = unpack_from(">H", table, 6)
    count = doubled // 2
    ends = unpack_from(f">{count}H", table, 14)
    starts = unpack_from(f">{count}H", table, 16 + doubled)
    deltas = unpack_from(f">{count}H", table, 16 + 2 * doubled)
    places = 16 + 3 * doubled
    if sum(end - start + 1 for start, end in zip(starts, ends, strict=True) if start <= end) > _MOST_MAPPED:
        raise BadFont("the file is damaged: its table of characters has some of them many times")
    for number, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        if start > end:
            continue
        (jump,) = unpack_from(">H", table, places + 2 * number)
        if jump in (0, 0xFFFF):
            yield from _without(start, end, (0x10000 - delta) & 0xFFFF)
            continue
        at = places + 2 * number + jump
        glyphs = unpack_from(f">{end - start + 1}H", table, at)
        for code, glyph in enumerate(glyphs, start):
            if glyph and (glyph + delta) & 0xFFFF:
                yield code, code


def _without(start: int, end: int, code: int) -> Iterator[tuple[int, int]]:
    """A range without one code point, whose glyph is that of a missing letter, and without 65,535."""
    end = min(end, 0xFFFE)
    parts = ((start, code - 1), (code + 1, end)) if start <= code <= end else ((start, end),)
    return ((first, last) for first, last in parts if first <= last)


def _trimmed(table: bytes) -> Iterator[tuple[int, int]]:
    """Form 6: a glyph for each of a few characters in a row."""
    first, count = unpack_from(">HH", table, 6)
    return ((code, code) for code, glyph in enumerate(unpack_from(f">{count}H", table, 10), first) if glyph)


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    """Forms 12 and 13: groups over the whole of Unicode."""
    (count,) = unpack_from(">I", table, 12)
    if 16 + 12 * count > len(table):
        raise BadFont("the file is damaged: its table of characters ends too early")
    for number in range(count):
        start, end, glyph = unpack_from(">III", table, 16 + 12 * number)
        start += not glyph
        if start <= end <= LAST:
            yield start, end


_READERS = {0: _bytes, 4: _segments, 6: _trimmed, 12: _groups, 13: _groups}
