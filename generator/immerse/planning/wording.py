"""Links of our own kinds inside texts, found without rendering them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(r"\]\((lesson|playbook|competency|drill|inject|check|term|setting):([^)\s]+)\)")


def linked_ids(text: str) -> Iterator[tuple[str, str]]:
    """(kind, id) of each link of our own kinds, `("lesson", "TRI-L2")`."""
    for found in _LINK.finditer(text):
        yield found[1], found[2]
