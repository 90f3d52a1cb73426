"""Shows two forms of a text in two columns, with lines that differ beside each other."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from textwrap import wrap

WIDTH = 56
"""Characters of one column; two of them and the sign between fit into 120."""
_AROUND = 1
"""Equal lines shown above and below those that differ."""


def side_by_side(before: str, after: str) -> Iterator[str]:
    """Rows of both forms below the heads `was` and `is`; `≠` is between lines that differ.

    Equal lines that are not next to a difference are left out.
    """
    yield _row("was", " ", "is")
    rows = list(_rows(before.split("\n"), after.split("\n")))
    near = [n for n, row in enumerate(rows) if row[1] == "≠"]
    gap = False
    for number, (left, sign, right) in enumerate(rows):
        if any(abs(number - changed) <= _AROUND for changed in near):
            gap = False
            columns = zip_longest(_wrapped(left), _wrapped(right), fillvalue="")
            yield from (_row(left, sign, right) for left, right in columns)
        elif not gap:
            gap = True
            yield _row("…", " ", "…")


def _rows(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for left, right in zip_longest(before[a:b], after[c:d], fillvalue=""):
            yield left, " " if kind == "equal" else "≠", right


def _wrapped(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=False) or [""]


def _row(left: str, sign: str, right: str) -> str:
    return f"{left.rstrip():<{WIDTH}} {sign} {right}".rstrip()
