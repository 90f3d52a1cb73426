"""The text of a PDF is read once for the scans of both views of a site."""

from __future__ import annotations

import pytest
from immerse.leaks import containers
from immerse.leaks.containers import PdfTexts


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that are read."""
    found: list[bytes] = []

    def reading(content: bytes) -> str:
        found.append(content)
        if not content.startswith(b"%PDF"):
            raise ValueError("cannot be read as a PDF")
        return content.decode()

    monkeypatch.setattr(containers, "pdf_text", reading)
    return found


def test_a_file_is_read_once_and_another_one_by_itself(read: list[bytes]) -> None:
    texts = PdfTexts()
    assert [texts.of(content) for content in (b"%PDF one", b"%PDF two", b"%PDF one")] == [
        "%PDF one",
        "%PDF two",
        "%PDF one",
    ]
    assert read == [b"%PDF one", b"%PDF two"]


def test_only_the_last_few_are_held(read: list[bytes]) -> None:
    texts = PdfTexts()
    files = [b"%%PDF %d" % number for number in range(PdfTexts.MOST + 1)]
    for content in (*files, files[-1], files[0]):
        texts.of(content)
    assert read == [*files, files[0]]


def test_what_is_no_pdf_is_said_each_time(read: list[bytes]) -> None:
    texts = PdfTexts()
    for _ in range(2):
        with pytest.raises(ValueError, match="cannot be read"):
            texts.of(b"no PDF")
    assert len(read) == 2
