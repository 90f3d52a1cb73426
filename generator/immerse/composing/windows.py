"""The weeks of the rotation for a client's length: the nearest track, scaled, with no phase below its floor.

Phases share the weeks in proportion, each at least its floor, and keep their overlaps. Modules, gates and milestones
move with the phases that contain them, so that their order stays.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from immerse.model.ids import TrackId
from immerse.model.module import Module
from immerse.model.policy.rotation import Minimums
from immerse.model.programme import Programme
from immerse.model.rotation import Gate, Milestone, ModuleEvidence, Phase, Rotation
from immerse.model.task import Task

HourSpan = tuple[int, int]
"""First and last week, both included."""


def share_weeks(lengths: Sequence[int], floors: Sequence[int], total: int) -> tuple[int, ...]:
    """`total` weeks in proportion to `lengths`, each share at least its floor.

    The shares add up to `total`; where the floors exceed it, the shares are the floors.
    """
    shares = list(floors)
    for _ in range(total - sum(floors)):
        # The next week goes where the share is furthest behind its part (Sainte-Laguë), the first of equals.
        behind = [length / (2 * share + 1) for length, share in zip(lengths, shares, strict=True)]
        shares[behind.index(max(behind))] += 1
    return tuple(shares)


class WeekMapping(NamedTuple):
    """The mapping of weeks of a track to weeks of this client's rotation."""

    track: str
    """The track whose weeks are read."""
    name: str
    """The track id under which the client's weeks are written."""
    weeks: int
    base_weeks: int
    anchors: tuple[tuple[int, int], ...]
    """(week of the track, week of the client), rising; weeks between two anchors are interpolated."""

    def week(self, week: int) -> int:
        """The client's week for a week of the track; weeks before the first stay as they are."""
        if week < 1 or not self.anchors:
            return week
        place = bisect_right(self.anchors, (week, 10**6))
        if place == 0:
            return max(1, week + self.anchors[0][1] - self.anchors[0][0])
        if place == len(self.anchors):
            return min(self.weeks, self.anchors[-1][1] + week - self.anchors[-1][0])
        (left, left_new), (right, right_new) = self.anchors[place - 1 : place + 1]
        return left_new + round((week - left) * (right_new - left_new) / (right - left))

    def span(self, span: Sequence[int]) -> HourSpan:
        """A window, moved."""
        return self.week(span[0]), self.week(span[1])

    def pieces(self, pieces: int) -> int:
        """A number of pieces in proportion to the length, rounded up."""
        return ceil(pieces * self.weeks / self.base_weeks)


def week_mapping(rotation: Rotation, name: str, weeks: int) -> tuple[WeekMapping, dict[str, HourSpan]]:
    """The client's mapping and its phases' weeks.

    Args:
        rotation: Tracks and phases, with floors already raised to the client's own.
        name: The client's track; `custom` takes the nearest track.
        weeks: The client's length.
    """
    track = rotation.track_for(name, weeks)
    assert track is not None
    phases = [phase for phase in rotation.phases if track.id in phase.weeks]
    spans = [(phase.weeks[track.id][0], phase.weeks[track.id][1]) for phase in phases]
    begin = next((index for index, span in enumerate(spans) if span[0] >= 1), len(spans))
    floors = [max(1, phase.floor) for phase in phases]
    moved = spans[:begin] + list(stretch(spans[begin:], floors[begin:], weeks))
    anchors = _anchors(spans[begin:], moved[begin:])
    mapping = WeekMapping(track.id, name, weeks, track.weeks, anchors)
    return mapping, {phase.id: span for phase, span in zip(phases, moved, strict=True)}


