"""Authors' texts on their way into a page: lists, indentation, one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from immerse.model.base import Point

_BLOCK_START = re.compile(r"^\s*([-*+]\s|[>|]|[0-9]+[.)]\s|```|~~~)", re.MULTILINE)


def is_plain(text: str) -> bool:
    """Whether a Markdown text is a single paragraph, so that it may stand inside one."""
    return "\n\n" not in text.strip() and not _BLOCK_START.search(text)


def led_by(label: str, text: str) -> Markup:
    """A text after a bold label: on its line, or below it where the text begins with a list or a table."""
    gap = "\n\n" if _BLOCK_START.match(text) else " "
    return Markup(f"**{label}**{gap}{text.strip()}")


def one_line(text: str) -> str:
    """The text with its line breaks folded to spaces."""
    return " ".join(text.split())


def bullets(texts: Iterable[str], mark: str = "-") -> Markup:
    """A Markdown list; what follows an entry's first line is indented so that it stays inside."""
    # A table or a quotation at the end of an entry would take the next entry for its own, were there no empty line.
    entries = [f"{mark:<4}{_indented(text)}" + ("\n" if is_plain(text) else "\n\n") for text in texts]
    return Markup("".join(entries).rstrip("\n"))


def _indented(text: str) -> str:
    lines = text.strip().splitlines()
    return "\n".join([lines[0], *(f"    {line}" if line.strip() else "" for line in lines[1:])]) if lines else ""


def point_texts(points: Iterable[object]) -> list[str]:
    """The texts of resolved points."""
    return [str(point.text) for point in points if isinstance(point, Point)]


def tidy(page: str) -> str:
    """A rendered page without trailing blanks and without runs of empty lines."""
    lines = "\n".join(line.rstrip() for line in page.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
