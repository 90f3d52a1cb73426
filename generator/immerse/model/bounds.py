"""Bounds that a package judges by and the page of a rule in another package states, by these names."""

from __future__ import annotations

HIGHEST_PORT = 65535
"""Of an address on the web."""
SOON_DAYS = 30
"""Days before a day from which a warning is given."""
SOURCE_MIB = 1
"""The size of a YAML file, in MiB."""
LARGEST_PAGE = 900_000
"""Characters of HTML that the texts of one file may make; a page of more than a million is not published."""
PAGES_IN_A_SECTION = 30
"""Material repeats a section's navigation on each of its pages; beyond this the pages grow heavy."""
PHRASE = 8
"""The number of words in a row that show that a text was copied from another."""
FEWEST_EXAMPLES = 3
"""Plain examples of a hard trigger."""
