"""Reads a text as format 1 did: by Python-Markdown, after its placeholders were filled."""

import re
from functools import cache
from typing import Any

from immerse.texts.dialect import placeholders_in

_EXTENSIONS = "attr_list md_in_html def_list footnotes admonition tables toc pymdownx.details pymdownx.superfences"
_BLOCK_FILTERS = re.compile(r"\|\s*(table|priority_table|targets_table|bullets|quote)\b")
_STAND_IN = "PLACEHOLDER{}ENDS"


def fills_a_block(expression: str) -> bool:
    """Whether a placeholder gives a table, a list or a quotation."""
    return bool(_BLOCK_FILTERS.search(expression))


def value_sign(expression: str) -> str:
    """The sign for the value of a placeholder where a text is shown without a client."""
    return f"‹{' '.join(expression.split())}›"


def old_html(text: str) -> str:
    """The HTML of a text in format 1, with a sign in place of each value."""
    expressions: list[str] = []
    pieces: list[str] = []
    position = 0
    for placeholder in placeholders_in(text):
        pieces += [text[position : placeholder.start()], _filled(text, placeholder, len(expressions))]
        expressions.append(placeholder[1])
        position = placeholder.end()
    html = _convert("".join((*pieces, text[position:])))
    for number, expression in enumerate(expressions):
        html = html.replace(_STAND_IN.format(number), value_sign(expression))
    return html


def _filled(text: str, placeholder: re.Match[str], number: int) -> str:
    words = _STAND_IN.format(number)
    if not fills_a_block(placeholder[1]):
        return words
    before, after = text[: placeholder.start()], text[placeholder.end() :]
    indent = before.rpartition("\n")[2]
    above = "\n" + indent if before.strip() and not before.rstrip(" ").endswith("\n\n") else ""
    return f"{above}> {words}" + ("\n" if after.strip() and not after.startswith("\n\n") else "")


@cache
def _engine() -> Any:
    from markdown import Markdown  # only this step imports it

    return Markdown(extensions=_EXTENSIONS.split())


def _convert(text: str) -> str:
    engine = _engine()
    engine.reset()
    html: str = engine.convert(text)
    return html
