"""The effective policy of a client as rows: value, unit, and the location at which it was set."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immerse.model.edition import Client, Origin
from immerse.model.policy.answers import NONE, value_digest
from immerse.model.policy.policy_leaves import Leaf, leaves
from immerse.model.policy.registry import settings_of


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One leaf of the policy."""

    path: str
    origin: Origin
    unit: str
    safety: bool
    stand_in: bool = False
    """Whether it is, or contains, a stand-in."""
    answered: tuple[str, ...] = ()
    """The person who gave it, or values in it, and the day."""

    def __str__(self) -> str:
        value, place, _ = self.origin
        location = f"{place.path}:{place.line}"
        parts = [f"{self.path} = {_shown(value)}", self.unit, location, "safety-class" if self.safety else ""]
        parts += ["stand-in"] if self.stand_in else []
        parts += [f"answered by {'; '.join(self.answered)}"] if self.answered else []
        return "\n    - ".join(["  ".join(part for part in parts if part), *_entries(value)])

    def as_json(self) -> dict[str, Any]:
        """The row for a program; the value keeps its type."""
        return {
            "setting": self.path,
            "value": self.origin.value,
            "unit": self.unit,
            "path": self.origin.location.path,
            "line": self.origin.location.line,
            "layer": self.origin.layer,
            "safety": self.safety,
            "stand_in": self.stand_in,
            "answered": list(self.answered),
        }


# A group of settings mixes units (targets hold minutes and hours); the leaf's own name says which one it is.
def _shown(value: Any) -> str:
    """A value on the line of its path; a list of mappings or sentences as their number: each has its own line below."""
    if entries := _entries(value):
        return f"{len(entries)} entries" if len(entries) > 1 else "1 entry"
    return ", ".join(map(_plain, value)) if isinstance(value, list | tuple) and value else _plain(value)


def _entries(value: Any) -> list[str]:
    """The mappings or sentences of a list, each on one line: `id: main, days: [mon, tue]`."""
    if not isinstance(value, list | tuple):
        return []
    if any(isinstance(entry, Mapping) for entry in value):
        return [_plain(entry).removeprefix("{").removesuffix("}") for entry in value]
    return list(map(_plain, value)) if any(" " in str(entry) for entry in value) else []


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_plain(part)}' for key, part in value.items())}}}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def listing(client: Client) -> Iterator[SettingRow]:
    """Every leaf that has a value, in the order of the contract."""
    settings = settings_of(type(client.policy))
    order = {key: place for place, key in enumerate(settings)}

    def rank(path: str) -> tuple[int, str]:
        """The place of the setting in the contract, then the path."""
        return order.get(".".join(path.split(".")[:2]), len(order)), path

    answers = _answers(client)
    units = {leaf.path: leaf.limit.unit for leaf in leaves(client.policy)}
    for path in sorted(client.origins, key=rank):
        setting = settings.get(".".join(path.split(".")[:2]))
        yield SettingRow(
            path,
            client.origins[path],
            units.get(path, ""),
            bool(setting and setting.safety),
            any(f"{listed}.".startswith(f"{path}.") for listed in client.stand_ins),
            tuple(dict.fromkeys(who for answered, who in answers.items() if f"{answered}.".startswith(f"{path}."))),
        )


def _answers(client: Client) -> dict[str, str]:
    """Path -> the person who gave the value and the day, and whether the value changed since."""
    if not client.answers:
        return {}
    now = {leaf.path: value_digest(leaf.value) for leaf in leaves(client.policy, absent=True)}
    return {
        path: f"{answer.by}, {answer.day}" + ("" if now.get(path, NONE) == answer.of else ", changed since")
        for path, answer in client.answers.items()
    }


def open_leaves(client: Client) -> Iterator[Leaf]:
    """The values of a client that nobody gave yet, in the order of the contract."""
    listed = frozenset(map(str, client.stand_ins))
    return (leaf for leaf in leaves(client.policy, absent=True) if leaf.path in listed)


def open_line(leaf: Leaf) -> str:
    """A value that is not given yet, with its allowed values and its meaning."""
    bounds = str(leaf.limit) if leaf.limit.is_range else ""
    value = _plain(leaf.value) if leaf.given else "not set"
    allowed = ", ".join(leaf.choices) or bounds
    kind = leaf.kind.replace("_", " ").replace("yes no", "true or false")
    type_words = f"{'list of ' if leaf.many else ''}{kind}"
    parts = [f"{leaf.path} = {value}", type_words, allowed, leaf.limit.unit, f"line {leaf.location.line}", leaf.meaning]
    return "  ".join(part for part in parts if part)


def open_json(leaf: Leaf) -> dict[str, Any]:
    """The same for a program."""
    return {
        "path": leaf.path,
        "value": json.loads(json.dumps(leaf.value, default=str)),
        **leaf.allowed_json(),
        "meaning": leaf.meaning,
        "line": leaf.location.line,
    }
