"""What the benchmarks measure growth with: programmes and clients that are made, and what is written of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from command_line import Immerse
from growth import CLIENTS, LESSONS, chapter, picture
from made_programme import make_programme
from site_fixtures import files_of


def test_a_made_programme_has_that_many_lessons_no_fault_and_always_the_same_bytes(
    tmp_path: Path, immerse: Immerse
) -> None:
    root = make_programme(tmp_path / "one", 13)
    assert len(list((root / "curriculum").rglob("lessons/*.yml"))) == 13
    assert files_of(root) == files_of(make_programme(tmp_path / "other", 13))
    assert immerse("-C", str(root), "check", "--on", "2026-12-01").code == 0


def test_the_chapter_says_what_was_measured() -> None:
    lessons = [[float(count), count / 10, 100, 1, 40, 1, count / 100] for count in LESSONS]
    clients = [[float(count), 6, 200, count / 2, count / 4, 900.0 if count == 16 else 0] for count in CLIENTS]
    text = "\n".join(chapter(lessons, clients))
    assert "| 1,000 | 100.0 | 100.0 |" in text and "takes 8.0 times as long as one of 125" in text
    assert "one that builds 16 one after another about 900 MB" in text and "| 32.0 | 16.0 | – |" in text
    assert "takes 16.0 times as long as one of 4" in text and "about 30 minutes of one core" in text
    drawn = ElementTree.fromstring(picture("A & B", lessons, {1: "build"}, "s"))
    assert len(drawn.findall("{*}polyline")) == 1 and len(drawn.findall("{*}circle")) == len(LESSONS)


def test_the_names_of_lines_that_end_together_are_apart() -> None:
    drawn = ElementTree.fromstring(picture("A", [[1, 2, 2, 2], [4, 5, 5.1, 9]], {1: "one", 2: "two", 3: "three"}, "s"))
    names = [text for text in drawn.findall("{*}text") if text.text in ("one", "two", "three")]
    heights = sorted(float(name.attrib["y"]) for name in names)
    assert len(heights) == 3 and min(after - before for before, after in pairwise(heights)) >= 14
