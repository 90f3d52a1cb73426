"""The pictures of docs/sign-off.md: each is there, small, described in words, and made by the script."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from signing_pictures import MOST_BYTES, PICTURES, WIDE
from site_fixtures import REPOSITORY

DOCUMENT = REPOSITORY / "docs" / "sign-off.md"
SCRIPT = REPOSITORY / "tests" / "support" / "signing_pictures.py"
SHORTEST = 20
"""Letters of a description: fewer say nothing to somebody who does not see the picture."""


def shown(document: str) -> dict[str, str]:
    """The file of each picture of a document, and its alternative text."""
    return {name: alt for alt, name in re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\)", document)}


def faults(document: str, script: str, folder: Path) -> list[str]:
    """What does not agree between a document, the script and the files."""
    pictures = shown(document)
    made = set(re.findall(r'"([a-z-]+\.png)"', script))
    files = {path.name for path in folder.iterdir()}
    found = [f"{name}: no description" for name, alt in pictures.items() if len(alt.strip()) < SHORTEST]
    found += [f"{name}: not made by the script" for name in pictures.keys() - made]
    found += [f"{name}: in no document" for name in made - pictures.keys()]
    found += [f"{name}: no such file" for name in pictures.keys() - files]
    return sorted(found + [f"{name}: a file that nothing shows" for name in files - pictures.keys()])


def test_each_picture_of_the_document_is_there_and_is_made_by_the_script() -> None:
    document, script = DOCUMENT.read_text("utf-8"), SCRIPT.read_text("utf-8")
    assert len(shown(document)) >= 8
    assert faults(document, script, PICTURES) == []


def test_a_planted_picture_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    (tmp_path / "old.png").touch()
    document = "![A page on which somebody signs](pictures/a.png) ![](pictures/b.png)"
    assert faults(document, 'take("a.png") take("c.png")', tmp_path) == [
        "b.png: no description",
        "b.png: no such file",
        "b.png: not made by the script",
        "c.png: in no document",
        "old.png: a file that nothing shows",
    ]


def test_the_pictures_are_small() -> None:
    for path in PICTURES.iterdir():
        content = path.read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n", path.name
        (wide,) = struct.unpack(">I", content[16:20])
        assert wide <= WIDE and len(content) <= MOST_BYTES, path.name
