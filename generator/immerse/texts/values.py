"""Values that fill a whole block of a text: a table, a list, a quotation. Data, never read as Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from immerse.texts.languages import Worded


@dataclass(frozen=True, slots=True)
class TableValue:
    """A table of plain texts. Without rows it is shown as "None."."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list of plain texts. Without items it is shown as "None."."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteValue:
    """A quotation: paragraphs, each of one line or more."""

    paragraphs: tuple[tuple[str, ...], ...]
    language: str = ""
    """Its language, where that is known."""


BlockValue = TableValue | ListValue | QuoteValue


def quote_of(text: str) -> QuoteValue:
    """A text as a quotation: an empty line parts paragraphs, a line break stays."""
    paragraphs = (part.strip().splitlines() for part in text.strip().replace("\r\n", "\n").split("\n\n"))
    lines_of = (tuple(line.strip() for line in lines if line.strip()) for lines in paragraphs if lines)
    return QuoteValue(tuple(lines_of), text.language if isinstance(text, Worded) else "")
