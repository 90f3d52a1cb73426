"""Texts inside PDF files and workbooks."""

import io
import re
from collections.abc import Iterator
from ctypes import create_string_buffer
from html import unescape
from zipfile import BadZipFile, ZipFile

from immerse.words.characters import UNSEEN

_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_CELL = re.compile(r"<(?:si|is)>(.*?)</(?:si|is)>", re.DOTALL)
_MAY_DESCRIBE = re.compile(
    "|".join("/" + "".join(f"(?:{letter}|#{ord(letter):x})" for letter in name) for name in ("Alt", "ObjStm")).encode(),
    re.IGNORECASE,
)
"""The key of a description, or of a compressed stream of keys, with letters as they are or as numbers. Pages of files
without either are read in half of the time."""


def pdf_text(content: bytes) -> str:
    """The text of a PDF's pages, of its pictures' descriptions and of its properties, without invisible characters.

    Raises:
        ValueError: it cannot be read as a PDF.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    may_describe = _MAY_DESCRIBE.search(content)
    try:
        with PdfDocument(content) as document:
            pages = []
            for page in document:
                words = page.get_textpage()
                pages += [words.get_text_range(), *(_descriptions(page.raw) if may_describe else ())]
                # Closed here: left to the garbage collector they may outlive their document.
                words.close()
                page.close()
            text = "\n".join([*pages, *map(str, document.get_metadata_dict().values())])
            return _UNSEEN.sub("", text)
    except PdfiumError as error:
        raise ValueError(f"cannot be read as a PDF: {error}") from error


def _descriptions(page: object) -> Iterator[str]:
    """The alternative texts of a page's pictures, in which the task book has the letters that no font has."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        last = pdfium.FPDF_StructTree_CountChildren(tree) - 1
        waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, number) for number in range(last, -1, -1)]
        while waiting:
            element = waiting.pop()
            if not element:
                continue
            if length := pdfium.FPDF_StructElement_GetAltText(element, None, 0):
                buffer = create_string_buffer(length)
                pdfium.FPDF_StructElement_GetAltText(element, buffer, length)
                yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
            last = pdfium.FPDF_StructElement_CountChildren(element) - 1
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, number) for number in range(last, -1, -1)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


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
