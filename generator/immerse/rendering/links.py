"""Links between pages: our own kinds in texts, rewritten to relative addresses of Markdown files."""

from __future__ import annotations

import posixpath

from immerse.model.linking import LINK, target_of


def relative(address: str, page: str) -> str:
    """`address` (with or without an anchor) as a link from the page at address `page`."""
    path, mark, anchor = address.partition("#")
    if path == page:
        return f"{mark}{anchor}" if anchor else posixpath.basename(path)
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor


def rewrite(text: str, page: str, addresses: dict[str, str]) -> str:
    """The text with links of our own kinds pointing to pages; a link to nothing keeps its words and loses the link."""
    wanted = [(found.start(), found) for found in LINK.finditer(text)]
    for start, found in reversed(wanted):
        address = addresses.get(target_of(found[1], found[2]))
        if address is not None:
            text = f"{text[:start]}]({relative(address, page)}){text[found.end() :]}"
        else:
            opening = _opening(text, start)
            text = text[:opening] + text[opening + 1 : start] + text[found.end() :]
    return text


def _opening(text: str, close: int) -> int:
    """Where the bracket opens that the one at `close` closes."""
    depth = 0
    for index in range(close, -1, -1):
        if index and text[index - 1] == "\\":
            continue
        depth += {"]": 1, "[": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return close
