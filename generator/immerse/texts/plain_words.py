"""Texts of one line, as most are: read without the parser of blocks, and without any parser if they have no marks."""

import re

from markdown_it.token import Token

AS_TYPED = re.compile(r"""[^\W\d_](?:(?:[^\W_]|[ ,;:.?%'"’“”()–-])*(?:[^\W_]|[.:?%'"”)]))?""")
"""A line of words without any Markdown, which is shown as typed."""

ONE_PARAGRAPH = re.compile(r"[^\W\d_].*\n")
"""A line that begins with a letter, where no other block can begin."""


def paragraph_of(words: str) -> list[Token]:
    """The tokens of a line that matches `AS_TYPED`, as the parser gives them; of another line, those of its block."""
    inside = Token("inline", "", 0, map=[0, 1], level=1, content=words, block=True, meta={"lines": [(0, 0)]})
    inside.children = [Token("text", "", 0, content=words)]
    opening = Token("paragraph_open", "p", 1, map=[0, 1], block=True)
    return [opening, inside, Token("paragraph_close", "p", -1, block=True)]
