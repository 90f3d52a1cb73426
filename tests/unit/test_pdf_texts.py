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
