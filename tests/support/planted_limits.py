"""Plants a value just over and just at each limit that the contract declares, in a client whose policy is whole.

The policy is written out in full, so that every value has a line of its own in the client's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from immerse.loading import client_ids
from immerse.loading.policy_layers import load_policy
from immerse.model.base import Node
from immerse.model.policy.contract import ContractField, entry_names, fields_of, values_of
from immerse.model.policy.limits import Justified, Limit
from immerse.model.policy.policy import Policy
from immerse.pipeline import check_workspace
from immerse.problems import Problem, Severity

FOLDER = "site_config/clients/north-wind"
ON = date(2026, 12, 1)
Path_ = tuple[str | int, ...]

ADDED: dict[str, Any] = {
    "centre.night_watch": {"kind": "alarm", "what": "All posts.", "tells": "duty-officer", "within_min": 15},
    "centre.channels.0.max_chars": 500,
    "response.published_promise.within_days": 3,
    "escalation.numbers": {"kept_by": "care-lead", "list": "The list in the safe.", "check_days": 90},
    "legal.regimes.0.retention_months": 12,
    "legal.regimes.0.clock": {
        "starts": "The receipt of the complaint.",
        **dict.fromkeys(("ack_h", "report_h", "resolve_h"), 500),
        **dict.fromkeys(("ack_working_days", "report_working_days", "resolve_working_days"), 30),
    },
    "rotation.weeks": 40,
    "rotation.minimums.weeks.supervised": 14,
    "rotation.minimums.evidence": {"FST": 9},
    "agency.handover": [{"milestone": "AH-1", "day": date(2026, 11, 22), "share": 10}],
}
"""What the client of the cases does not set: path -> value."""


@dataclass(frozen=True)
class Plant:
    """A policy with one value changed."""

    what: str
    path: Path_
    value: Any
    """None: the key is left out."""
    unjustified: bool = False
    """The reason and the owner beside the value are left out."""


class Field:
    """A client's folder in a workspace, whose policy is written anew for each plant."""

    def __init__(self, root: Path) -> None:
        self.root = root
        effective = load_policy(root, FOLDER).policy
        assert effective is not None
        self.base = _plain(effective)
        for path, value in ADDED.items():
            put(self.base, tuple(int(key) if key.isdigit() else key for key in path.split(".")), value)
        self._write(self.base)
        policy = load_policy(root, FOLDER)
        assert policy.policy is not None, policy.problems
        self.policy = policy.policy

    def problems(self, plant: Plant) -> tuple[int, list[Problem]]:
        """(line of the planted value, every error and warning)."""
        changed = _copied(self.base)
        put(changed, plant.path, plant.value)
        if plant.unjustified:
            for key in ("reason", "owner"):
                put(changed, (*plant.path[: _justified(self.base, plant.path)], key), None)
        text = self._write(changed)
        found = check_workspace(self.root, client_ids(self.root), ON).open
        return line_of(text, plant.path), [one for one in found if one.severity is not Severity.INFO]

    def _write(self, policy: dict[str, Any]) -> str:
        text = yaml.safe_dump(policy, sort_keys=False, allow_unicode=True, width=1000)
        (self.root / FOLDER / "policy.yml").write_text(text, "utf-8")
        return text


def planted_bounds(policy: Policy) -> Iterator[tuple[ContractField, Plant, Plant]]:
    """(field, just over a bound, just at it) for both bounds of every number."""
    for field in fields_of(Policy):
        if limit := field.declared(Limit):
            path = first_path(field, policy)
            for bound, step in ((limit.least, -1), (limit.most, 1)):
                if bound is not None:
                    name = ".".join(field.keys)
                    yield field, Plant(f"{name} {bound + step}", path, bound + step), Plant(name, path, bound)


def first_path(field: ContractField, policy: Node) -> Path_:
    """The keys, and the numbers in lists, of the first value of a field."""
    named = next(values_of(field, policy), None)
    if named is None:
        raise AssertionError(f"{'.'.join(field.keys)} has no value in the whole policy: add one to ADDED")
    return path_of(named.path, policy)


def path_of(named: str, policy: Any) -> Path_:
    """A path with ids of entries as one with their numbers."""
    found: list[str | int] = []
    at: Any = policy
    for key in named.split("."):
        if isinstance(at, tuple):
            number = entry_names(at).index(key)
            found.append(number)
            at = at[number]
        else:
            found.append(key)
            at = at[key] if isinstance(at, dict) else getattr(at, key)
    return tuple(found)


def put(policy: Any, path: Path_, value: Any) -> None:
    """Set a value, or take its key out."""
    for key in path[:-1]:
        policy = policy[key] if isinstance(key, int) else policy.setdefault(key, {})
    if value is None:
        policy.pop(path[-1], None)
    else:
        policy[path[-1]] = value


def line_of(text: str, path: Path_) -> int:
    """The line of a value's key; of a key that is not there, the line of the mapping that lacks it."""
    node: Any = yaml.compose(text)
    line = 1
    for key in path:
        if isinstance(key, int):
            node = node.value[key]
            line = node.start_mark.line + 1
            continue
        pair = next((pair for pair in node.value if pair[0].value == key), None)
        if pair is None:
            return int(node.start_mark.line) + 1
        line, node = pair[0].start_mark.line + 1, pair[1]
    return int(line)


def _justified(policy: Any, path: Path_) -> int:
    """How many keys of a path lead to the nearest mapping with a reason."""
    depth, at = 0, policy
    for number, key in enumerate(path):
        if isinstance(at, dict) and "reason" in at and "owner" in at:
            depth = number
        at = at[key] if isinstance(at, list) else at.get(key)
    return depth


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        fields = {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        if isinstance(value, Justified):
            fields |= {"reason": "The case asks for it.", "owner": "care-lead"}
        return {name: part for name, part in fields.items() if part not in (None, {}, [])}
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value
