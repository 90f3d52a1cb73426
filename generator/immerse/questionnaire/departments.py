"""The departments that are asked about a client; imported by the command line at its start, so it imports nothing."""

_EACH = (
    ("legal", "Legal", "#5B4B8A"),
    ("press", "Press", "#1B5E9B"),
    ("people", "People", "#2E7D32"),
    ("it", "IT", "#37474F"),
    ("safety", "Safety", "#B3261E"),
    ("brands", "Brands", "#9A5B00"),
)
DEPARTMENTS = {id: title for id, title, _ in _EACH}
"""Id of a department -> title of its sheet."""
TAB_COLOURS = {id: colour for id, _, colour in _EACH}
"""Id of a department -> colour of the tabs of its sheets in a workbook."""
