"""Fonts that a test makes: every letter is a square."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from immerse.lettering.installed import PACKAGES


def font(letters: str, family: str = "Small", form: int | None = None) -> bytes:
    """A TrueType font with these letters, in tables as usual, or in one table of characters of that form."""
    names = [".notdef", "space", *(f"letter{ord(letter)}" for letter in letters)]
    codes = {32: "space"} | {ord(letter): f"letter{ord(letter)}" for letter in letters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    pen = TTGlyphPen(None)
    for number, point in enumerate(((60, 0), (60, 700), (640, 700), (640, 0))):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (700, 60)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2()
    builder.setupPost()
    if form is not None:
        builder.font["cmap"].tables = [_table(codes, form)]
    return _bytes(builder.font)


def collection(*fonts: bytes) -> bytes:
    """A TTC file of these fonts."""
    made = TTCollection()
    made.fonts = [TTFont(io.BytesIO(one)) for one in fonts]
    return _bytes(made)


def _table(codes: dict[int, str], form: int) -> CmapSubtable:
    table = CmapSubtable.newSubtable(form)
    table.platformID, table.platEncID = (0, 3) if form in (0, 4, 6) else (3, 10)
    table.language = 0
    table.reserved, table.length = 0, 0
    table.cmap = codes
    return table


def _bytes(made: TTFont | TTCollection) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def install_fonts(
    site_packages: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, package: str = PACKAGES[0]
) -> None:
    """Install a package of `immerse[fonts]` that has these files."""
    folder = site_packages / package
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    monkeypatch.delitem(sys.modules, package)  # the fixture in conftest.py says that it is not installed
    monkeypatch.syspath_prepend(str(site_packages))
