"""Values of the record from typed cells."""

import re

from immerse.record_sheets.sheet_layout import REMOVE, YES
from immerse.records.entries import cleaned
from immerse.records.entry_shapes import LONGEST_TEXT, MOST_ITEMS, is_day, matches

_ITEM = re.compile(r"[\s,;]+")


class WrongCell(Exception):
    """A cell has a value that its column does not accept; the message says what it accepts."""


def value_of(column: str, text: str) -> str:
    """The value of a cell of `column`, in the one form in which values are compared.

    Raises:
        WrongCell: the column does not accept it.
    """
    if not text:
        return ""
    match column:
        case "claimed" | "simulated" | "done":
            if text.lower() not in (YES, "no"):
                raise WrongCell(f"{text!r} is neither yes nor no")
            return YES if text.lower() == YES else ""
        case "remove":
            if text.lower() != REMOVE:
                raise WrongCell(f"{text!r} means nothing here; choose {REMOVE}, or leave the cell empty")
            return REMOVE
        case "day":
            if not is_day(text):
                raise WrongCell(f"{text!r} is not a day; write year-month-day, as 2027-03-31")
            return text
        case "kind":
            kind = text.split(" (")[0].strip()
            if not matches("slug", kind):
                raise WrongCell(f"{text!r} is not a kind of evidence; choose one of the list")
            return kind
        case "items":
            return _items(text)
    if cleaned(text) != text:
        raise WrongCell(f"holds more than {LONGEST_TEXT:,} characters, or invisible characters; type it again")
    return text


def _items(text: str) -> str:
    items = list(dict.fromkeys(item for item in _ITEM.split(text) if item))
    if wrong := [item for item in items if not matches("code", item)]:
        raise WrongCell(f"{wrong[0]!r} is not the id of an item, such as TRI-5; put commas between them")
    if len(items) > MOST_ITEMS:
        raise WrongCell(f"names {len(items)} items, and one piece supports {MOST_ITEMS} at most")
    return ", ".join(items)
