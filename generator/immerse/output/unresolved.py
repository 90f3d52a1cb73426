"""Placeholders that were never filled in, in pages, JSON, PDF files and workbooks."""

import json
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from immerse.leaks.containers import pdf_text, xlsx_texts
from immerse.output.html_page import HtmlPage
from immerse.texts.leftovers import Leftovers, may_hold_leftovers, pieces_between_tags

JUDGED = (".json", ".pdf", ".xlsx")
"""Kinds of files, beside pages, that are judged."""


def page_leftovers(page: HtmlPage, leftovers: Leftovers) -> Iterator[str]:
    """Placeholders without a value in the text or an attribute of a page, and Markdown that is shown as text."""
    faults = list(leftovers.in_texts(page.texts))
    yield from faults
    yield from sorted(set(leftovers.in_texts(page.attributes)).difference(faults))
    yield from leftovers.as_markdown(page.texts)


def file_leftovers(
    path: str, content: bytes, leftovers: Leftovers, read_pdf: Callable[[bytes], str] = pdf_text
) -> Iterator[str]:
    """As `page_leftovers`, for a JSON file, a PDF or a workbook; other kinds of file are not judged. `read_pdf` gives
    the text of a PDF, as `pdf_text` does.

    Raises:
        ValueError: the file cannot be read as its kind.
    """
    suffix = PurePosixPath(path).suffix
    if suffix == ".pdf":
        return leftovers.in_pages(read_pdf(content))
    if suffix == ".json":
        texts: Iterator[str] = _strings(json.loads(content))
        if path.endswith("search_index.json"):  # every string of the index is HTML
            texts = (piece for text in filter(may_hold_leftovers, texts) for piece in pieces_between_tags(text))
    elif suffix == ".xlsx":
        texts = xlsx_texts(content)
    else:
        return iter(())
    return leftovers.in_texts(tuple(texts))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
