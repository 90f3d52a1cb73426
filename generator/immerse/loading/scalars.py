"""Reads unquoted values: true, false, null, a number, or text; reports ambiguous spellings."""

import re

MAX_DIGITS = 15
"""The greatest number of digits that every reader of JSON keeps exactly."""

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")

# Readers of YAML disagree whether each of these is a number, which one, or text. No pattern may take time by the square
# of the length: a file may contain a million digits.
_AMBIGUOUS = (
    (re.compile(r"~"), "another spelling of null"),
    (re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?"), "a number with a leading zero"),
    (re.compile(r"\+[0-9]+(\.[0-9]*)?"), "a number with a plus sign"),
    (re.compile(r"(?=.*_)[-+]?[0-9][0-9_]*(\.[0-9_]*)?"), "a number with an underscore"),
    (re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"), "a number in another base"),
    (re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+"), "a number with an exponent"),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.)"), "a number without a digit on one side of the point"),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), "an infinity or not a number"),
)


class Ambiguous(ValueError):
    """A plain value that readers of YAML understand in different ways; its text names the kind."""


def read_plain(value: str) -> bool | int | float | str | None:
    """The value of an unquoted scalar. Everything that is not listed here is text (`no`, `08:00`, a date).

    Raises:
        Ambiguous: readers of YAML disagree about the spelling.
    """
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "0123456789+-.~":
        return value
    if number := _NUMBER.fullmatch(value):
        if sum(map(str.isdigit, value)) > MAX_DIGITS:
            raise Ambiguous(f"a number of more than {MAX_DIGITS} digits")
        return float(value) if number[1] else int(value)
    for pattern, kind in _AMBIGUOUS:
        if pattern.fullmatch(value):
            raise Ambiguous(kind)
    return value


def hint_for(text: str) -> str:
    """The hint for a value that is `Ambiguous`."""
    if text == "~":
        return "write null, or quote it"
    return f'quote it if it is text ("{text[:40]}"), else write plain digits'
