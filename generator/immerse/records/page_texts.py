"""The catalogue of the texts of our pages, from which commands take their wording too."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from immerse.model.shared import shared

_PARTS = ("record", "signing")
"""The files of the catalogue that are read here."""


@cache
def _catalogue() -> dict[str, Any]:
    return {key: text for part in _PARTS for key, text in shared(f"words/en/{part}").items()}


@cache
def _numbers() -> dict[str, SimpleNamespace]:
    """The numbers of the contract, as `{limits.text}` names them."""
    contract = shared("record/record-fields")
    groups = {group: contract[group] for group in ("limits", "signing")}
    return {group: SimpleNamespace(**{key: f"{n:,}" for key, n in of.items()}) for group, of in groups.items()}


def say(key: str, /, **values: str | int) -> str:
    """A text of the catalogue with its values; `n` chooses between singular and plural.

    Raises:
        KeyError: there is no such text, or a value is missing.
    """
    entry = _catalogue()[key]
    if isinstance(entry, dict):
        entry = entry.get("one" if values["n"] == 1 else "other", entry["other"])
    return str(entry).format(**values, **_numbers())
