"""The width of text, estimated closely enough to wrap it in any system font."""

from unicodedata import category, east_asian_width

from immerse.lettering.breaking import SOFT_HYPHEN, pieces
from immerse.lettering.clusters import is_ignorable

NARROWEST = 288
"""Pixels that a picture has on a telephone of 320."""

_NARROW = frozenset("iljtfrI.,:;'|!()[] -·")
_WIDE = frozenset("mwMWQO@%—")
_EMOJI = 1.4
_FULL = 1.04
_BROAD = 0.95
"""Ems of a letter of the scripts from Devanagari on, which are broader than Latin."""


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in pixels at a font size; errs on the wide side, because fonts differ."""
    if text.isascii():
        ems = sum(map(_ASCII_EMS.__getitem__, text))
    else:
        ems = sum(_ems(char) if char < "\u0300" else _ems_of_script(char) for char in text)
    return ems * size * (1.14 if bold else 1)


def _ems(char: str) -> float:
    return 0.36 if char in _NARROW else 0.92 if char in _WIDE else 0.7 if char.isupper() else 0.61


_ASCII_EMS = {char: _ems(char) for char in map(chr, range(128))}


def _ems_of_script(char: str) -> float:
    kind = category(char)
    if kind in ("Mn", "Me") or is_ignorable(char):
        return 0
    if east_asian_width(char) in "WF":
        return _EMOJI if kind[0] == "S" else _FULL
    if "\u0900" <= char <= "\u1aff" or "\ua000" <= char <= "\uabff" or char >= "\U00010000":
        return _BROAD
    return _ems(char)


def wrap(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines that fit into `room` pixels; a longer word is broken, with a hyphen where its script has one."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] += f" {word}"
        elif width(word, size, bold) <= room:
            lines.append(word)
        else:
            _break(lines, word, room, size, bold)
    return tuple(line.replace(SOFT_HYPHEN, "") for line in lines)


def _break(lines: list[str], word: str, room: float, size: float, bold: bool) -> None:
    """Add a word that is longer than a line, from the rest of the last line on."""
    first = True
    for piece in _fine_enough(word, room, size, bold):
        joined = (f"{lines[-1]} {piece}" if first else lines[-1] + piece) if lines else piece
        if lines and width(joined.replace(SOFT_HYPHEN, "") + "-", size, bold) <= room:
            lines[-1] = joined
        else:
            if lines and not first and lines[-1].endswith(SOFT_HYPHEN):
                lines[-1] = lines[-1].removesuffix(SOFT_HYPHEN) + "-"
            lines.append(piece)
        first = False


def _fine_enough(word: str, room: float, size: float, bold: bool) -> list[str]:
    """The pieces of a word, letter by letter where one of them would not fit on a line."""
    fine: list[str] = []
    for piece in pieces(word):
        fine += [piece] if width(piece, size, bold) <= room else [*piece]
    return fine
