"""Where each character of a YAML scalar's value stands in the source, whatever the style of the scalar."""

from __future__ import annotations

from immerse.problems import Location

_ESCAPES = {"x": 4, "u": 6, "U": 10}
"""Length of an escape in a double-quoted scalar; any other has two characters."""


def offsets_in(raw: str, value: str) -> list[int] | None:
    """The index in `raw` of each character of `value`, and one more for its end.

    Blanks and line breaks that folding, indentation or chomping took out of the value are passed over.

    Args:
        raw: The scalar as typed: plain, quoted, or a block with its header (`|`, `>-`).
        value: What a YAML reader makes of it.

    Returns:
        None where the value is not what this scalar says.
    """
    style = raw[:1]
    position = raw.find("\n") + 1 if style in ("|", ">") else 1 if style in ("'", '"') else 0
    found: list[int] = []
    for character in value:
        position, width = _next(raw, position, character, style)
        if not width:
            return None
        found.append(position)
        position += width
    return [*found, position]


def _next(raw: str, position: int, character: str, style: str) -> tuple[int, int]:
    """Where the next character of a value stands, and how many characters of the source it takes; 0 where it is not."""
    while position < len(raw):
        here = raw[position]
        if style == '"' and here == "\\":
            if raw[position + 1 : position + 2] in ("\n", "\r"):
                position += 2
                continue
            return position, _ESCAPES.get(raw[position + 1 : position + 2], 2)
        if here == character:
            return position, 2 if style == "'" and here == "'" else 1
        if here not in " \t\r\n":
            return position, 0
        if character in " \n":
            return position, 1
        position += 1
    return position, 0


def place_in(raw: str, index: int, start: Location) -> Location:
    """The place of the character at `index` of a slice of the source that begins at `start`."""
    before = raw[:index]
    column = len(before) - before.rfind("\n") if "\n" in before else start.column + len(before)
    return Location(start.path, start.line + before.count("\n"), column)
