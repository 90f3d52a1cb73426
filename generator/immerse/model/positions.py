"""Maps each character of a YAML scalar's value to its offset in the source, for every style of scalar."""

from immerse.problems import Location

_CODES = {"x": 4, "u": 6, "U": 10}
"""Length of an escape that holds a number; any other has two characters."""
_ESCAPES = dict(zip('0abtnvfre "/\\N_LP\t', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029\t', strict=True))
"""The characters of escapes of two characters in a double-quoted scalar."""


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
    offsets: list[int] = []
    for character in value:
        position, width = _next(raw, position, character, style)
        if not width:
            return None
        offsets.append(position)
        position += width
    return [*offsets, position]


def _next(raw: str, position: int, character: str, style: str) -> tuple[int, int]:
    """Where the next character of a value stands, and how many characters of the source it takes; 0 where it is not."""
    while position < len(raw):
        letter = raw[position]
        if style == '"' and letter == "\\":
            if raw[position + 1 : position + 2] not in ("\n", "\r"):
                return position, _escaped(raw[position + 1 : position + 10], character)
            position += 3 if raw.startswith("\r\n", position + 1) else 2
            while raw[position : position + 1] in (" ", "\t"):
                position += 1
            continue
        if letter == character:
            return position, 2 if style == "'" and letter == "'" else 1
        if letter not in " \t\r\n":
            return position, 0
        if character in " \n":
            return position, 1
        position += 1
    return position, 0


def _escaped(code: str, character: str) -> int:
    """The length of an escape that stands for this character; `code` begins behind its backslash. 0 for another one."""
    length = _CODES.get(code[:1], 2)
    try:
        stands_for = chr(int(code[1 : length - 1], 16)) if length > 2 else _ESCAPES.get(code[:1])
    except (ValueError, OverflowError):
        return 0
    return length if stands_for == character else 0


def place_in(raw: str, index: int, start: Location) -> Location:
    """The place of the character at `index` of a slice of the source that begins at `start`."""
    before = raw[:index]
    column = len(before) - before.rfind("\n") if "\n" in before else start.column + len(before)
    return Location(start.path, start.line + before.count("\n"), column)
