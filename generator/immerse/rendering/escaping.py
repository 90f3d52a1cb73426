"""From plain text to text that stays itself: in Markdown, in front matter, in an address."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

# A backslash where Markdown knows it, a character reference where a backslash would show.
_INLINE = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]#"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "^": "&#94;"}
)
_ADDRESS = re.compile(r"(https://[A-Za-z0-9./_~%#?=&+-]*[A-Za-z0-9/])")
_LEADING = re.compile(r"^(?:([-+!])|([0-9]+)([.)])(?=\s|$)|([:=?/$]))")


def markdown(text: str) -> Markup:
    """Markdown, on one line, that shows `text` as it is wherever it stands, in a table cell too."""
    words = " ".join(text.split())
    escaped = words.translate(_INLINE)
    lead = _LEADING.match(words)
    if lead is None:
        return Markup(escaped)
    mark, digits, stop, other = lead.groups()
    if mark:
        return Markup(f"\\{escaped}")
    if digits:
        return Markup(f"{digits}\\{stop}{escaped[len(digits) + 1 :]}")
    return Markup(f"&#{ord(other)};{escaped[1:]}")


def with_addresses(text: str) -> Markup:
    """Like `markdown`, but an https address in the text becomes a link to itself."""
    parts = _ADDRESS.split(" ".join(text.split()))
    return Markup("").join(
        Markup("<{}>").format(Markup(part)) if index % 2 else markdown(part) + (" " if part.endswith(" ") else "")
        for index, part in enumerate(parts)
    )


def with_code(text: str) -> Markup:
    """HTML of a plain text in which words between backticks are code."""
    parts = (
        Markup("<code>{}</code>" if index % 2 else "{}").format(part) for index, part in enumerate(text.split("`"))
    )
    return Markup("").join(parts)


def front_matter(text: str) -> Markup:
    """A quoted YAML scalar: JSON's string form is one, and needs no YAML library here."""
    return Markup(json.dumps(str(text), ensure_ascii=False))


def anchor(id: str) -> str:
    """The anchor of an id or key: lower case, letters, digits and hyphens."""
    return "".join(char if char.isalnum() else "-" for char in id.lower())
