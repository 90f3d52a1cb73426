"""What a cell of a spreadsheet may hold: text that stays text, and no more of it than fits."""

from __future__ import annotations

LONGEST = 32_767
"""Characters of a cell, counted as spreadsheets do; a longer text would be dropped or run over into other cells."""

_STARTS_A_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Signs that begin a formula, and the wide ones that some spreadsheets take for them."""
_CUT = " … (cut: a cell holds no more)"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take a text that somebody types, pastes or opens for a formula."""
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _STARTS_A_FORMULA


def fitting(text: str) -> str:
    """The text, cut where a cell holds no more of it."""
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT


def normal(text: str) -> str:
    """What stays of a text when a spreadsheet has saved it: line ends as one, no blanks around it."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
