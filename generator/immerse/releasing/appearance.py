"""How a client's site looks, as facts: colours, logo, the agency's fonts, and what lays out the pages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from immerse.composing.digests import hash_of
from immerse.loading.workspace import FONTS
from immerse.model.edition import Edition
from immerse.releasing.log import digest_of
from immerse.releasing.release_facts import LookFact

_COLOURS = {
    "primary": "Colour of the header and the headings",
    "accent": "Colour of links and buttons",
    "accent_dark": "Colour of links and buttons on the dark scheme",
}
_LAYOUT = (("theme", "assets", "immerse"), ("theme", "assets", "search"), ("rendering", "templates"))
"""Folders of this program in which the templates, style sheets and scripts of the pages lie."""


def look_of(edition: Edition) -> Iterator[LookFact]:
    """The parts of the look of a client's site; both views look the same."""
    client = edition.client
    for name, title in _COLOURS.items():
        colour = str(getattr(client.look, name))
        yield LookFact(name, title, colour, hash_of(colour))
    if client.logo:
        file, content = client.logo
        yield LookFact("logo", "Logo", "", hash_of([file, digest_of(content)]))
    own = [font for font in edition.fonts if font.name.startswith(f"{FONTS}/")]
    if own:
        digests = [[font.name, digest_of(font.path.read_bytes())] for font in own]
        yield LookFact("fonts", "Fonts of the task book", "", hash_of(digests))
    yield LookFact("layout", "Layout of the pages", "", layout_digest())


def layout_digest() -> str:
    """One digest over everything that lays out pages."""
    found: list[list[str]] = []
    for parts in _LAYOUT:
        folder = files("immerse").joinpath(*parts)
        found += [[name, digest_of(file.read_bytes())] for name, file in _below(folder, "/".join(parts))]
    return hash_of(sorted(found))


def _below(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        below = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _below(entry, below) if entry.name != "__pycache__" else ()
        else:
            yield below, entry
