"""Finds runs of characters in a text that may be base64."""

import re
from binascii import a2b_base64
from collections.abc import Iterable, Iterator

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_APART = bytes(ord("A" if chr(code) in _LETTERS else " ") for code in range(256))
_SHORTEST = b"A" * 12
_WIDTH = 60
"""Letters from which a run may be a whole line of base64."""
_BLANK = rb"(?:[\t-\r\x1c- ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)"
"""A blank in UTF-8."""
_NEXT = re.compile(rb"%b++(?=.)([%b]*+)((?!%b).)?" % (_BLANK, _LETTERS.encode(), _BLANK), re.DOTALL)
"""Letters at the beginning of the next line, and what is behind them there."""


def base64_runs(text: str) -> list[str]:
    """Runs of letters of base64; a long one at the end of a line with what goes on in the next lines."""
    content = text.encode("utf-8", "surrogatepass")
    spans = list(_spans(content))
    runs = dict.fromkeys(content[start:end] for start, end in spans)
    runs |= dict.fromkeys(_over_lines(content, spans))
    return [run.decode() for run in runs]


def _spans(content: bytes) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of one line, found as equal letters in a row: the fastest search, as most words are
    shorter."""
    letters = content.translate(_APART)
    start = letters.find(_SHORTEST)
    while start >= 0:
        end = letters.find(b" ", start)
        yield start, end if end >= 0 else len(content)
        start = letters.find(_SHORTEST, end) if end >= 0 else -1


def _over_lines(content: bytes, spans: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """Runs that are broken by blanks, of the runs of one line."""
    last = 0
    for start, end in spans:
        if start < last or end - start < _WIDTH:
            continue
        lines = [content[start:end]]
        last = end
        while len(lines[-1]) >= _WIDTH and (line := _NEXT.match(content, last)):
            lines.append(line[1])
            last = line.end(1)
            if line[2]:
                break
        if len(lines) > 1:
            yield b"".join(lines)


def decoded(run: str) -> list[bytes]:
    """A run decoded from each of the four places at which base64 may begin in it."""
    letters = run.replace("-", "+").replace("_", "/")
    return [_decoded(letters[start:]) for start in range(4)]


def _decoded(letters: str) -> bytes:
    """Base64 whose padding may have been cut off; a letter too many at the end is left out."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return a2b_base64(whole + "=" * (-len(whole) % 4))
