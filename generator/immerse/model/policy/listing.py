"""The effective policy of a client as rows: value, unit, where it was set."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.model.edition import Client
from immerse.model.policy.registry import settings_of
from immerse.problems import Location


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf of the policy. `layer` is core, defaults or client."""

    path: str
    value: Any
    unit: str
    location: Location
    layer: str
    safety: bool

    def __str__(self) -> str:
        where = f"{self.location.path}:{self.location.line}"
        parts = [f"{self.path} = {_shown(self.value)}", self.unit, where, "safety-class" if self.safety else ""]
        return "  ".join(part for part in parts if part)

    def as_json(self) -> dict[str, Any]:
        """The row for a program; the value keeps its type."""
        return {
            "setting": self.path,
            "value": self.value,
            "unit": self.unit,
            "path": self.location.path,
            "line": self.location.line,
            "layer": self.layer,
            "safety": self.safety,
        }


# A group of settings mixes units (targets hold minutes and hours); the leaf's own name says which one it is.
_SUFFIX_UNITS = {"_min": "minutes", "_h": "hours", "_days": "days", "_weeks": "weeks", "_months": "months"}


def _unit(path: str, declared: str) -> str:
    for suffix, unit in _SUFFIX_UNITS.items():
        if path.endswith(suffix):
            return unit
    return declared if path.count(".") == 1 else ""


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def listing(client: Client) -> Iterator[Row]:
    """Every leaf that has a value, in the order of the contract."""
    settings = settings_of(type(client.policy))
    order = {key: place for place, key in enumerate(settings)}

    def rank(path: str) -> tuple[int, str]:
        return order.get(".".join(path.split(".")[:2]), len(order)), path

    for path in sorted(client.origins, key=rank):
        origin = client.origins[path]
        setting = settings.get(".".join(path.split(".")[:2]))
        yield Row(
            path,
            origin.value,
            _unit(path, setting.unit if setting else ""),
            origin.location,
            origin.layer,
            bool(setting and setting.safety),
        )
