"""The HTML of a client's values: a word in a sentence, a table, a list, a quotation."""

from typing import Any

from immerse.texts.block_values import ListValue, QuoteValue, StandInText, TableValue
from immerse.texts.languages import Worded, directed, in_language, language_marks
from immerse.words.element_text import escaped_text

STAND_IN = '\u00a0<sup title="nobody gave this value yet">stand-in</sup>'
"""The mark after a stand-in."""


def block_html(value: Any) -> str:
    """The HTML of a table, a list or a quotation."""
    html = directed(_block(value))
    if getattr(value, "is_stand_in", False):
        return f'<div class="im-stand-in">\n{html}<p>{STAND_IN}</p>\n</div>\n'
    return html


def _block(value: Any) -> str:
    if isinstance(value, TableValue) and value.rows:
        head = "".join(f'<th scope="col">{words_of(cell)}</th>' for cell in value.header)
        rows = "\n".join("<tr>" + "".join(f"<td>{words_of(cell)}</td>" for cell in row) + "</tr>" for row in value.rows)
        return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
    if isinstance(value, ListValue) and value.items:
        return "<ul>\n" + "".join(f"<li>{words_of(item)}</li>\n" for item in value.items) + "</ul>\n"
    if isinstance(value, QuoteValue):
        marks = language_marks(value.language) if value.language else ""
        way = ' dir="rtl"' if "dir=" in marks else ""
        paragraphs = (f"<p{way}>{'<br>'.join(map(words_of, lines))}</p>\n" for lines in value.paragraphs)
        return f"<blockquote{marks}>\n{''.join(paragraphs)}</blockquote>\n"
    return "<p><em>None.</em></p>\n"


def is_block(value: Any) -> bool:
    """Whether a value fills a block of its own."""
    return isinstance(value, (TableValue, ListValue, QuoteValue))


def words_of(value: Any) -> str:
    """A value on one line, as HTML; a stand-in is followed by a mark."""
    if isinstance(value, StandInText):
        return f'<span class="im-stand-in">{words_of(value.value)}{STAND_IN}</span>'
    words = escaped_text(" ".join(str(value).split()))
    return in_language(words, value.language) if isinstance(value, Worded) else words
