"""Finds runs of characters in a text that may be base64."""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Iterator
from itertools import compress, count

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_APART = bytes(ord("A" if chr(code) in _LETTERS else " ") for code in range(256))
_SHORTEST = b"A" * 12
_WIDTH = 60
"""Letters from which a run may be a whole line of base64."""
_MANY = 50
"""Lines up to which each is looked for in the text by itself."""


def base64_runs(text: str) -> list[str]:
    """Runs of letters of base64; a long one at the end of a line with what goes on in the next lines."""
    runs = [run.decode() for run in dict.fromkeys(_runs(text.encode("utf-8", "surrogatepass")))]
    lines = [run for run in runs if len(run) >= _WIDTH]
    may_go_on = len(lines) > _MANY or any(f"{line}{blank}" in text for line in lines for blank in " \t\r\n")
    return [*runs, *_over_lines(text.split())] if may_go_on else runs


def _runs(text: bytes) -> Iterator[bytes]:
    """The runs of one line, found as equal letters in a row: the fastest search, as most words are shorter."""
    letters = text.translate(_APART)
    start = letters.find(_SHORTEST)
    while start >= 0:
        end = letters.find(b" ", start)
        yield text[start : end if end >= 0 else len(text)]
        start = letters.find(_SHORTEST, end) if end >= 0 else -1


def _over_lines(words: list[str]) -> Iterator[str]:
    """Runs that are broken by blanks, of the words of a text."""
    next_word = 0
    for number in compress(count(), map(_WIDTH.__le__, map(len, words))):
        if number < next_word:
            continue
        word = words[number]
        lines = [word[len(word.rstrip(_LETTERS)) :]]
        next_word = number + 1
        while len(lines[-1]) >= _WIDTH and next_word < len(words):
            line = words[next_word]
            lines.append(line[: len(line) - len(line.lstrip(_LETTERS))])
            next_word += len(lines[-1]) == len(line)
            if len(lines[-1]) < len(line):
                break
        if len(lines) > 1:
            yield "".join(lines)


def decoded(run: str) -> list[bytes]:
    """A run decoded from each of the four places at which base64 may begin in it."""
    letters = run.replace("-", "+").replace("_", "/")
    return [_decoded(letters[start:]) for start in range(4)]


def _decoded(letters: str) -> bytes:
    """Base64 whose padding may have been cut off; a letter too many at the end is left out."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return a2b_base64(whole + "=" * (-len(whole) % 4))
