"""A client whose policy is written out in full, so that every value has a line of its own, to be changed there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from case_files import LOADER
from checked import checked
from immerse.loading.policy_layers import load_policy
from immerse.model.base import Node
from immerse.model.policy.limits import Justified
from immerse.problems import Problem, Severity

UNCHANGED = object()
"""Planted where the value of the whole policy is the right one."""

FOLDER = "site_config/clients/north-wind"
Keys = tuple[str | int, ...]

VERIFIED = date(2027, 2, 1)
"""A day to come, so that a review before it is too early and yet not over."""
ADDED: dict[str, Any] = {
    "centre.night_watch": {"kind": "alarm", "what": "All posts.", "tells": "duty-officer", "within_min": 10},
    "centre.channels.0.max_chars": 500,
    "response.published_promise.within_days": 3,
    "response.targets.P3.triage_min": 30,
    "response.targets.P4.triage_min": 239,
    "response.moderation.who_may_ban": "care-lead",
    "response.moderation.ban_second": "press-lead",
    "approvals.chain.0.priority": "P4",
    "approvals.chain.0.drafter": "press-lead",
    "crisis.timers.update_min.S4": 1440,
    "agency.exit.reviews": [date(2030, 1, 1)],
    "escalation.numbers": {"kept_by": "care-lead", "list": "The list in the safe.", "check_days": 90},
    "legal.regimes.0.retention_months": 12,
    "legal.regimes.0.verified_on": VERIFIED,
    "legal.regimes.0.clock": {
        "starts": "The receipt of the complaint.",
        **dict.fromkeys(("ack_h", "report_h", "resolve_h"), 500),
        **dict.fromkeys(("ack_working_days", "report_working_days", "resolve_working_days"), 30),
    },
    "legal.market_disclosure": {
        "route": "press-lead",
        "deputy": "care-lead",
        "contact": "care-lead",
        "quiet_periods": "None.",
    },
    "records.trainee.readers": ["trainee", "mentor"],
    "rotation.load": {"mentor": 6},
    "site.publish": {"trainee": "../published/trainee", "mentor": "../published/mentor"},
    "rotation.weeks": 40,
    "rotation.minimums.weeks.supervised": 14,
    "rotation.minimums.evidence": {"FST": 9},
    "agency.handover": [{"milestone": "AH-1", "day": date(2026, 11, 22), "share": 10}],
}
"""Path -> value: what the client of the cases does not set, and values with room on both sides of each relation."""


@dataclass(frozen=True)
class Plant:
    """A policy with one value changed."""

    what: str
    path: Keys
    value: Any
    unjustified: bool = False
    """The reason and the owner beside the value are left out."""
    beside: tuple[Keys, ...] = ()
    """Where the values are with which it is compared."""


class PlantedClient:
    """A client's folder in a workspace, whose policy is written anew for each plant."""

    def __init__(self, root: Path) -> None:
        self.root = root
        effective = load_policy(root, FOLDER).policy
        assert effective is not None
        self.base = plain(effective)
        for path, value in ADDED.items():
            put(self.base, tuple(int(key) if key.isdigit() else key for key in path.split(".")), value)
        for trigger in self.base["escalation"]["hard_triggers"].values():
            del trigger["playbook"]  # those that the core names are not in this workspace
        self._write(self.base)
        policy = load_policy(root, FOLDER)
        assert policy.policy is not None, policy.problems
        self.policy = policy.policy

    def problems(self, *plants: Plant) -> tuple[list[int], list[Problem]]:
        """(line of each planted value, every error and warning)."""
        lines = self._plant(plants)
        found = checked(self.root).open
        still_to_come = f"verified_on is {VERIFIED}"
        return lines, [
            one for one in found if one.severity is not Severity.INFO and not one.message.startswith(still_to_come)
        ]

    def refusals(self, *plants: Plant) -> tuple[list[int], tuple[Problem, ...]]:
        """(line of each planted value, what loading says)."""
        return self._plant(plants), load_policy(self.root, FOLDER).problems

    def places_of(self, plant: Plant) -> tuple[Keys, ...]:
        """The paths of the values that a plant changes, and of those that it is compared with."""
        return (*self._values(plant), *plant.beside)

    def _values(self, plant: Plant) -> dict[Keys, Any]:
        values = {plant.path: plant.value}
        if plant.unjustified:
            holder = plant.path[: _justified(self.base, plant.path)]
            values |= {(*holder, "reason"): None, (*holder, "owner"): None}
        return values

    def _plant(self, plants: Sequence[Plant]) -> list[int]:
        """Write the policy with the values; the line that each is on."""
        values = {path: value for plant in plants for path, value in self._values(plant).items()}
        spots = {path: self._spot(path) for path in values if values[path] is not UNCHANGED}
        text = self._text
        lost = []
        for path, (line, node) in sorted(spots.items(), key=lambda spot: -spot[1][1].start_mark.index):
            begin, end = node.start_mark.index, node.end_mark.index
            before, end = text[:begin].rstrip(), begin + len(text[begin:end].rstrip())
            lost.append((line, text.count("\n", len(before), end)))
            text = f"{before} {_written(values[path])}{text[end:]}"
        (self.root / FOLDER / "policy.yml").write_text(text, "utf-8")
        lines = [self._spot(plant.path)[0] for plant in plants]
        return [line - sum(count for above, count in lost if above < line) for line in lines]

    def _spot(self, path: Keys) -> tuple[int, Any]:
        """(line of the key or entry, node of the value)."""
        line, node = 1, self._tree
        for key in path:
            named = (
                (node.value[key],) * 2
                if isinstance(key, int)
                else next(one for one in node.value if one[0].value == key)
            )
            line, node = named[0].start_mark.line + 1, named[1]
        return line, node

    def _write(self, policy: dict[str, Any]) -> None:
        """Each list of plain values on the line of its key, everything else in blocks."""
        self._text = yaml.dump(policy, Dumper=_Lines, sort_keys=False, allow_unicode=True, width=10000)
        self._tree = yaml.compose(self._text, LOADER)
        (self.root / FOLDER / "policy.yml").write_text(self._text, "utf-8")


class _Lines(yaml.SafeDumper):
    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        flow = not any(isinstance(part, dict) for part in sequence)
        return super().represent_sequence(tag, sequence, flow_style=flow)


def _written(value: Any) -> str:
    return str(value) if isinstance(value, date) else json.dumps(value, default=str)


def put(policy: Any, path: Keys, value: Any) -> None:
    """Set a value."""
    for key in path[:-1]:
        policy = policy[key] if isinstance(key, int) else policy.setdefault(key, {})
    policy[path[-1]] = value


def _justified(policy: Any, path: Keys) -> int:
    """How many keys of a path lead to the nearest mapping with a reason."""
    depth, at = 0, policy
    for number, key in enumerate(path):
        if isinstance(at, dict) and "reason" in at and "owner" in at:
            depth = number
        at = at[key] if isinstance(at, list) else at.get(key)
    return depth


def plain(value: Any) -> Any:
    if isinstance(value, Node):
        fields = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        if isinstance(value, Justified):
            fields |= {"reason": "The case asks for it.", "owner": "care-lead"}
        return {name: part for name, part in fields.items() if part not in (None, {}, [])}
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, str) else value
