"""Placeholders of texts: checked without a client, filled in for one."""

import re
from collections.abc import Iterator
from typing import Any

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import FILTERS, filter_of
from immerse.expressions.reading import Diagnostic, placeholder_fault, read
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.policy.id_names import HOMES
from immerse.model.policy.policy import Policy
from immerse.model.text import LONGEST_LINE, LONGEST_NAME, Line, Prose, Text, Title
from immerse.problems import Location
from immerse.texts.block_values import BlockValue, StandInText
from immerse.texts.dialect import braces, is_alone
from immerse.texts.link_addresses import filled_address, outside_fault
from immerse.texts.parsed_text import Span, is_for_mentors, parsed
from immerse.texts.shown import shown_in_full, shows_nothing
from immerse.words.english import with_article

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_SHORT = {"minutes": re.compile(r"\bmin\b"), "hours": re.compile(r"\bh\b"), "per cent": re.compile("%|percent")}
"""Unit -> what authors write for it in short."""
_NEVER = re.compile(r"(?!)")

Expandable = Line | Prose
"""The texts that may hold placeholders."""

_STRAY = {
    "{{": Diagnostic("'{{' is not closed", "write {{ policy.group.setting }} and close every quote"),
    "}}": Diagnostic("'}}' without '{{' before it", "to show braces as text, put them in back-quotes"),
    "{%": Diagnostic("'{%' is not part of the language", "use when: or one_of: for what depends on policy"),
    "{#": Diagnostic("'{#' is not part of the language", "use a YAML comment"),
}
_NEEDS_READING = re.compile(r"[`\t\\|<]|~~~|    |\]\(|\[[!^]|://")
"""Marks near which braces may not be a placeholder in a sentence: code, a backslash, a table cell, an address, a note
for mentors or a footnote."""


def has_braces(text: Expandable) -> bool:
    """Whether a text may hold placeholders or stray braces."""
    return "{" in text or "}}" in text


def placeholders_of(text: Expandable) -> tuple[Span, ...]:
    """The placeholders of a text, in the order of writing."""
    return tuple(span for span in _spans(text) if span.kind == "placeholder")


def _spans(text: Expandable) -> tuple[Span, ...]:
    """Placeholders and stray braces; searched for once and kept with the text."""
    if text.braces is None:
        text.braces = _spans_in(text)
    spans: tuple[Span, ...] = text.braces
    return spans


def _spans_in(text: Expandable) -> tuple[Span, ...]:
    if not has_braces(text):
        return ()
    spans = tuple(Span(*span, alone=is_alone(text, *span[2:4])) for span in braces(text))
    if isinstance(text, Prose) and not _is_plain(text, spans):
        return tuple(parsed(text).of_kind("placeholder", "stray"))
    return spans


def _is_plain(text: Prose, spans: tuple[Span, ...]) -> bool:
    """Whether the braces of a text are those of a plain line, so that the Markdown need not be read."""
    if any("\n" in span.content for span in spans):
        return False
    begins, ends = [0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)]
    return not any(_NEEDS_READING.search(text, begin, end) for begin, end in zip(begins, ends, strict=True))


def fault_location(text: Text, offset: int, source: str, fragment: str) -> Location:
    """The location of a fragment of the expression that begins at `offset`, or of the whole expression."""
    if not source.strip():
        return text.at(offset - 2)
    lead = len(source) - len(source.lstrip())
    return text.at(offset + (source.index(fragment) if fragment and fragment in source else lead))


def inspect(text: Expandable, for_mentors: bool, contract: type[Policy]) -> Iterator[tuple[Location, Diagnostic]]:
    """The faults of a text's placeholders, for any client."""
    for span in _spans(text):
        if span.kind == "stray":
            yield text.at(span.start), _STRAY[span.content]
            continue
        reading = read(span.content, contract)
        faults = reading.faults
        if not faults:
            in_a_note = "[!" in text and isinstance(text, Prose) and is_for_mentors(parsed(text), span)
            mentors = for_mentors or in_a_note
            shown = placeholder_fault(reading, mentors) or _block_fault(text, span, reading.shape.kind)
            shown = shown or _bare_fault(text, span, reading.shape)
            faults = (shown,) if shown else ()
        for fault in faults:
            yield fault_location(text, span.start + 2, span.content, fault.fragment), fault


