"""A text as it is shown: without what only mentors see, and in plain words, for digests, papers and workbooks."""

import re
from collections.abc import Iterable
from typing import Any

from markdown_it.token import Token

from immerse.model.text import Prose
from immerse.texts.block_values import ListValue, QuoteValue, TableValue
from immerse.texts.callouts import callout_at, parted
from immerse.texts.parsed_text import ParsedText, is_for_mentors, parsed
from immerse.texts.plain_words import AS_TYPED
from immerse.texts.tokens import BREAKS
from immerse.words.characters import UNSEEN


def shown(reading: ParsedText, values: Iterable[Any] = ()) -> str:
    """The text in plain words: one block a line, list marks and numbers kept, runs of white space as one blank."""
    by_place = {span.start: value for span, value in zip(reading.placeholders, values, strict=False)}
    lines: list[str] = []
    marks: list[str] = []
    numbers: list[int] = []

    def add(line: str) -> None:
        """Add a line after the marks of its list."""
        lines.append("".join(marks) + line)
        marks.clear()

    for index, token in enumerate(reading.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else -1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            marks.append("- " if numbers[-1] < 0 else f"{numbers[-1]}. ")
            numbers[-1] += numbers[-1] >= 0
        elif token.type in ("fence", "code_block"):
            add(token.content.rstrip("\n"))
        elif token.type == "inline":
            children = token.children or []
            if kind := callout_at(reading.tokens, index - 2):
                label, children = parted(children)
                add(words_in(label, by_place) or kind.label)
            add(words_in(children, by_place))
    return "\n".join(line.strip() for line in lines if line.strip())


def shown_in_full(text: Prose) -> str:
    """An author's text as it is shown, with the values of its client."""
    if text.reading is None and "  " not in text and AS_TYPED.fullmatch(text):
        return str(text)
    reading = parsed(text)
    if reading.placeholders:
        return shown(reading, text.values)
    if reading.words is None:
        reading.words = shown(reading)
    return reading.words


def without_mentor_notes(text: Prose) -> Prose:
    """The text for trainees: without its notes for mentors, in the source too."""
    reading = parsed(text)
    if not reading.mentor_notes:
        return text
    inside = [span for span in reading.placeholders if not is_for_mentors(reading, span)]
    values = [value for span, value in zip(reading.placeholders, text.values, strict=False) if span in inside]
    pieces, position = [], 0
    for start, end in reading.mentor_notes:
        pieces.append(text[position:start])
        position = end
    return type(text)("".join((*pieces, text[position:])), text.location).with_values(tuple(values))


_UNSEEN = re.compile(rf"[\s{UNSEEN}]+")
"""White space and invisible characters."""


def shows_nothing(words: str) -> bool:
    """Whether a text shows no visible character."""
    return not _UNSEEN.sub("", words)


def words_in(children: Iterable[Token], by_place: dict[int, Any]) -> str:
    """The words of one line or paragraph; `by_place` has the value of the placeholder at an offset of the text."""
    parts: list[str] = []
    for child in children:
        if child.type == "placeholder":
            parts.append(value_words(by_place.get(child.meta.get("at", -1), f"{{{{{child.content}}}}}")))
        else:
            parts.append(" " if child.type in BREAKS else child.content)
    return " ".join("".join(parts).split())


def value_words(value: Any) -> str:
    """A value in plain words."""
    if isinstance(value, TableValue):
        return "; ".join(" | ".join(row) for row in value.rows) or "None."
    if isinstance(value, ListValue):
        return "; ".join(value.items) or "None."
    if isinstance(value, QuoteValue):
        return " ".join(line for lines in value.paragraphs for line in lines)
    return " ".join(str(value).split())