def stretch(spans: Sequence[HourSpan], floors: Sequence[int], weeks: int) -> tuple[HourSpan, ...]:
    """The same phases over another length, each with the same overlap with the one before it."""
    if not spans:
        return ()
    lengths = [last - first + 1 for first, last in spans]
    if spans[-1][1] == weeks and all(length >= floor for length, floor in zip(lengths, floors, strict=True)):
        return tuple(spans)
    steps = [after[0] - before[1] for before, after in pairwise(spans)]
    total = weeks - spans[0][0] + 1 - sum(step - 1 for step in steps)
    shares = share_weeks(lengths, floors, total)
    moved, start = [], spans[0][0]
    for share, step in zip(shares, [*steps, 0], strict=True):
        moved.append((start, start + share - 1))
        start = start + share - 1 + step
    return tuple(moved)


def _anchors(spans: Sequence[HourSpan], moved: Sequence[HourSpan]) -> tuple[tuple[int, int], ...]:
    pairs: dict[int, int] = {}
    for before, after in zip(spans, moved, strict=True):
        pairs.update(zip(before, after, strict=True))
    anchors: list[tuple[int, int]] = []
    for old, new in sorted(pairs.items()):
        anchors.append((old, max(new, anchors[-1][1]) if anchors else new))
    return tuple(anchors)


def in_client_weeks(programme: Programme, name: str, weeks: int, minimums: Minimums | None) -> Programme:
    """The programme with the client's own weeks: every map by track has one entry, the client's."""
    if not programme.rotation.tracks:
        return programme
    rotation = _with_floors(programme.rotation, minimums)
    mapping, spans = week_mapping(rotation, name, weeks)
    update = {
        "phases": tuple(_phase(phase, mapping, spans) for phase in rotation.phases),
        "gates": tuple(_with_week(gate, mapping) for gate in rotation.gates),
        "handover": tuple(_with_week(milestone, mapping) for milestone in rotation.handover),
        "tasks": tuple(_due(task, mapping) for task in rotation.tasks),
        "minimum_evidence": tuple(_evidence(entry, mapping, minimums) for entry in rotation.minimum_evidence),
    }
    modules = tuple(_module(module, mapping) for module in programme.modules)
    return programme.model_copy(update={"modules": modules, "rotation": rotation.model_copy(update=update)})


def _with_floors(rotation: Rotation, minimums: Minimums | None) -> Rotation:
    if minimums is None:
        return rotation
    phases = tuple(
        phase.model_copy(update={"floor": max(phase.floor, getattr(minimums.weeks, phase.id, 0))})
        for phase in rotation.phases
    )
    return rotation.model_copy(update={"phases": phases})


def _for_track(mapping: WeekMapping, by_track: dict[TrackId, Any], value: Any) -> dict[TrackId, Any]:
    return {TrackId(mapping.name): value} if mapping.track in by_track else {}


def _phase(phase: Phase, mapping: WeekMapping, spans: dict[str, HourSpan]) -> Phase:
    return phase.model_copy(update={"weeks": _for_track(mapping, phase.weeks, spans.get(phase.id))})


def _module(module: Module, mapping: WeekMapping) -> Module:
    window = module.window.get(TrackId(mapping.track))
    return module.model_copy(update={"window": {TrackId(mapping.name): mapping.span(window)} if window else {}})


def _with_week(dated: Gate | Milestone, mapping: WeekMapping) -> Gate | Milestone:
    week_of_track = dated.week.get(TrackId(mapping.track))
    week = None if week_of_track is None else mapping.week(week_of_track)
    return dated.model_copy(update={"week": _for_track(mapping, dated.week, week)})


def _due(task: Task, mapping: WeekMapping) -> Task:
    week = task.due.week.get(TrackId(mapping.track))
    if week is None:
        return task
    due = task.due.model_copy(update={"week": _for_track(mapping, task.due.week, mapping.week(week))})
    return task.model_copy(update={"due": due})


def _evidence(entry: ModuleEvidence, mapping: WeekMapping, minimums: Minimums | None) -> ModuleEvidence:
    pieces = entry.pieces.get(TrackId(mapping.track))
    if pieces is None:
        return entry.model_copy(update={"pieces": {}})
    least = minimums.evidence.get(entry.module, 0) if minimums else 0
    return entry.model_copy(update={"pieces": {TrackId(mapping.name): max(mapping.pieces(pieces), least)}})
