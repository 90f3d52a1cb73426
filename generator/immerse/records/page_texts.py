"""The catalogue of what our pages say, read for what commands say of a record: one wording for both."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from immerse.records.shared import shared

if TYPE_CHECKING:
    from immerse.records.faults import Fault

_PARTS = ("record", "signing")
"""The files of the catalogue whose texts are said here."""


@cache
def _catalogue() -> dict[str, Any]:
    return {key: text for part in _PARTS for key, text in shared(f"words/en/{part}").items()}


def say(key: str, /, **values: str | int) -> str:
    """A text of the catalogue with its values; `n` chooses the form of a text that counts.

    Raises:
        KeyError: there is no such text, or a value is missing.
    """
    entry = _catalogue()[key]
    if isinstance(entry, dict):
        entry = entry.get("one" if values["n"] == 1 else "other", entry["other"])
    return str(entry).format_map(values)


def sentence_of(fault: Fault) -> str:
    """One sentence that says what is wrong and where."""
    values = dict(fault.values)
    if "wanted" in values:
        values["wanted"] = say(f"record.wanted.{values['wanted']}")
    sentence = say(f"record.fault.{fault.code}", **values)
    return say("record.at", place=fault.place, sentence=sentence) if fault.place else sentence
