"""Markup that a text must not contain: raw HTML, pictures, invalid links, misplaced headings (markup)."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from immerse.checking.pasted import MAY_BE_PASTED, pasted_lists
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import caught
from immerse.model.base import FOR_MENTORS
from immerse.model.lesson import Section
from immerse.model.owned_text import OwnedText
from immerse.model.screening import screen
from immerse.model.text import Line, Prose
from immerse.texts.callouts import CALLOUTS, callout_at
from immerse.texts.headings import headings_without_text
from immerse.texts.link_addresses import outside_fault
from immerse.texts.linking import KINDS
from immerse.texts.parsed_text import ParsedText, Span, blanked, parsed
from immerse.texts.shown import shown, shows_nothing, without_mentor_notes
from immerse.words.near_misses import near_miss

SCHEMES = ("http", "https", "mailto", "tel", *KINDS)
LONGEST = 40_000
"""The greatest number of characters of one text; parsing takes time in proportion to the length."""
DEEPEST = 10
"""The greatest depth of lists and quotations; deeper nesting cannot be read on a phone."""

_HTML = re.compile(
    r"<(?!https?://|mailto:|tel:)"
    r"(?:/?[A-Za-z][A-Za-z0-9-]{0,40}(?:[\s/][^<>]{0,300})?>|!--(?:[^<>\n]{0,60}-->)?|[?!][A-Za-z])"
)
_ATTRIBUTES = re.compile(
    r"\{:?\s{0,9}[.#][\w-]|\{:\s{0,9}\w{1,40}=|\{\s{0,9}[\w-]{1,40}=|(?<!\{)\{ ?policy\.[\w.]{0,60}"
)
_ALMOST = re.compile(rf"\]\(([^()\n]{{1,200}})\)|\] ?\((?:{'|'.join(KINDS)}):[^\s()]{{1,200}}")
_CALLOUT = re.compile(r"^([ \t>*+\d.)-]{0,40})\[! ?([A-Za-z]{1,20})[^\]\n]{0,20}\]", re.MULTILINE)
_DASHES = re.compile(
    r"^[ \t>]{0,40}\|?[ \t]*:?-{1,99}:?[ \t]*(?:\|[ \t]*:?-{1,99}:?[ \t]*){1,99}\|?[ \t]*$", re.MULTILINE
)
_IN_A_LINE = re.compile(r"\[[^\]\n]{1,200}\]\([^()\s]{1,200}\)|(?<!\*)\*\*[^*\s][^*\n]{0,200}\*\*")
_SUSPECT = re.compile(
    rf"{_HTML.pattern}|{_ATTRIBUTES.pattern}|\] ?\(|\[[!^]|://|-:?[ \t]*\||\|[ \t]*:?-|&[#A-Za-z]"
    rf"|<[A-Za-z][A-Za-z0-9+.-]{{1,31}}:|\n[ \t>*+-]{{0,40}}#|\n[ \t>*+-]{{{2 * DEEPEST},}}"
)
_SUSPECT_START = re.compile(rf"[ \t>*+-]{{0,40}}#|[ \t>*+-]{{{2 * DEEPEST},}}|[\W\d_]*\Z")
"""At least one of these patterns matches every text with a fault; most other texts match none. Every part of the first
begins with a character of its own, so that `re` skips all others in a fourth of the time."""


@screen
def _may_be_pasted(owned: OwnedText) -> bool:
    return isinstance(owned.text, Prose) and not owned.text.isascii() and len(owned.text) <= LONGEST


@screen
def _shows_markup(owned: OwnedText) -> bool:
    return isinstance(owned.text, Line) and bool(_IN_A_LINE.search(owned.text))


@screen
def _is_faulty(owned: OwnedText) -> bool:
    return any(_faults(owned))


@rule("markup", ERROR, each=caught(_is_faulty))
def unsafe_markup(owned: OwnedText, report: Report) -> None:
    """Texts are plain Markdown: no raw HTML and no pictures, links only to safe places, headings only in a section.

    Pages are put together from many texts and shown to people who trust them, so nothing in a text may become live
    markup. A section has a title; only its text may contain headings, of the third level (###). Links go to https,
    http, mailto, tel, or to a part of the programme (lesson:TRI-L2, playbook:PB-03, term:cover-time); a relative
    address is refused, because a page is not where its text was written. What would be lost or shown as typed is an
    error too: cells beyond a table's head, a footnote without a reference, a callout that does not begin a quotation.
    Bullets of a word processor, which do not make a list, are a warning.

    Bad:  See <b>this</b> and [that](../playbooks/pb-01.md)
    Good: See **this** and [that](playbook:PB-01)

    To show a tag or braces as text, put them in back-quotes: `<b>`.
    """
    for offset, message, hint in _faults(owned):
        place = owned.text.at(offset) if len(owned.text) <= LONGEST else None
        report(message, at=place, about="markup", hint=hint)


@unsafe_markup.also(caught(_may_be_pasted))
def _pasted(owned: OwnedText, report: Report) -> None:
    if isinstance(owned.text, Prose) and MAY_BE_PASTED.search(owned.text.raw):
        for place, message, hint in pasted_lists(owned.text, parsed(owned.text)):
            report.warn(message, at=place, about="markup", hint=hint)


@unsafe_markup.also(caught(_shows_markup))
def _shown_as_typed(owned: OwnedText, report: Report) -> None:
    if match := _IN_A_LINE.search(owned.text):
        message = f"{match.group()!r} is shown as typed: this field is plain text, not Markdown"
        report.warn(message, at=owned.text.at(match.start()), about="markup", hint="write plain words")


Fault = tuple[int, str, str]
"""Offset in the text, message, hint."""


def _faults(owned: OwnedText) -> Iterator[Fault]:
    text = owned.text
    if not isinstance(text, Prose):
        return
    if 8 <= len(text) <= LONGEST and not (_SUSPECT.search(text) or _SUSPECT_START.match(text)):
        return
    if len(text) > LONGEST:
        yield 0, f"a text of {len(text):,} characters; at most {LONGEST:,} are read", "split it into sections"
        return
    reading = parsed(text)
    yield from _markup(reading, text, FOR_MENTORS in owned.inside)
    yield from _headings(reading, Section in owned.inside)
    yield from _links(reading, text)
    yield from _callouts(reading, text)
    yield from _tables(reading, text)


_LOST = {
    "cell": "give the head of the table as many cells as its rows have",
    "footnote": "refer to the footnote in the text, [^1], or delete it",
}


def _markup(reading: ParsedText, text: Prose, for_mentors: bool) -> Iterator[Fault]:
    plain = blanked(text, reading.of_kind("code", "placeholder"))
    links = [(span.start, span.end) for span in reading.of_kind("link")]
    for match in _HTML.finditer(plain) if "<" in plain else ():
        if plain.startswith("](", match.start() - 2) and any(start < match.start() < end for start, end in links):
            continue  # an address in angle brackets
        hint = "write Markdown; to show a tag as text put it in back-quotes"
        yield match.start(), f"raw HTML {match.group()!r} in a text", hint
    for match in _ATTRIBUTES.finditer(plain) if "{" in plain else ():
        is_value = "policy." in match.group()
        hint = f"write {{{{ {match.group().strip('{ ')} }}}}, with two braces on each side" if is_value else "delete it"
        yield match.start(), f"{'' if is_value else 'attribute '}{match.group()!r} in a text is shown as typed", hint
    for span in reading.of_kind("image"):
        yield span.start, "a text cannot contain a picture", "describe it in words"
    for span in reading.of_kind("lost"):
        yield span.start, f"{span.content[:40]!r} is shown nowhere", _LOST[span.words]
    if text.strip() and not (reading.placeholders or "#" in text) and shows_nothing(shown(reading)):
        message = f"the text {text.strip()[:20]!r} has no visible words"
        yield 0, message, "write words, or a dash: –"
    elif reading.mentor_notes and not for_mentors and shows_nothing(without_mentor_notes(text)):
        message = "the text is only a note for mentors, so trainees see nothing here"
        yield 0, message, "write something for trainees too, or put it under mentor:"
    if reading.deepest[0] > 2 * DEEPEST:
        message = f"lists or quotations more than {DEEPEST} deep"
        yield reading.deepest[1], message, "begin a new list, or a section of its own"


def _headings(reading: ParsedText, in_section: bool) -> Iterator[Fault]:
    bare, bare_for_trainees = headings_without_text(reading)
    links = [*reading.of_kind("link", "footnote")]
    starts = [span.start for span in links]
    for span in reading.of_kind("heading"):
        typed = f"{'#' * span.level} {span.content}".strip()[:60]
        if not in_section:
            yield span.start, f"heading {typed!r} inside a text", "make it a section of its own, or bold text"
        elif span.level != 3 or not span.alone:
            yield span.start, f"heading {typed!r} inside a section", f"write '### {span.content[:50]}', not in a list"
        elif shows_nothing(span.content):
            yield span.start, "a heading without words", "write words after ###, or delete it"
        elif span in bare:
            yield span.start, f"heading {typed!r} has nothing below it", "write what it announces, or delete it"
        elif span in bare_for_trainees:
            message = f"heading {typed!r} has nothing below it for trainees, who see no notes for mentors"
            yield span.start, message, "write something for trainees too, or move it into the note without a heading"
        for inside in links[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            yield inside.start, f"a {inside.kind} in a heading", "a heading contains words only; put it below"


def _links(reading: ParsedText, text: str) -> Iterator[Fault]:
    spans = [*reading.of_kind("link", "image")]
    for span in spans:
        if span.kind == "link" and text[span.start] != "[" and "{{" in text[span.start : span.end + 2]:
            hint = "write [words](https://host/{{ ... }})"
            yield span.start, f"a placeholder in the bare address {span.content[:60]!r} is not filled", hint
        elif span.kind == "link" and (fault := _fault_of(span)):
            yield span.start, *fault
        elif span.words == span.content and text.startswith("{{", span.end):
            hint = f"write [words]({span.content}{{{{ ... }}}})"
            yield span.start, f"the link to {span.content!r} ends before the placeholder", hint
    plain = blanked(text, reading.of_kind("code", "link", "image")) if "](" in text or "] (" in text else ""
    for match in _ALMOST.finditer(plain):
        if match[1]:
            message = f"this is not a link: {text[match.start(1) : match.end(1)][:60]!r} is not an address"
            yield match.start(1), message, "write %20 for a blank in an address, and put a title in quotes"
        else:
            hint = "write [words](kind:ID), with no blank between the two pairs of brackets and both of them closed"
            yield match.start(), f"{text[match.start() : match.end()]!r} is shown as typed: it is not a link", hint


def _fault_of(span: Span) -> tuple[str, str] | None:
    address = span.content.strip()
    if not span.words.strip():
        return f"a link to {address!r} without words", "write the words of the link between the brackets"
    if not address:
        return "a link without an address", "write one"
    if address.startswith("{{"):
        return None
    scheme, colon, rest = address.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        if address.startswith("www."):
            return f"link to {address!r}, which is not an address", f"write https://{address}"
        hint = f"write {KINDS[0]}:ID, {KINDS[1]}:ID and so on for a part of the programme, or an address with https://"
        return f"link to {address!r}, a relative address", hint
    if scheme.lower() not in SCHEMES:
        return f"link to {address!r}: scheme {scheme!r} is not allowed", f"allowed are {', '.join(SCHEMES)}"
    if not rest.strip():
        return "a link without an address", "write one"
    if "{{" not in address and (fault := outside_fault(span.content)):
        return f"link to {address!r}: {fault}", _HINTS.get(scheme.lower(), "write https://, a host, and what follows")
    return None


_HINTS = {"mailto": "write mailto:care@brand.example", "tel": "write tel:+442079460000, without blanks"}


def _callouts(reading: ParsedText, text: str) -> Iterator[Fault]:
    if "[!" not in text:
        return
    tokens = reading.tokens
    begun = [tokens[index + 2].map for index in range(len(tokens)) if callout_at(tokens, index)]
    begun_on = {lines[0] for lines in begun if lines}
    plain = blanked(text, reading.of_kind("code"))
    for match in _CALLOUT.finditer(plain):
        name, quoted = match[2].upper(), ">" in match[1]
        if plain.count("\n", 0, match.start(2)) in begun_on or not (quoted or name in CALLOUTS):
            continue
        near = near_miss(name, CALLOUTS)
        if name in CALLOUTS:
            hint = f"put the callout into a quotation of its own, after an empty line: > [!{name}]"
            yield match.start(2), f"[!{match[2]}] does not begin a callout here, so it is shown as typed", hint
        else:
            hint = f"did you mean [!{near}]?" if near else f"there are: {', '.join(CALLOUTS)}"
            yield match.start(2), f"there is no callout [!{match[2]}]", hint


def _tables(reading: ParsedText, text: str) -> Iterator[Fault]:
    """Lines of dashes and bars that do not make a table."""
    if "|" not in text or "-" not in text:
        return
    inside = {
        line for token in reading.tokens if token.type == "table_open" and token.map for line in range(*token.map)
    }
    plain = blanked(text, reading.of_kind("code", "placeholder"))
    for match in _DASHES.finditer(plain):
        if plain.count("\n", 0, match.start()) not in inside:
            message = "this line of dashes does not make a table: the line above it has another number of cells"
            yield match.start(), message, "give the head as many cells as there are groups of dashes"
