"""The texts of cells: never a formula, and not longer than a cell allows."""

LONGEST = 32_767
"""Characters of a cell, counted as spreadsheets do; a longer text would be lost or flow into other cells."""

_STARTS_A_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Signs that begin a formula, and their wide forms, which some spreadsheets accept."""
_CUT = " … (cut: a cell holds no more)"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could read a text as a formula."""
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _STARTS_A_FORMULA


def fitting(text: str) -> str:
    """The text, cut to the length that a cell allows."""
    if len(text) * 2 <= LONGEST or len(units := text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def normal(text: str) -> str:
    """The text as a spreadsheet saves it: LF line endings, without surrounding spaces."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
