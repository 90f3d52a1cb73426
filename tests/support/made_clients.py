"""Any number of further clients for measuring how cost grows: policies and overlays as long as those of the examples.

Each says something else in as many words, so that no text of it belongs to another. The same number gives the same
files.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

CLIENTS = "site_config/clients"

_WORD = re.compile(r"\b[A-Za-z][a-z]{2,}")
_KEPT = re.compile(r"(\{\{.*?\}\}|\]\([^)]*\))", re.DOTALL)
"""What stays in a text: a placeholder, and where a link leads."""
_MADE = "made-"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COMMON = ("when", "helplines")
"""Keys of what is the same for several clients: conditions, and numbers of a country."""
_ONE_LINE = 3
"""Words from which on a value is a text, and not one of a few that are allowed."""


def add_clients(root: Path, count: int, first: int = 0) -> list[str]:
    """Write that many clients more, each like one of the examples, and return their ids.

    Args:
        first: The number of made clients that are there.
    """
    clients = root / CLIENTS
    likes = sorted(path.name for path in clients.iterdir() if not path.name.startswith(_MADE))
    for number in range(first, first + count):
        like = clients / likes[number % len(likes)]
        folder = clients / _id_of(number)
        letters = folder.name.removeprefix(_MADE)
        folder.mkdir()
        for path in sorted(like.iterdir()):
            if path.name in ("policy.yml", "overlay.yml"):
                text = path.read_text("utf-8").replace(like.name, folder.name)
                made = _other(yaml.safe_load(text), letters)
                (folder / path.name).write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), "utf-8")
    return [_id_of(number) for number in range(first, first + count)]


def _id_of(number: int) -> str:
    return _MADE + _LETTERS[number // 26] + _LETTERS[number % 26]


def _other(value: Any, letters: str, key: str = "") -> Any:
    """The same value in other words."""
    if isinstance(value, dict):
        return {name: one if name in _COMMON else _other(one, letters, str(name)) for name, one in value.items()}
    if isinstance(value, list):
        return [_other(one, letters, key) for one in value]
    if not isinstance(value, str) or "policy." in value.split("{{")[0]:
        return value
    if "://" in value:
        return value
    if key == "phone":
        number = 300 + 26 * _LETTERS.index(letters[0]) + _LETTERS.index(letters[1])
        return re.sub(r"[0-9]+ ([0-9]+)$", rf"{number} \1", value)
    if "@" in value or key == "person":
        return _changed(value, letters)
    if len(value.split()) >= _ONE_LINE or key in ("name", "account"):
        parts = _KEPT.split(value)
        return "".join(part if number % 2 else _changed(part, letters) for number, part in enumerate(parts))
    return value


def _changed(text: str, letters: str) -> str:
    return _WORD.sub(lambda found: f"{found[0][:2]}{letters}{found[0][4:]}", text)
