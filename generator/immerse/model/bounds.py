"""Bounds that a package judges by and a text of another package, the page of a rule or a question, states by name."""

import re
from collections.abc import Mapping
from typing import Any

from immerse.words.english import spelled

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
OUT_OF_HOURS_MONTHS = 12
"""Months within which at least one exercise starts outside cover."""

_NUMBER = re.compile(r"\{([A-Z_]{2,})(?::(,|spelled))?\}")


def with_numbers(text: str, names: Mapping[str, Any]) -> str:
    """A text with the numbers that it names: `{TESTED_DAYS}`, `{LARGEST_PAGE:,}`, in letters `{PHRASE:spelled}`.

    Args:
        text: The page of a rule, or a question.
        names: The names that are looked up first, before those of this file.

    Raises:
        KeyError: there is no such number.
    """

    def number(match: re.Match[str]) -> str:
        """One number as the text states it."""
        value = names[match[1]] if match[1] in names else globals()[match[1]]
        return spelled(value) if match[2] == "spelled" else format(value, match[2] or "")

    return _NUMBER.sub(number, text)
