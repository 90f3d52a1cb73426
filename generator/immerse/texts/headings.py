"""Headings inside a text without anything below them."""

from collections.abc import Iterator

from markdown_it.token import Token

from immerse.texts.callouts import callout_at
from immerse.texts.parsed_text import ParsedText, Span


def headings_without_text(reading: ParsedText) -> tuple[set[Span], set[Span]]:
    """The headings with nothing below them, and those with nothing but notes for mentors."""
    spans = (span for span in reading.of_kind("heading") if span.alone)
    bare: set[Span] = set()
    for_mentors_only: set[Span] = set()
    for span, below in zip(spans, _below_headings(reading.tokens), strict=False):
        if not below:
            bare.add(span)
        elif all(below):
            for_mentors_only.add(span)
    return bare, for_mentors_only


def _below_headings(tokens: list[Token]) -> Iterator[list[bool]]:
    """For each heading of the first level of a text: each block below it, whether it is a note for mentors."""
    below: list[bool] | None = None
    for index, token in enumerate(tokens):
        if token.level or token.nesting == -1 or token.type == "inline":
            continue
        if token.type in ("heading_open", "footnote_block_open"):
            if below is not None:
                yield below
            below = [] if token.type == "heading_open" else None
        elif below is not None:
            kind = callout_at(tokens, index)
            below.append(bool(kind and kind.for_mentors))
    if below is not None:
        yield below
