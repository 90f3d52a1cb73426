"""From a value of the policy to text that stays that text: in Markdown, inside a link, on one plain line."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote as percent_encode


class Markdown(str):
    """Markdown that a filter of ours made, its values already escaped; a block that stands on lines of its own."""

    __slots__ = ()


# Backslash where Markdown knows it; a character reference where it does not, because there a backslash would show.
_ESCAPES = str.maketrans(
    {character: "\\" + character for character in "\\`*_{}[]|"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;", "^": "&#94;", "#": "\\#"}
)
_LEADING_MARK = re.compile(r"^([-+!])|^([0-9]+)([.)])|^([:=?/$])")
_EMOJI = re.compile(r":(?=[0-9_+-]*[A-Za-z][A-Za-z0-9_+-]*:)")
_MARK = re.compile(r"==|\+\+")


def plain(text: str) -> str:
    """One line: runs of white space become one space, none is left at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Markdown that shows `text` as it is, wherever on a line it stands, in a table cell too."""
    words = plain(text)
    escaped = _EMOJI.sub("&#58;", words.translate(_ESCAPES))
    escaped = _MARK.sub(lambda pair: f"&#{ord(pair[0][0])};" * 2, escaped)
    lead = _LEADING_MARK.match(words)
    if not lead:
        return escaped
    mark, digits, stop, other = lead.groups()
    if mark:
        return escaped if escaped.startswith("&") else "\\" + escaped
    if digits:
        return f"{digits}\\{stop}{escaped[len(digits) + 1 :]}"
    return escaped if escaped.startswith("&") else f"&#{ord(other)};{escaped[1:]}"


def escape_address(text: str) -> str:
    """A part of a link's address: what would end the link or the page is written in per cent."""
    return percent_encode(plain(text), safe="/:?#@!$&'*+,;=~%-._")


def escape_block(text: str) -> str:
    """Several paragraphs or lines, each escaped; empty lines stay between paragraphs."""
    return "\n".join(escape(line) for line in text.strip().splitlines())
