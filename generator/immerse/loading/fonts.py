"""site_config/fonts/ -> the agency's own fonts for the task book."""

from __future__ import annotations

from pathlib import Path

from immerse.lettering.font_files import BadFont, letters_of
from immerse.loading.files import list_folder, read_file
from immerse.loading.workspace import FONTS, FONTS_SHELF
from immerse.model.fonts import FontFile
from immerse.problems import Location, Problem
from immerse.storage.store import NOTHING_KEPT, Store

LARGEST = 100_000_000
"""Bytes of a font file; the largest collections for Chinese, Japanese and Korean have a third of it."""


def load_fonts(root: Path, store: Store = NOTHING_KEPT) -> tuple[tuple[FontFile, ...], tuple[Problem, ...]]:
    """The fonts of a workspace by name, and a problem for each file that is no font. The store keeps which letters a
    file has."""
    if not (root / FONTS).exists() and not (root / FONTS).is_symlink():
        return (), ()
    listing, problems = list_folder(root, FONTS, FONTS_SHELF)
    fonts: list[FontFile] = []
    for name in listing.files:
        path = f"{FONTS}/{name}"
        font, found = _font(root, path, store)
        problems += found
        fonts += [font] if font else []
    return tuple(fonts), problems


def _font(root: Path, path: str, store: Store) -> tuple[FontFile | None, tuple[Problem, ...]]:
    content, problems = read_file(root, path, LARGEST)
    if content is None:
        return None, problems
    try:
        letters = store.kept("letters", content, make=lambda: letters_of(content))
        return FontFile(path, root / path, letters), ()
    except BadFont as fault:
        hint = "put a whole TTF, OTF or TTC file here, or delete it"
        return None, (Problem(Location(path), "path", str(fault), hint=hint, subject=path),)
