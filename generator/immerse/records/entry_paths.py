"""The book of an entry path: what is asked of somebody who starts on it."""

from typing import Any

from immerse.records.judge import BookJson


def book_on(book: BookJson, path: str) -> BookJson:
    """A book as it holds on an entry path; the book itself where the path asks for everything.

    A path that names its items leads to no gate and to no graduation, so it has no phases, and its modules ask for no
    number of pieces.
    """
    items = items_of(book, path)
    if items is None:
        return book
    asked = [item for item in book["items"] if item["id"] in items]
    named = {item["module"] for item in asked}
    modules: list[dict[str, Any]] = [{**one, "pieces": 0} for one in book["modules"] if one["id"] in named]
    return {**book, "items": asked, "modules": modules, "gates": [], "phases": []}


def items_of(book: BookJson, path: str) -> list[str] | None:
    """The items that an entry path names; None where it asks for everything, as in a book of an earlier immerse."""
    named: dict[str, list[str]] = book.get("path_items", {})
    return named.get(path)
