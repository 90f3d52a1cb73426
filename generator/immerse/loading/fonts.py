"""Loads the agency's own fonts for the task book from site_config/fonts/."""

from pathlib import Path

from immerse.lettering.font_files import BadFont, letters_of
from immerse.loading.files import list_folder, read_file
from immerse.loading.layout import FONTS
from immerse.loading.workspace import FONTS_RULES
from immerse.model.fonts import FontFile
from immerse.problems import Location, Problem
from immerse.storage.store import NOTHING_KEPT, Store

LARGEST = 100_000_000
"""Bytes of a font file; the largest collections for Chinese, Japanese and Korean have a third of that."""


def load_fonts(root: Path, store: Store = NOTHING_KEPT) -> tuple[tuple[FontFile, ...], tuple[Problem, ...]]:
    """The fonts of a workspace by name, and a problem for each file that is not a font. The store keeps the letters of
    each file."""
    if not (root / FONTS).exists() and not (root / FONTS).is_symlink():
        return (), ()
    listing, problems = list_folder(root, FONTS, FONTS_RULES)
    results = [_font(root, f"{FONTS}/{name}", store) for name in listing.files]
    problems += tuple(problem for _, faults in results for problem in faults)
    return tuple(font for font, _ in results if font), problems


def _font(root: Path, path: str, store: Store) -> tuple[FontFile | None, tuple[Problem, ...]]:
    content, problems = read_file(root, path, LARGEST)
    if content is None:
        return None, problems
    try:
        letters = store.kept("letters", content, make=lambda: letters_of(content))
        return FontFile(path, root / path, letters), ()
    except BadFont as fault:
        hint = "replace it with a valid TTF, OTF or TTC file, or delete it"
        return None, (Problem(Location(path), "path", str(fault), hint=hint, subject=path),)
