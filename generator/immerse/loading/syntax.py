"""What the YAML parser objects to, in words for the person who typed it. Its two builds word things differently."""

from __future__ import annotations

import re
from typing import Any

import yaml

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
    (r"cannot start any token", "a text cannot begin with this character", "quote the text"),
    (r"unknown escape character|hexdecimal|hexadecimal|invalid Unicode character escape",
     "an escape that YAML does not know",
     "write \\\\ for a backslash, or use single quotes"),
    (r"unexpected document (indicator|separator)", "a line '---' or '...' inside a quoted text",
     "close the quote, or indent the line"),
    (r"tab character", "a tab", "use spaces"),
    (r"',' or '[\]}]'", "expected ',' or the closing bracket", "close the bracket, or quote a text that holds one"),
    (r"alphabetic or numeric character", "a text cannot begin with & or *", "quote the text"),
    (r"indentation indicator|chomping|comment or (a )?line break", "expected a line break after | or >",
     "put the text on the lines below"),
    (r"expected '?<document start>", "text after the end of the document", "check the brackets before it"),
    (r"'-' indicator", "expected another list entry '- '", "check the indentation"),
    (r"<block end>|expected key|node content|block mapping",
     "this does not fit what stands above",
     "check the indentation, and quote a text that begins with a quote, a bracket or a comma"),
    (r"tag|'!'|'>'|URI", "tags (!) are refused", "quote a text that begins with !"),
    (r"directive|%", "directives (%) are refused", "quote a text that begins with %"),
)  # fmt: skip


def explain(error: Exception, text: str, path: str) -> Problem:
    """The parser's objection to `text` as a problem at its place."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened: Any = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or error)
    message, hint = _words(said)
    if "unexpected end of stream" in said and opened:
        mark, message, hint = opened, "this quote is never closed", "add the closing quote"
    elif "',' or '" in said and opened:
        message = f"expected ',' or the bracket that closes the one on line {opened.line + 1}"
    elif mark and _FITS_NOT.search(said):
        message, hint = _after_an_end(text[: mark.index]) or (message, hint)
    location = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    return Problem(location, "yaml", message, hint=hint)


def _words(said: str) -> tuple[str, str]:
    for pattern, message, hint in _WORDS:
        if re.search(pattern, said):
            return message, hint
    return f"cannot be read as YAML: {said.splitlines()[0] if said else 'no reason given'}", ""


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