def reads_of(text: Expandable, contract: type[Policy]) -> set[str]:
    """Setting keys that a text's placeholders read."""
    return {key for span in placeholders_of(text) for key in read(span.content, contract).reads}


def _bare_fault(text: Expandable, span: Span, shape: Shape) -> Diagnostic | None:
    """The fault of a bare id of a thing that has a name, or of a bare time or share whose unit its paragraph, or its
    table, does not say."""
    named = next((name for name, known in FILTERS.items() if known.reads == (HOMES.get(shape.named),)), "")
    unit = shape.limit.unit if shape.kind is Kind.NUMBER and shape.limit else ""
    begin, end = text.rfind("\n\n", 0, span.start) + 1, text.find("\n\n", span.end)
    words = _PLACEHOLDER.sub(" ", text[begin : end if end >= 0 else None]).lower()
    name = named or filter_of(unit)
    if not name or (unit and (unit.split()[-1].rstrip("s") in words or _SHORT.get(unit, _NEVER).search(words))):
        return None
    says = f"the id of {with_article(shape.named)}, and readers know its name" if named else ""
    hint = f"write {{{{ {span.content.strip()} | {name} }}}}"
    return Diagnostic(f"the value is {says or f'in {unit}, and the text does not say so'}", hint)


def _block_fault(text: Expandable, span: Span, kind: Kind) -> Diagnostic | None:
    if kind is not Kind.BLOCK:
        return None
    if not isinstance(text, Prose):
        return Diagnostic("a line of plain text cannot hold a table, a list or a quote", "use list or any_of")
    if not any(placeholder.start == span.start and placeholder.alone for placeholder in parsed(text).placeholders):
        return Diagnostic("a table, a list or a quote needs a line of its own", "put an empty line before and after it")
    return None


def fill(text: Expandable, values: list[Any]) -> Expandable:
    """The text for one client: a line with its values in it, prose with its values beside it.

    Raises:
        ExpressionFault: a value cannot be used where its placeholder is.
    """
    spans = placeholders_of(text)
    for value in values:
        _judge(text, value)
    if isinstance(text, Prose):
        if any(span.words == "address" for span in spans):
            _judge_addresses(text, dict(zip((span.start for span in spans), values, strict=True)))
        filled = text.with_values(tuple(values))
        if not any(map(str, values)):
            _judge_words(shown_in_full(filled))
        return filled
    pieces: list[str] = []
    position = 0
    for span, value in zip(spans, values, strict=True):
        pieces += [text[position : span.start], " ".join(str(value).split())]
        position = span.end
    line = "".join((*pieces, text[position:]))
    _judge_words(line)
    if len(line) > LONGEST_LINE:
        raise ExpressionFault(f"the line has {len(line):,} characters once it is filled; at most {LONGEST_LINE:,}")
    return type(text)(_marked(line, text, values), text.location, text.raw)


_MARK = " (stand-in)"
"""Ends a line with a stand-in; in prose a page marks the value itself."""


def _marked(line: str, text: Expandable, values: list[Any]) -> str:
    room = LONGEST_NAME if isinstance(text, Title) else LONGEST_LINE
    is_open = any(isinstance(value, StandInText) for value in values)
    return line + _MARK if is_open and len(line) + len(_MARK) <= room else line


def _judge_words(words: str) -> None:
    if shows_nothing(words):
        raise ExpressionFault("the text shows nothing once its placeholders are filled", "write words beside them")


def _judge(text: Expandable, value: Any) -> None:
    if isinstance(value, BlockValue) and isinstance(text, Prose):
        return
    if isinstance(value, (bool, tuple)) or not isinstance(value, (str, int, float)):
        raise ExpressionFault(f"{value!r} cannot be part of a sentence", "use a filter such as list, date or yes_no")


def _judge_addresses(text: Prose, values: dict[int, Any]) -> None:
    """Raise ExpressionFault for a filled address that is not valid."""
    reading = parsed(text)
    for link in reading.of_kind("link"):
        inside = (at for at in reading.placeholders if at.words == "address" and link.start <= at.start < link.end)
        try:
            address = filled_address(link.content, (values[placeholder.start] for placeholder in inside))
        except ValueError as error:
            hint = "an address begins with https:, mailto: or tel:"
            raise ExpressionFault(str(error), hint, offset=link.start) from error
        if "{{" in link.content and (fault := outside_fault(address)):
            hint = "write what a browser can follow"
            raise ExpressionFault(f"link to {address!r}: {fault}", hint, offset=link.start)
