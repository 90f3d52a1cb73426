"""Text that was never filled in, in what a person reads: pages, JSON, PDF, workbooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from immerse.output.containers import pdf_text, xlsx_texts
from immerse.output.html_page import HtmlPage

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\[object Object\]|\bUndefined\b")


_MARKDOWN = re.compile(r"\s*(?:[-*+] {2,3}\S|\| ?-{3,}|#{1,6} \S)")
"""The beginning of a list, a table or a heading, of which Markdown should have left nothing."""


def page_leftovers(page: HtmlPage) -> Iterator[str]:
    """What a page shows, in text or in an attribute, that stands for a value it was not given, and what it shows as
    Markdown."""
    yield from _judge((*page.texts, *page.attributes))
    for text in page.texts:
        if _MARKDOWN.match(text):
            yield f"shows Markdown as it was typed, {text.strip()[:40]!r}"


def file_leftovers(path: str, content: bytes) -> Iterator[str]:
    """As `page_leftovers`, for a JSON file, a PDF or a workbook; other kinds of file are not judged.

    Raises:
        ValueError: the file is none of its kind.
    """
    suffix = PurePosixPath(path).suffix
    if suffix == ".json":
        return _judge(_strings(json.loads(content)))
    if suffix == ".pdf":
        return _judge(pdf_text(content).splitlines())
    if suffix == ".xlsx":
        return _judge(xlsx_texts(content))
    return iter(())


def _judge(texts: Iterable[str]) -> Iterator[str]:
    yield from filter(None, map(_fault, dict.fromkeys(texts)))


@lru_cache(maxsize=1 << 13)
def _fault(text: str) -> str:
    """What is wrong with one text; empty when nothing is. The pages of a site have most of their texts in common."""
    if text.strip() == "None":
        return "shows the text 'None'"
    if found := _LEFT_OVER.search(text):
        start = max(found.start() - 20, 0)
        return f"shows {found.group()!r}, in {text[start : found.end() + 20].strip()!r}"
    return ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
