"""Estimates which tasks of the task book certainly fit on a page; measuring would take as long as typesetting."""

from itertools import pairwise
from typing import Any

PAGE = 219 - 20
"""Millimetres of a task on US Letter, the lower of the two papers, without the gaps between its parts."""
_WIDE, _COLUMN = 178, 27
_TEXT, _SMALL = 3.36, 2.83
"""Sizes of the letters; no letter that is measured here is wider."""
_LINE = 1.35
"""Height of a line by the size of its letters."""
_ROW = 10
"""A row to sign, with the room for a pen."""
_BEYOND = "\u0250"
"""The first character that may be wider than its size."""


def surely_fits(task: dict[str, Any], page: int = PAGE) -> bool:
    """Whether a task of the book (its texts and rows to sign) is no higher than a page, whatever its letters are."""
    rows = task["rows"]
    texts = [task["statement"], task["criterion"], f"Evidence: {task['evidence']}; shown {task['contexts']}."]
    texts += [row[key] for row in rows for key in ("level", "gate", "by")]
    if max("".join(texts)) >= _BEYOND:
        return False
    height = _ROW + _height(texts[0], _WIDE, _TEXT) + sum(_height(text, _WIDE, _SMALL) for text in texts[1:3])
    begins = [place for place, row in enumerate(rows) if row["rows"]]
    for begin, end in pairwise([*begins, len(rows)]):
        level = _height(rows[begin]["level"], _COLUMN, _TEXT) + _height(rows[begin]["gate"], _COLUMN, _SMALL)
        height += max(level, sum(max(_ROW, _height(row["by"], _COLUMN, _SMALL)) for row in rows[begin:end]))
    return height < page


def _height(text: str, width: int, size: float) -> float:
    """Millimetres that a text takes at most in a column."""
    letters = int(width / size)
    lines, used = 1, -1
    for word in text.split():
        if used + 1 + len(word) > letters:
            lines += 2 * (len(word) // letters) + 1  # each line of a broken word is at least half full
            used = -1
        used += 1 + len(word)
    return lines * size * _LINE
