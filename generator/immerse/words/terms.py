"""Names for the words of a policy's closed sets, the same in texts and on the pages that list settings."""

import json
from importlib.resources import files

from immerse.words.english import humanized

_TERMS: dict[str, str] = json.loads(files("immerse.words").joinpath("terms.json").read_text("utf-8"))


def term(word: str) -> str:
    """`hub_spoke` as "hub and spoke"; a word that the table does not have with blanks for underscores and hyphens."""
    return _TERMS.get(word) or humanized(word)
