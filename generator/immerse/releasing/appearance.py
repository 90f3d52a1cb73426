"""The look of a client's site as facts: colours, logo, the agency's fonts, and the layout of the pages."""

from collections.abc import Iterator
from pathlib import Path

import immerse
from immerse.composing.digests import hash_of
from immerse.loading.layout import FONTS
from immerse.model.client import COLOURS
from immerse.model.edition import Edition
from immerse.releasing.log import digest_of
from immerse.releasing.release_facts import LookFact
from immerse.storage.listing import files_in

_PACKAGE = Path(immerse.__file__).parent
_LAYOUT = ("theme/assets/immerse", "theme/assets/search", "rendering/templates")
"""Folders of this program with the templates, style sheets and scripts of the pages."""


def look_of(edition: Edition) -> Iterator[LookFact]:
    """The parts of the look of a client's site, the same in both views."""
    client = edition.client
    for name, use in COLOURS.items():
        colour = str(getattr(client.look, name))
        yield LookFact(name, f"Colour of {use.parts}", colour, hash_of(colour))
    if client.logo:
        file, content = client.logo
        yield LookFact("logo", "Logo", "", hash_of([file, digest_of(content)]))
    fonts = [font for font in edition.fonts if font.name.startswith(f"{FONTS}/")]
    if fonts:
        digests = [[font.name, digest_of(font.path.read_bytes())] for font in fonts]
        yield LookFact("fonts", "Fonts of the task book", "", hash_of(digests))
    yield LookFact("layout", "Layout of the pages", "", layout_digest())


def layout_digest(package: Path = _PACKAGE) -> str:
    """One digest over everything in the package that lays out pages."""
    names = [f"{folder}/{name}" for folder in _LAYOUT for name in files_in(package / folder)]
    digests = [[name, digest_of((package / name).read_bytes())] for name in names if "/__pycache__/" not in name]
    return hash_of(sorted(digests))
