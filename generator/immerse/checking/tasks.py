"""Tasks of the rotation: an order that can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from immerse.checking.rule import Report, rule
from immerse.model.rotation import Rotation
from immerse.model.subject import Subject
from immerse.model.task import OutOfOrder, Task, out_of_order
from immerse.problems import Problem, Severity


@rule("L-90", Severity.ERROR)
def impossible_tasks(subject: Subject, report: Report) -> Iterable[Problem]:
    """Tasks come in an order that can be kept.

    A task that waits for another is due on the same day or later, on every track and in the weeks of every client. Two
    that wait for each other are never begun. A task is due before the gate that waits for it, and has a day: a gate
    that comes after the rotation has no week to count back from, a phase after it has no last one.

    Bad:  {id: T-07, due: {day: 2}, after: [T-05], ...}      with T-05 due on day 4
    Good: {id: T-07, due: {day: 4}, after: [T-05], ...}
    """
    rotation = subject.programme.rotation
    tasks = {str(task.id): task for task in rotation.tasks}
    cycles = _cycles(tasks)
    for cycle in cycles:
        circle = " -> ".join([*cycle, cycle[0]])
        message = f"tasks wait for each other: {circle}" if len(cycle) > 1 else f"{cycle[0]} waits for itself"
        place = tasks[cycle[0]].place_of("after")
        yield report(place, message, subject=cycle[0], hint="take one of them out of an after:")
    together = [frozenset(cycle) for cycle in cycles]
    for fault, tracks in _by_message(rotation):
        if not any({str(fault.task.id), fault.waits_for} <= cycle for cycle in together):
            message = f"{fault.message} ({' and '.join(tracks)})"
            yield report(fault.location, message, subject=str(fault.task.id), hint=fault.hint)


def _by_message(rotation: Rotation) -> Iterator[tuple[OutOfOrder, list[str]]]:
    """What is out of order, and on which tracks; what names something unknown is another rule's."""
    tasks = [task for task in rotation.tasks if _is_known(task, rotation)]
    found: dict[str, tuple[OutOfOrder, list[str]]] = {}
    for track in rotation.tracks:
        for fault in out_of_order(tasks, rotation.schedule(str(track.id), track.weeks)):
            found.setdefault(f"{fault.task.id} {fault.message}", (fault, []))[1].append(f"track {track.id}")
    yield from found.values()


def _is_known(task: Task, rotation: Rotation) -> bool:
    gates, phases = {gate.id for gate in rotation.gates}, {phase.id for phase in rotation.phases}
    return (task.due.before is None or task.due.before in gates) and (
        task.due.phase is None or task.due.phase in phases
    )


def _cycles(tasks: Mapping[str, Task]) -> list[list[str]]:
    """Each circle once, beginning with the task that is written first in it."""
    order = {id: place for place, id in enumerate(tasks)}
    found: dict[frozenset[str], list[str]] = {}
    for start in tasks:
        if path := _way_back(start, tasks, order):
            found.setdefault(frozenset(path), path)
    return list(found.values())


def _way_back(start: str, tasks: Mapping[str, Task], order: Mapping[str, int]) -> list[str]:
    """The shortest way from a task over what it waits for back to itself, over tasks written after it; empty for
    none."""
    ways: list[list[str]] = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for next_one in map(str, tasks[way[-1]].after):
            if next_one == start:
                return way
            if next_one in tasks and next_one not in seen and order[next_one] > order[start]:
                seen.add(next_one)
                ways.append([*way, next_one])
    return []
