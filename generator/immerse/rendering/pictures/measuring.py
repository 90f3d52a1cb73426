"""How wide text is, near enough to wrap it in any system font."""

from __future__ import annotations

NARROWEST = 328
"""Pixels that a picture has on a telephone of 360."""

_NARROW = frozenset("iljtfrI.,:;'|!()[] -·")
_WIDE = frozenset("mwMWQO@%—")


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in pixels at a font size; errs on the wide side, because fonts differ."""
    ems = sum(0.36 if char in _NARROW else 0.92 if char in _WIDE else 0.7 if char.isupper() else 0.61 for char in text)
    return ems * size * (1.14 if bold else 1)


def wrap(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines that fit into `room` pixels; a word longer than a line stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
