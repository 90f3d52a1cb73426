"""Tasks of the rotation: an order that can be kept (L-90)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from immerse.checking.cycles import cycles
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import whole
from immerse.model.references import ids_by_kind, references_in
from immerse.model.rotation import Rotation
from immerse.model.subject import Subject
from immerse.model.task import OutOfOrder, Task, out_of_order


@rule("L-90", ERROR, each=whole)
def impossible_tasks(context: Subject, report: Report) -> None:
    """Tasks come in an order that can be kept.

    A task that waits for another is due on the same day or later, on every track and in the weeks of every client. Two
    that wait for each other are never begun. A task is due before the gate that waits for it, and has a day: a gate
    that comes after the rotation has no week to count back from, a phase after it has no last one.

    Bad:  {id: T-07, due: {day: 2}, after: [T-05], ...}      with T-05 due on day 4
    Good: {id: T-07, due: {day: 4}, after: [T-05], ...}
    """
    rotation = context.programme.rotation
    tasks = {str(task.id): task for task in rotation.tasks}
    found = cycles({id: task.after for id, task in tasks.items()})
    for cycle in found:
        circle = " -> ".join([*cycle, cycle[0]])
        message = f"tasks wait for each other: {circle}" if len(cycle) > 1 else f"{cycle[0]} waits for itself"
        place = tasks[cycle[0]].place_of("after")
        report(message, at=place, about=cycle[0], hint="take one of them out of an after:")
    for fault, tracks in _by_message(rotation):
        if not any({str(fault.task.id), fault.waits_for} <= {*cycle} for cycle in found):
            message = f"{fault.message} ({' and '.join(tracks)})"
            report(message, at=fault.location, about=str(fault.task.id), hint=fault.hint)


def _by_message(rotation: Rotation) -> Iterator[tuple[OutOfOrder, list[str]]]:
    """What is out of order, and on which tracks; what names something unknown is another rule's."""
    known = ids_by_kind(rotation)
    tasks = [task for task in rotation.tasks if _is_resolved(task, rotation, known)]
    found: dict[str, tuple[OutOfOrder, list[str]]] = {}
    for track in rotation.tracks:
        for fault in out_of_order(tasks, rotation.schedule(str(track.id), track.weeks)):
            found.setdefault(f"{fault.task.id} {fault.message}", (fault, []))[1].append(f"track {track.id}")
    yield from found.values()


def _is_resolved(task: Task, rotation: Rotation, known: Mapping[str, Collection[str | int]]) -> bool:
    """Whether everything exists that a task names, and that the gate names before which it is due."""
    gates = (gate for gate in rotation.gates if gate.id == task.due.before)
    return all(one.id in known.get(one.kind, ()) for one in references_in(task, *gates))
