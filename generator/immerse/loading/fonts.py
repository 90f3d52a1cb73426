"""site_config/fonts/ -> the agency's own fonts for the task book."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from immerse.lettering.reading import BadFont, letters_of
from immerse.loading.files import list_folder, read_file
from immerse.loading.workspace import FONTS, FONTS_SHELF
from immerse.model.fonts import FontFile, Letters
from immerse.problems import Location, Problem

LARGEST = 100_000_000
"""Bytes of a font file; the largest collections for Chinese, Japanese and Korean have a third of it."""


def load_fonts(root: Path) -> tuple[tuple[FontFile, ...], tuple[Problem, ...]]:
    """The fonts of a workspace by name, and a problem for each file that is no font."""
    if not (root / FONTS).exists() and not (root / FONTS).is_symlink():
        return (), ()
    listing, problems = list_folder(root, FONTS, FONTS_SHELF)
    fonts: list[FontFile] = []
    for name in listing.files:
        path = f"{FONTS}/{name}"
        font, found = _font(root, path)
        problems += found
        fonts += [font] if font else []
    return tuple(fonts), problems


def _font(root: Path, path: str) -> tuple[FontFile | None, tuple[Problem, ...]]:
    content, problems = read_file(root, path, LARGEST)
    if content is None:
        return None, problems
    try:
        return FontFile(path, root / path, _letters(content)), ()
    except BadFont as fault:
        hint = "put a whole TTF, OTF or TTC file here, or delete it"
        return None, (Problem(Location(path), "path", str(fault), hint=hint, subject=path),)


@lru_cache(maxsize=8)
def _letters(content: bytes) -> Letters:
    """Kept for the preview, which reads everything again after each change."""
    return letters_of(content)
