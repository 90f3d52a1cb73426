"""Addresses of links: what of a client's value may stand in one."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode


def address_of(words: str, before: str) -> str:
    """A value as part of a link's address that begins with `before`.

    Raises:
        ValueError: it begins the address and is none that people may be led to.
    """
    words = " ".join(words.split())
    if not before and not re.match(r"https://|mailto:|tel:", words):
        raise ValueError(f"{words!r} is no address to link to")
    if before == "tel:":
        return re.sub(r"[^+0-9]", "", words)  # a number is dialled without the spaces that people read
    return percent_encode(words, safe="/:?#@!$&'*+,;=~%-._")
