"""Messages of the YAML parser, rewritten for the person who typed the file. Its two builds word them differently."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from immerse.loading.slips import Slip, colon_in, odd_in, odd_indent
from immerse.problems import Location, Problem


@cache
def _messages() -> tuple[list[str], ...]:
    """(pattern of the parser's message, our message, our hint) in order of preference."""
    content = files("immerse.loading").joinpath("parser_messages.txt").read_text("utf-8")
    return tuple(part.splitlines() for part in content.split("\n\n"))


class Quote(NamedTuple):
    """A quoted text of several lines: the line of its opening quote, and the index after its closing one."""

    line: int
    end: int


def explain(error: Exception, text: str, path: str, quote: Quote | None = None) -> Problem:
    """The parser's error about `text` as a problem at its position.

    Args:
        error: The error that the parser raised.
        text: The whole file.
        path: Its path, for the problem.
        quote: The last quoted text of several lines that was read.
    """
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened: Any = getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", "") or error)
    message, hint = f"cannot be read as YAML: {reason.splitlines()[0] if reason else 'no reason given'}", ""
    if known := next((texts for pattern, *texts in _messages() if re.search(pattern, reason)), None):
        message, hint = known
    if "unexpected end of stream" in reason and opened:
        mark, message, hint = opened, "this quote is never closed", "add the closing quote"
    elif mark and quote and not text[quote.end : mark.index].strip(" "):
        message = f"text after the quote that was opened on line {quote.line}"
        hint = f"close the quote on line {quote.line}, or put the text on the line below '>-'"
    elif mark and _BEGINS_WITH.search(reason):
        mark = opened or mark
        message, hint = f"a text cannot begin with {text[mark.index : mark.index + 1]!r}", "quote the text"
    elif "',' or '" in reason and opened:
        message = f"expected ',' or the bracket that closes the one on line {opened.line + 1}"
        if text[mark.index : mark.index + 2] == ": ":
            message, hint = "a second ': ' inside brackets", "quote a text that contains ': '"
    elif mark and (odd := _odd_line(reason, text, mark, opened)):
        return Problem(odd[0]._replace(path=path), "yaml", odd[1].message, hint=odd[1].hint)
    elif "could not find expected ':'" in reason and opened:
        mark = opened
    elif mark and _FITS_NOT.search(reason):
        message, hint = _after_an_end(text[: mark.index]) or (message, hint)
    location = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    return Problem(location, "yaml", message, hint=hint)


def _odd_line(reason: str, text: str, mark: Any, opened: Any) -> tuple[Location, Slip] | None:
    """The typing mistake in the line at which the parser stopped, or in one above it."""
    line = opened.line if opened and _NO_KEY.search(reason) else mark.line
    if _FITS_NOT.search(reason):
        first = max(line - _ABOVE, 0)
        indent = odd_indent("\n".join(_lines(text, mark, first)))
        return (Location("", first + indent[0] + 1, indent[1].column + 1), indent[1]) if indent else None
    if not _NO_KEY.search(reason):
        return None
    first = max(line - 1, 0)
    lines = _lines(text, mark, first)
    if opened and (slip := colon_in(lines[0])):
        return Location("", first + 1, slip.column + 1), slip
    for number, candidate in enumerate(lines, first + 1):
        if slip := odd_in(candidate):
            return Location("", number, slip.column + 1), slip
    return None


def _lines(text: str, mark: Any, first: int) -> list[str]:
    """The lines from `first` (from 0) to that of `mark`."""
    begin = mark.index
    for _ in range(mark.line - first + 1):
        begin = text.rfind("\n", 0, max(begin, 0))
    end = text.find("\n", mark.index)
    return text[begin + 1 : end if end >= 0 else len(text)].split("\n")


_ABOVE = 10
"""Lines above an error in which its cause is searched for."""
_BEGINS_WITH = re.compile(r"alphabetic or numeric character|cannot start any token")
_NO_KEY = re.compile(r"could not find expected ':'|mapping values are not allowed")
_FITS_NOT = re.compile(r"<block end>|expected key|'-' indicator|<document start>")


def _after_an_end(before: str) -> tuple[str, str] | None:
    """(message, hint) about text after a closing quote or bracket, where YAML ends a text that begins with one."""
    last = before.rstrip(" ")[-1:]
    if last in ('"', "'"):
        return "text after a closing quote", "put the whole text in quotes of the other kind, or on the line below '>-'"
    if last in ("}", "]"):
        return "text after a closing bracket", "quote a text that begins with { or ["
    return None


READ_ERRORS: tuple[type[Exception], ...] = (yaml.YAMLError, ValueError, OverflowError)
"""The errors that a parser of PyYAML raises for bad text; in its pure build conversions of numbers fail too."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser: that of libyaml, or the pure one where libyaml is missing."""
