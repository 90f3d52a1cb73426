"""Values that fill a whole block of a text: a table, a list, a quotation. Data, never read as Markdown.

None has slots: values are kept for the next run, and instances without slots are pickled in half the time.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from immerse.texts.languages import Worded


class StandInText(str):
    """A value on one line that is a stand-in or depends on one. It reads as any other text."""

    __slots__ = ("value",)

    value: str | int | float
    """The value without the mark."""

    def __new__(cls, value: str | int | float) -> Self:
        text = super().__new__(cls, value)
        text.value = value
        return text

    def __reduce__(self) -> tuple[type[Self], tuple[str | int | float]]:
        return type(self), (self.value,)


@dataclass(frozen=True)
class TableValue:
    """A table of plain texts. Without rows it is shown as "None."."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_stand_in: bool = field(default=False, compare=False)
    """Whether a value in it is a stand-in."""


@dataclass(frozen=True)
class ListValue:
    """A list of plain texts. Without items it is shown as "None."."""

    items: tuple[str, ...]
    is_stand_in: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class QuoteValue:
    """A quotation: paragraphs, each of one line or more."""

    paragraphs: tuple[tuple[str, ...], ...]
    language: str = ""
    """Its language, where that is known."""
    is_stand_in: bool = field(default=False, compare=False)


BlockValue = TableValue | ListValue | QuoteValue


def as_stand_in(value: Any) -> Any:
    """The value as a stand-in, which a page marks; any other type of value is returned as it is."""
    if isinstance(value, BlockValue):
        return replace(value, is_stand_in=True)
    return StandInText(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def quote_of(text: str) -> QuoteValue:
    """A text as a quotation: empty lines separate paragraphs, line breaks are kept."""
    paragraphs = (part.strip().splitlines() for part in text.strip().replace("\r\n", "\n").split("\n\n"))
    lines_of = (tuple(line.strip() for line in lines if line.strip()) for lines in paragraphs if lines)
    return QuoteValue(tuple(lines_of), text.language if isinstance(text, Worded) else "")
