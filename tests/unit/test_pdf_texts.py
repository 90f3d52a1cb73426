"""The text of a PDF is read once for all checks of a site."""

from __future__ import annotations

import pytest
import typst
from immerse.leaks.word_registry import WordRegistry


def test_a_file_is_read_once() -> None:
    pdf_text = WordRegistry.of({}).pdf_text
    first, other = (typst.compile(word.encode()) for word in ("harbour", "quayside"))
    texts = [pdf_text(content) for content in (first, other, bytes(bytearray(first)))]
    assert "harbour" in texts[0] and "quayside" in texts[1] and texts[2] is texts[0]


def test_what_is_no_pdf_is_refused_each_time() -> None:
    pdf_text = WordRegistry.of({}).pdf_text
    for _ in range(2):
        with pytest.raises(ValueError, match="cannot be read"):
            pdf_text(b"no PDF")


@pytest.mark.parametrize("key", [b"/Alt", b"/#41lt", b"/A#6C#74"])
def test_descriptions_of_pictures_are_read_however_their_key_is_written(key: bytes) -> None:
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    content = typst.compile(f'Quayside #image(bytes("{picture}"), alt: "harbour")'.encode())
    assert isinstance(content, bytes) and content.count(b"/Alt") == 1
    text = WordRegistry.of({}).pdf_text(content.replace(b"/Alt", key))
    assert "Quayside" in text and "harbour" in text
