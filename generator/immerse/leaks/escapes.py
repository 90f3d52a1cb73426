"""Resolves escapes in texts: entities, percent signs, backslashes, CSS."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

BREAK = " \u01c2 "
"""Separates excerpts: a letter that no word contains, so that no word is found across it."""
_BACKSLASH = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([01][0-7]{2})")
_ESCAPES = re.compile("&[#A-Za-z]"), re.compile("%[0-9A-Fa-f]{2}"), re.compile(r"\\[ux01]")
"""Separate patterns: one that begins with a fixed character is found as fast as that character."""
_PERCENT = re.compile("%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n\f]?")
_OCTAL = 4
"""The group of an octal backslash escape."""
_AROUND = 120


def unquoted(text: str) -> str:
    """As `urllib.parse.unquote` with `errors="replace"`, which splits the whole text and not only the escapes."""
    return _PERCENT.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), text)


def unescaped(text: str) -> Iterator[str]:
    """The text with entities, percent and backslash escapes resolved, also those inside each other.

    Before it, for each round, the surroundings of the escapes as they were written: an ampersand in a name may look
    like an escape (`Smith&Notley`), and resolving it would hide the name.
    """
    for _ in range(3):
        after = text
        if "&" in after:
            after = unescape(after)
        if "%" in after:
            after = unquoted(after)
        if "\\" in after:
            after = _BACKSLASH.sub(_character, after)
        if after == text:
            break
        yield BREAK.join(_around(_ESCAPES, text))
        text = after
    yield text


def css_unescaped(text: str) -> str:
    """The surroundings of CSS escapes in a text, with the escapes resolved."""
    return _CSS.sub(_character, BREAK.join(_around((_CSS,), text))) if "\\" in text else ""


def _around(escapes: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    """The surroundings of each escape in a text."""
    start = end = 0
    for at in sorted(match.start() for escape in escapes for match in escape.finditer(text)):
        if at - _AROUND > end:
            yield text[start:end]
            start = at - _AROUND
        end = at + _AROUND
    if end:
        yield text[start:end]


def _character(match: re.Match[str]) -> str:
    number = next(group for group in match.groups() if group)
    code = int(number, 8 if match.lastindex == _OCTAL and match.re is _BACKSLASH else 16)
    return chr(code) if code < 0x110000 else match.group()
