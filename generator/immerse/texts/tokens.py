"""Small changes to the tokens of one block of words."""

import re

from markdown_it.token import Token

BREAKS = ("softbreak", "hardbreak")
_BOX = re.compile(r"\[([ xX])\][ \t]+")


def trimmed(children: list[Token]) -> list[Token]:
    """The tokens without line breaks at both ends."""
    begin, end = 0, len(children)
    while begin < end and children[begin].type in BREAKS:
        begin += 1
    while begin < end and children[end - 1].type in BREAKS:
        end -= 1
    return children[begin:end]


def with_box(children: list[Token]) -> list[Token]:
    """The tokens of a list's item; the box `[ ]` that it may begin with is a token of its own."""
    box = _BOX.match(children[0].content) if children and children[0].type == "text" else None
    if not box:
        return children
    rest = children[0].copy(content=children[0].content[box.end() :])
    return [Token("box", "", 0, content=box[1]), rest, *children[1:]]
