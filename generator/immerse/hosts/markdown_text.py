"""Plain text in the Markdown that other engines read."""

import json
import re

from immerse.model.page import Heading

_INLINE = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]#"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "^": "&#94;", ":": "&#58;", "=": "&#61;"}
)
"""A backslash where Markdown knows it, a character reference where a backslash would show."""


_LINE_MARK = re.compile(r"^([ \t>]*)(`(?=``)|~(?=~~)|\{)", re.MULTILINE)


def heading_line(heading: Heading) -> str:
    """A heading with its id, and with its direction where it runs from right to left."""
    way = " dir=rtl" if heading.runs_left else ""
    anchor = f" {{ #{heading.id}{way} }}" if heading.id else ""
    words = " ".join(heading.words.split()).translate(_INLINE)
    return f"{'#' * heading.level} {f'[{words}](page:{heading.link})' if heading.link else words}{anchor}"


def without_line_marks(html: str) -> str:
    """HTML without a line that begins as a fence of code or a list of attributes does: engines look for those in HTML
    too."""
    return _LINE_MARK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", html)


def quoted(text: str) -> str:
    """The text as a quoted YAML scalar, written as a JSON string."""
    return json.dumps(text, ensure_ascii=False)
