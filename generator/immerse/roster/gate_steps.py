"""A step is an item at a gate. The plan has a day for each step; signed events show which steps are met."""

from collections.abc import Mapping
from typing import Any

from immerse.records.whereabouts import asked_at
from immerse.signing.rotation_state import RotationState
from immerse.signing.standing import item_state, levels_reached

GateStep = tuple[str, str]
"""(gate, item)."""


def steps_of(book: Mapping[str, Any]) -> dict[GateStep, int]:
    """Step -> the day on which the plan wants it met, counted from the first Monday, which is 0.

    An item is a step for each gate that asks for it; gates after the rotation have no steps.
    """
    gates = [gate for gate in book["gates"] if gate["after"] and gate["day"] is not None]
    return {(gate["id"], item): gate["day"] for gate in gates for item in asked_at(book, gate["id"])}


def met_steps(rotation: RotationState, day: str) -> set[GateStep]:
    """The steps that are met on a day, with those that are waived."""
    if rotation.opened is None:
        return set()
    levels = levels_reached(rotation)
    states = {name: item_state(rotation, item, day)["state"] for name, item in rotation.items.items()}
    return {
        (gate, name)
        for gate, name in steps_of(rotation.book)
        if states[name] in ("met", "waived") or _is_reached(rotation.items[name], gate, levels.get(name, 0))
    }


def _is_reached(item: Mapping[str, Any], gate: str, level: int) -> bool:
    """Whether an item is at the level of a gate that asks for less than the last one does."""
    wanted = item["levels"].get(gate)
    last = max((row["level"] for row in item["signatures"]), default=0)
    return wanted is not None and wanted < last and level >= wanted
