"""What the YAML parser objects to, in words for the person who typed it. Its two builds word things differently."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from immerse.loading.slips import Slip, colon_in, odd_in, odd_indent
from immerse.problems import Location, Problem

# (what the parser says, what we say, what to do next); the first that is found counts.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        r"mapping values are not allowed",
        "a second ': ' where one value is due",
        "quote a text that holds ': ', or check the indentation of this line and the one above",
    ),
    (
        r"could not find expected ':'",
        "expected 'key: value'",
        "add the colon, or indent the line if it belongs to the text above",
    ),
    (
        r"(block )?sequence entries are not allowed",
        "a list entry '- ' cannot stand here",
        "begin the list on the next line, or quote a text that begins with '- '",
    ),
    (r"mapping keys are not allowed", "a key cannot stand here", "check the indentation"),
    (r"unknown escape character|hexdecimal|hexadecimal|invalid Unicode character escape",
     "an escape that YAML does not know",
     "write \\\\ for a backslash, or use single quotes"),
    (r"unexpected document (indicator|separator)", "a line '---' or '...' inside a quoted text",
     "close the quote, or indent the line"),
    (r"tab character", "a tab", "use spaces"),
    (r"',' or '[\]}]'", "expected ',' or the closing bracket", "close the bracket, or quote a text that holds one"),
    (r"indentation indicator|chomping|comment or (a )?line break", "expected a line break after | or >",
     "put the text on the lines below, or quote a text that begins with | or >"),
    (r"expected '?<document start>", "text after the end of the document", "check the brackets before it"),
    (r"'-' indicator", "expected another list entry '- '", "check the indentation"),
    (r"<block end>|expected key|node content|block mapping",
     "this does not fit what stands above",
     "check the indentation, and quote a text that begins with a quote, a bracket or a comma"),
    (r"tag|'!'|'>'|URI", "tags (!) are refused", "quote a text that begins with !"),
    (r"directive|%", "directives (%) are refused", "quote a text that begins with %"),
)  # fmt: skip


class Quote(NamedTuple):
    """A quoted text of several lines: the line of its opening quote, and the index behind its closing one."""

    line: int
    end: int


def explain(error: Exception, text: str, path: str, quote: Quote | None = None) -> Problem:
    """The parser's objection to `text` as a problem at its place.

    Args:
        error: What the parser raised.
        text: The whole file.
        path: Its path, for the problem.
        quote: The last quoted text of several lines that was read.
    """
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened: Any = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or error)
    message, hint = _words(said)
    if "unexpected end of stream" in said and opened:
        mark, message, hint = opened, "this quote is never closed", "add the closing quote"
    elif mark and quote and not text[quote.end : mark.index].strip(" "):
        message = f"text after the quote that was opened on line {quote.line}"
        hint = f"close the quote on line {quote.line}, or put the text on the line below '>-'"
    elif mark and _BEGINS_WITH.search(said):
        mark = opened or mark
        message, hint = f"a text cannot begin with {text[mark.index : mark.index + 1]!r}", "quote the text"
    elif "',' or '" in said and opened:
        message = f"expected ',' or the bracket that closes the one on line {opened.line + 1}"
    elif mark and (odd := _odd_line(said, text, mark, opened)):
        return Problem(odd[0]._replace(path=path), "yaml", odd[1].message, hint=odd[1].hint)
    elif "could not find expected ':'" in said and opened:
        mark = opened
    elif mark and _FITS_NOT.search(said):
        message, hint = _after_an_end(text[: mark.index]) or (message, hint)
    location = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    return Problem(location, "yaml", message, hint=hint)


def _words(said: str) -> tuple[str, str]:
    for pattern, message, hint in _WORDS:
        if re.search(pattern, said):
            return message, hint
    return f"cannot be read as YAML: {said.splitlines()[0] if said else 'no reason given'}", ""


def _odd_line(said: str, text: str, mark: Any, opened: Any) -> tuple[Location, Slip] | None:
    """What is odd about the line at which the parser gave up, or about one above it."""
    line = opened.line if opened and _NO_KEY.search(said) else mark.line
    if _FITS_NOT.search(said):
        first = max(line - _ABOVE, 0)
        found = odd_indent("\n".join(_lines(text, mark, first)))
        return (Location("", first + found[0] + 1, found[1].column + 1), found[1]) if found else None
    if not _NO_KEY.search(said):
        return None
    first = max(line - 1, 0)
    lines = _lines(text, mark, first)
    if opened and (slip := colon_in(lines[0])):
        return Location("", first + 1, slip.column + 1), slip
    for number, one in enumerate(lines, first + 1):
        if slip := odd_in(one):
            return Location("", number, slip.column + 1), slip
    return None


def _lines(text: str, mark: Any, first: int) -> list[str]:
    """The lines from `first` (from 0) to the one in which `mark` stands."""
    begin = mark.index
    for _ in range(mark.line - first + 1):
        begin = text.rfind("\n", 0, max(begin, 0))
    end = text.find("\n", mark.index)
    return text[begin + 1 : end if end >= 0 else len(text)].split("\n")


_ABOVE = 10
"""Lines above the place of a fault in which its cause is looked for."""
_BEGINS_WITH = re.compile(r"alphabetic or numeric character|cannot start any token")
_NO_KEY = re.compile(r"could not find expected ':'|mapping values are not allowed")
_FITS_NOT = re.compile(r"<block end>|expected key|'-' indicator|<document start>")


def _after_an_end(before: str) -> tuple[str, str] | None:
    """A text that begins with a quote or a bracket ends, for YAML, where that closes; what follows fits nowhere."""
    last = before.rstrip(" ")[-1:]
    if last in ('"', "'"):
        return "text after a closing quote", "put the whole text in quotes of the other kind, or on the line below '>-'"
    if last in ("}", "]"):
        return "text after a closing bracket", "quote a text that begins with { or ["
    return None


READ_ERRORS: tuple[type[Exception], ...] = (yaml.YAMLError, ValueError, OverflowError)
"""What a parser of PyYAML raises for bad text: its pure build also lets number conversions fail."""
