"""Finds lists in the notation of word processors, web pages and chats, which are not lists in Markdown."""

import re
from collections.abc import Iterator

from immerse.model.text import Letter, Prose
from immerse.problems import Location
from immerse.texts.parsed_text import ParsedText, blanked
from immerse.words.characters import describe

_BULLETS = "•●◦▪▫‣⁃∙·○■□➢➤►▶✓✔✗✘✅❌❎➡👉🔹🔸⭐❗"
_BOXES = "☐☑☒"
_POINT = re.compile(rf"^[ \t>\u00a0]{{0,40}}([{_BULLETS}{_BOXES}])\ufe0f?[ \t\u00a0]{{1,9}}\S", re.MULTILINE)
_MARK = re.compile(r"^[ \t>]{0,40}([-*+]|\d{1,9}[.)])\u00a0", re.MULTILINE)
MAY_BE_PASTED = re.compile(rf"[{_BULLETS}{_BOXES}\u00a0]")
"""A pattern that matches in every such list, and in few texts."""


def pasted_lists(text: Prose, reading: ParsedText) -> Iterator[tuple[Location, str, str]]:
    """(location, message, hint) of the first line of a text that looks like an entry of a list, but is not.

    Lines that begin with a bullet run together on the page, except in letters, where line breaks count.
    """
    plain = blanked(text, reading.of_kind("code"))
    if match := _MARK.search(plain):
        message = f"{match[1]!r} is followed by {describe(plain[match.end() - 1])}, so it does not begin a list"
        yield text.at(match.start(1)), message, "write a normal blank instead"
    if isinstance(text, Letter):
        return
    if match := _running_together(plain):
        yield text.at(match.start(1)), *_named(match[1])
    elif text.raw[:1] not in ("|", '"') and (match := _running_together(text.raw)):
        line = text.location.line + text.raw.count("\n", 0, match.start(1))
        column = match.start(1) - text.raw.rfind("\n", 0, match.start(1))
        yield Location(text.location.path, line, column), *_named(match[1])


def _named(bullet: str) -> tuple[str, str]:
    mark = "'- [ ] '" if bullet in _BOXES else "'- '"
    hint = f"write each entry on its own line, after {mark}"
    return f"{bullet!r} does not begin a list: the lines run together", hint


def _running_together(lines: str) -> re.Match[str] | None:
    """The first line with a bullet that has another line directly above or below."""
    for match in _POINT.finditer(lines):
        begin = lines.rfind("\n", 0, match.start(1)) + 1
        above = lines[lines.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)]
        end = lines.find("\n", begin)
        next_end = lines.find("\n", end + 1) if end >= 0 else -1
        below = lines[end + 1 : next_end if next_end >= 0 else len(lines)] if end >= 0 else ""
        if above.strip(" >|\t") or below.strip(" >\t"):
            return match
    return None
