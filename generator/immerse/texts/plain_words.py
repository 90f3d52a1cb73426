"""Texts that are one line of words without any Markdown, as most are: read without the parser."""

from __future__ import annotations

import re

from markdown_it.token import Token

AS_TYPED = re.compile(r"""[^\W\d_](?:(?:[^\W_]|[ ,;:.?%'"’“”()–-])*(?:[^\W_]|[.:?%'"”)]))?""")
"""A line of words without any Markdown, which is shown as typed."""


def paragraph_of(words: str) -> list[Token]:
    """The tokens of a line that matches `AS_TYPED`, as the parser gives them."""
    inside = Token("inline", "", 0, map=[0, 1], level=1, content=words, block=True, meta={"lines": [(0, 0)]})
    inside.children = [Token("text", "", 0, content=words)]
    opening = Token("paragraph_open", "p", 1, map=[0, 1], block=True)
    return [opening, inside, Token("paragraph_close", "p", -1, block=True)]
