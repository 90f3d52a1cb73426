"""Which letters the PDF compiler's own fonts have, read from its library: writes lettering/built_in.txt anew."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from struct import error as StructError
from struct import unpack_from

import typst
from immerse.lettering.font_files import BadFont, letters_of
from immerse.model.fonts import Letters

DATA = Path(__file__).parents[2] / "generator" / "immerse" / "lettering" / "built_in.txt"
HEAD = "# Made by: make reference. Letters of the fonts that the PDF compiler has in itself.\n"
_BEGINNING = re.compile(rb"(?:OTTO|\x00\x01\x00\x00)\x00[\x05-\x40]")
MAIN = "Libertinus Serif"
"""The font that the task book is set in; its headings are bold."""
_LARGEST = 5_000_000


def library() -> bytes:
    """The compiler's library, which holds its fonts as they are."""
    (path,) = Path(typst.__file__).parent.glob("_typst*")
    return path.read_bytes()


def embedded(content: bytes) -> dict[str, dict[str, Letters]]:
    """Family -> style -> letters, of every font in the library."""
    found: dict[str, dict[str, Letters]] = defaultdict(dict)
    for match in _BEGINNING.finditer(content):
        if not (size := _size(content, match.start())):
            continue
        font = content[match.start() : match.start() + size]
        try:
            letters = letters_of(font)
            family, style = _names(font)
        except (BadFont, StructError):
            continue
        found[family][style] = letters
    return found


def _size(content: bytes, start: int) -> int:
    """How many bytes the font at `start` has; 0 where these bytes are no font."""
    (count,) = unpack_from(">H", content, start + 4)
    if start + 12 + 16 * count > len(content):
        return 0
    tables = [unpack_from(">4sIII", content, start + 12 + 16 * number) for number in range(count)]
    size = max(offset + length for _, _, offset, length in tables)
    is_font = size < _LARGEST and all(tag.isascii() for tag, *_ in tables)
    return size if is_font and b"cmap" in {tag for tag, *_ in tables} else 0


def _names(font: bytes) -> tuple[str, str]:
    (count,) = unpack_from(">H", font, 4)
    tables = {tag: at for tag, _, at, _ in (unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))}
    at = tables[b"name"]
    _, names, strings = unpack_from(">HHH", font, at)
    said: dict[int, str] = {}
    for number in range(names):
        platform, _, _, name, length, offset = unpack_from(">HHHHHH", font, at + 6 + 12 * number)
        if platform == 3:
            said[name] = font[at + strings + offset : at + strings + offset + length].decode("utf-16-be")
    return said.get(16, said[1]), said.get(17, said[2])


def _face(styles: dict[str, Letters], *names: str) -> Letters:
    return next(letters for name in names for style, letters in styles.items() if style.split()[-1] == name)


def _plain(family: str) -> str:
    """A name as the compiler finds it: it writes `New Computer Modern` for the font `NewComputerModern`."""
    return family.replace(" ", "").casefold()


def data() -> str:
    """The file's text."""
    families = {_plain(family): styles for family, styles in embedded(library()).items()}
    known = {info.family for info in typst.Fonts(include_system_fonts=False).fonts()}
    regular = {family: _face(families[_plain(family)], "Regular", "Book") for family in sorted(known)}
    bold = _face(families[_plain(MAIN)], "Bold")
    return HEAD + "".join(map(_line, (*regular, f"{MAIN}, bold"), (*regular.values(), bold)))


def _line(name: str, letters: Letters) -> str:
    ranges = (f"{start:x}" if start == end else f"{start:x}-{end:x}" for start, end in letters.ranges())
    return f"{name}: {' '.join(ranges)}\n"


if __name__ == "__main__":
    sys.stdout.write(data())
