"""Texts inside a PDF and a workbook, for the scans of finished files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from zipfile import BadZipFile, ZipFile

_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_CELL = re.compile(r"<(?:si|is)>(.*?)</(?:si|is)>", re.DOTALL)


@lru_cache(maxsize=8)
def pdf_text(content: bytes) -> str:
    """The text of a PDF's pages and of its properties, one page after another.

    Kept for the last few files, because two scans ask for it and both views of a site hold the same file.

    Raises:
        ValueError: it cannot be read as a PDF.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(content) as document:
            pages = []
            for page in document:
                words = page.get_textpage()
                pages.append(words.get_text_range())
                # Closed here: left to the garbage collector they may outlive their document.
                words.close()
                page.close()
            return "\n".join([*pages, *map(str, document.get_metadata_dict().values())])
    except PdfiumError as error:
        raise ValueError(f"cannot be read as a PDF: {error}") from error


def xlsx_texts(content: bytes) -> Iterator[str]:
    """The texts of a workbook's cells, one a cell.

    Raises:
        ValueError: it cannot be read as a workbook.
    """
    try:
        with ZipFile(io.BytesIO(content)) as book:
            for name in sorted(book.namelist()):
                if name.endswith(".xml"):
                    for cell in _CELL.findall(book.read(name).decode("utf-8", "replace")):
                        yield unescape("".join(_TEXT.findall(cell)))
    except BadZipFile as error:
        raise ValueError("cannot be read as a workbook") from error
