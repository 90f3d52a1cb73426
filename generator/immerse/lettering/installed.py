"""The fonts of `immerse[fonts]`, if they are installed. A file is read when a letter is searched for in it."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from immerse.lettering.font_files import BadFont, letters_of
from immerse.model.fonts import FontFile

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""The package for 19 scripts is first; that for Chinese, Japanese and Korean is five times as large."""


def installed_fonts() -> Iterator[FontFile]:
    """The fonts in the order of search; those of emoji after those of scripts."""
    for package in PACKAGES:
        for path in _files(package):
            if (font := _font(package, path)) is not None:
                yield font


def is_installed() -> bool:
    """Whether the fonts of `immerse[fonts]` are installed."""
    return any(_files(package) for package in PACKAGES)


def _files(package: str) -> tuple[Path, ...]:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    paths = (path for folder in folders or () for path in Path(folder).glob("*.[ot]t[fc]"))
    upright = (path for path in paths if "Italic" not in path.name)
    return tuple(sorted(upright, key=lambda path: ("Emoji" in path.name, path.name)))


@lru_cache(maxsize=64)
def _font(package: str, path: Path) -> FontFile | None:
    try:
        return FontFile(f"{package}/{path.name}", path, letters_of(path.read_bytes()))
    except (BadFont, OSError):
        return None
