"""What a text may not hold: raw HTML, unsafe links, headings, pictures, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from immerse.checking.rule import Report, rule
from immerse.model.subject import Subject
from immerse.model.text import Prose
from immerse.problems import Problem, Severity

SAFE_SCHEMES = (
    "http", "https", "mailto", "tel",
    "lesson", "playbook", "competency", "drill", "inject", "check", "term", "setting",
)  # fmt: skip

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?][^>\n]{0,60}>?")
_LINK = re.compile(r"(!?)\[[^\]\n]*\]\(\s*<?([^)\s>]*)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(\S+)", re.M)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^>\s]*)>")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+\S.*$|^[^\n|]+\n {0,3}(?:=+|-{3,})\s*$", re.M)
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][\w-]|\{:\s*\w+=|\{\s*[\w-]+=")


_MARKS = "<[#{\n"
"""What every fault has one of, and most texts have none of."""


@rule("markup", Severity.ERROR)
def unsafe_markup(subject: Subject, report: Report) -> Iterable[Problem]:
    """Texts are plain Markdown: no raw HTML, no headings or pictures of their own, links only to safe places.

    Pages are put together from many texts and shown to people who trust them, so nothing in a text may become live
    markup. Sections have titles; a heading inside a text would break the outline that screen readers walk. Links go
    to http, https, mailto, tel, or to a part of the programme (lesson:TRI-L2, playbook:PB-03, term:cover-time).

    Bad:  See <b>this</b> and [that](javascript:alert(1))
    Good: See **this** and [that](lesson:TRI-L2)

    To show a tag as text, put it in back-quotes: `<b>`.
    """
    for owned in subject.own_words:
        if isinstance(owned.text, Prose) and any(mark in owned.text for mark in _MARKS):
            yield from _faults(owned.text, report)


def _faults(text: Prose, report: Report) -> Iterator[Problem]:
    plain = _CODE.sub(lambda match: " " * len(match.group()), text) if "`" in text else text
    for match in _HTML.finditer(plain) if "<" in plain else ():
        hint = "write Markdown; to show a tag as text put it in back-quotes"
        yield report(text.locate(match.group()), f"raw HTML {match.group()!r} in a text", subject="markup", hint=hint)
    for address, picture in _addresses(plain) if "[" in plain or "<" in plain else ():
        if picture:
            hint = "say it in words, or link to the picture"
            yield report(text.locate(address), "a picture cannot stand in a text", subject="markup", hint=hint)
        elif fault := _unsafe(address):
            hint = f"allowed are relative links and {', '.join(SAFE_SCHEMES)}"
            yield report(text.locate(address), f"link to {address!r}: {fault}", subject="markup", hint=hint)
    for match in _HEADING.finditer(plain):
        first = match.group().strip().splitlines()[0]
        hint = "make it a section of its own, or bold text"
        yield report(text.locate(first), f"heading {first!r} inside a text", subject="markup", hint=hint)
    for match in _ATTRIBUTES.finditer(plain) if "{" in plain else ():
        message = f"attribute list {match.group()!r} in a text"
        yield report(text.locate(match.group()), message, subject="markup", hint="leave it out")


def _addresses(plain: str) -> Iterator[tuple[str, bool]]:
    yield from ((match.group(2), bool(match.group(1))) for match in _LINK.finditer(plain))
    yield from ((match.group(1), False) for match in _DEFINITION.finditer(plain))
    yield from ((match.group(1), False) for match in _AUTOLINK.finditer(plain))


def _unsafe(address: str) -> str:
    # Browsers drop control characters and entities before they read the scheme, so a disguised one is refused too.
    if re.search(r"[\x00-\x20\\]|&(#|[a-z]+;)", address, re.I):
        return "it holds characters that could hide where it leads"
    if address.startswith("//"):
        return "it leads to another host without saying how"
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme and scheme.group(1).lower() not in SAFE_SCHEMES:
        return f"{scheme.group(1).lower()!r} is not a kind of link that a text may hold"
    return ""
