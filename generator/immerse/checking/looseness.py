"""What a client set looser than the core default, and whether somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.checking.applies import in_use
from immerse.checking.rule import Report
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

_MORE_IS_LOOSER = {
    "centre.on_call": ("ack_min",),
    "centre.shift": ("length_h",),
    "crisis.timers": ("activate_min", "ack_min", "holding_min"),
    "crisis.pause_rule": ("within_min",),
    "crisis.exercise": ("tabletop_months", "functional_months"),
    "rotation.alumni": ("call_weeks", "refresh_months", "answer_days"),
    "agency.exit": ("revoke_days",),
}
_LESS_IS_LOOSER = {"centre.shift": ("overlap_min",)}

Loose = tuple[str, str, Any, Any, Location, Any]
"""(setting, what is looser in words, our value, the core's, where, the node that may justify it)."""


def looser(client: Client, subject: Subject, report: Report) -> Iterator[Problem]:
    """A warning for each value looser than the core default; a note where `reason` and `owner` stand beside it."""
    for setting, what, ours, theirs, place, node in _loose(client, subject):
        answered = bool(node.reason and node.owner)
        message = f"{what} {ours} is looser than the core default {theirs}"
        if answered:
            message += f"; {node.owner}: {node.reason}"
        hint = "" if answered else "tighten it, or say why: reason: ... and owner: ... beside it"
        severity = Severity.INFO if answered else Severity.WARNING
        yield report(place, message, subject=f"{client.id}/{setting}", hint=hint, severity=severity)


def _loose(client: Client, subject: Subject) -> Iterator[Loose]:
    if subject.core is None:
        return
    if in_use(subject, "response.targets"):
        core = subject.core.response.targets or {}
        for priority, target in (client.policy.response.targets or {}).items():
            fields = ("triage_min", "first_response_min", "update_min")
            pairs = _compared(target, core.get(priority), fields, more=True)
            for field, ours, theirs in pairs:
                place = target.place_of(field)
                yield f"response.targets.{priority}", f"{priority}: {field}", ours, theirs, place, target
    for more, table in ((True, _MORE_IS_LOOSER), (False, _LESS_IS_LOOSER)):
        for setting, names in table.items():
            node, core_node = _setting(client.policy, setting), _setting(subject.core, setting)
            if in_use(subject, setting) and node is not None:
                for field, ours, theirs in _compared(node, core_node, names, more=more):
                    yield setting, f"{setting}.{field}", ours, theirs, node.place_of(field), node
    yield from _updates(client, subject)


def _updates(client: Client, subject: Subject) -> Iterator[Loose]:
    timers = client.policy.crisis.timers
    core = subject.core.crisis.timers if subject.core else None
    if timers and core and in_use(subject, "crisis.timers"):
        for level, minutes in timers.update_min.items():
            theirs = core.update_min.get(level)
            if theirs is not None and minutes > theirs:
                place = timers.place_of("update_min")
                yield "crisis.timers", f"crisis.timers.update_min.{level}", minutes, theirs, place, timers


def _compared(node: Any, core: Any, fields: tuple[str, ...], *, more: bool) -> Iterator[tuple[str, Any, Any]]:
    for field in fields:
        ours, theirs = getattr(node, field), getattr(core, field, None)
        if ours is not None and theirs is not None and ((ours > theirs) if more else (ours < theirs)):
            yield field, ours, theirs


def _setting(policy: Any, key: str) -> Any:
    group, name = key.split(".")
    return getattr(getattr(policy, group), name)
