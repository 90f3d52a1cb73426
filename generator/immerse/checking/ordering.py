"""An order that can be kept: of modules (graph) and of the tasks of a rotation (L-90)."""

from collections.abc import Collection, Iterator, Mapping

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_module, nodes, whole
from immerse.model.ids import TrackId
from immerse.model.module import Module
from immerse.model.references import ids_by_kind, references_in
from immerse.model.rotation import Phase, Rotation
from immerse.model.subject import Subject
from immerse.model.task import OutOfOrder, Task, out_of_order
from immerse.model.text import Text
from immerse.words.english import join


def cycles(needs: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The shortest cycle through each id, each set of ids once, in the order of the mapping.

    `needs` maps an id to the ids that must come before it; unknown ids are ignored.
    """
    order = {id: place for place, id in enumerate(needs)}
    cycles_by_ids: dict[frozenset[str], list[str]] = {}
    for start in needs:
        if path := _way_back(start, needs, order):
            cycles_by_ids.setdefault(frozenset(path), path)
    return list(cycles_by_ids.values())


def _way_back(start: str, needs: Mapping[str, Collection[str]], order: Mapping[str, int]) -> list[str]:
    """The shortest path from an id back to itself through later ids; empty where there is none."""
    paths: list[list[str]] = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for need in map(str, needs[path[-1]]):
            if need == start:
                return path
            if need in order and need not in seen and order[need] > order[start]:
                seen.add(need)
                paths.append([*path, need])
    return []


def reaches(needs: Mapping[str, Collection[str]], start: str, goal: str) -> bool:
    """Whether an id needs another one, directly or by way of others."""
    seen: set[str] = set()
    waiting = [start]
    while waiting and goal not in seen:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += needs.get(node, ())
    return goal in seen


def module_of(competency: str) -> str:
    """The id of the module that a competency belongs to (`LIS` for `LIS-3`)."""
    return competency.rpartition("-")[0]


@rule("graph", ERROR, each=whole)
def impossible_order(context: Subject, report: Report) -> None:
    """The modules can be taken in their order.

    A module names the competencies, with their levels, that it requires. Two modules that require each other can never
    start. A requirement that is taught later in the order, or begins only after the module itself has begun, cannot be
    met in time. A module that requires what it teaches itself never begins, and weeks after the end of a track never
    come.

    Bad:  LIS requires {TRI-1: 3} while TRI requires {LIS-3: 3}
    Good: TRI requires {LIS-3: 2, LIS-4: 2}
    """
    modules = {str(module.id): module for module in context.programme.modules}
    order = list(modules)
    needs = {id: sorted({*map(module_of, modules[id].requires)} & modules.keys() - {id}) for id in sorted(modules)}
    for cycle in cycles(needs):
        message = f"modules wait for each other: {' -> '.join([*cycle, cycle[0]])}"
        place = modules[cycle[0]].location_of("requires")
        report(message, at=place, about=cycle[0], hint="drop one of these requirements")
    for module in modules.values():
        for need in module.requires:
            before = module_of(need)
            if before not in modules or before == module.id:
                continue
            if order.index(before) > order.index(module.id) and not reaches(needs, before, module.id):
                message = f"{module.id} requires {need}, but module {before} is taught after it"
                hint = "change the order in curriculum.yml or the requirement"
                report(message, at=module.location_of("requires"), about=str(module.id), hint=hint)
            _begun_too_late(module, modules[before], need, report)


def _begun_too_late(module: Module, before: Module, need: str, report: Report) -> None:
    for track, weeks in module.window.items():
        earlier = before.window.get(track)
        if earlier and weeks[0] <= earlier[0]:
            start = f"{module.id} starts in week {weeks[0]} of track {track!r}"
            message = f"{start}, but {need} begins only in week {earlier[0]}"
            hint = "start it later, or begin what it requires earlier"
            report(message, at=module.location_of("window"), about=str(module.id), hint=hint)


@impossible_order.also(each_module)
def _module(module: Module, report: Report) -> None:
    for need in module.requires:
        if module_of(need) == module.id:
            place = need.location if isinstance(need, Text) else module.location_of("requires")
            message = f"{module.id} requires {need}, which it teaches itself"
            report(message, at=place, hint="drop this requirement")
    _window("window", module.window, report)


@impossible_order.also(nodes(lambda programme: programme.rotation.phases))
def _phase(phase: Phase, report: Report) -> None:
    _window("weeks", phase.weeks, report)


def _window(field: str, window: Mapping[TrackId, tuple[int, ...]], report: Report) -> None:
    """Report windows that end before they begin, or after their track does."""
    lengths = {str(track.id): track.weeks for track in report.context.programme.rotation.tracks}
    for track, (first, last) in window.items():
        place = track if isinstance(track, Text) else field
        weeks = lengths.get(str(track), last)
        end = f"{report.subject} ends in week {last} of track {track!r}"
        if last < first:
            report(f"{end}, before it begins", at=place, hint="swap the two weeks")
        elif last > weeks:
            report(f"{end}, which has {weeks}", at=place, hint="end it sooner, or lengthen the track")


@rule("L-90", ERROR, each=whole)
def impossible_tasks(context: Subject, report: Report) -> None:
    """Tasks are in an order that can be kept.

    A task that waits for another is due on the same day or later, on every track and in the weeks of every client. Two
    tasks that wait for each other are never begun. A task is due before the gate that waits for it, and has a day: a
    gate after the rotation has no week to count back from, and a phase after it has no last week.

    Bad:  {id: T-07, due: {day: 2}, after: [T-05], ...}      with T-05 due on day 4
    Good: {id: T-07, due: {day: 4}, after: [T-05], ...}
    """
    rotation = context.programme.rotation
    tasks = {str(task.id): task for task in rotation.tasks}
    all_cycles = cycles({id: task.after for id, task in tasks.items()})
    for cycle in all_cycles:
        circle = " -> ".join([*cycle, cycle[0]])
        message = f"tasks wait for each other: {circle}" if len(cycle) > 1 else f"{cycle[0]} waits for itself"
        place = tasks[cycle[0]].location_of("after")
        report(message, at=place, about=cycle[0], hint="remove one of them from after:")
    for fault, tracks in _by_message(rotation):
        if not any({str(fault.task.id), fault.waits_for} <= {*cycle} for cycle in all_cycles):
            message = f"{fault.message} ({join(tracks)})"
            report(message, at=fault.location, about=str(fault.task.id), hint=fault.hint)


def _by_message(rotation: Rotation) -> Iterator[tuple[OutOfOrder, list[str]]]:
    """Tasks that are out of order, with the tracks; another rule reports unknown names."""
    known = ids_by_kind(rotation)
    tasks = [task for task in rotation.tasks if _is_resolved(task, rotation, known)]
    by_message: dict[str, tuple[OutOfOrder, list[str]]] = {}
    for track in rotation.tracks:
        for fault in out_of_order(tasks, rotation.schedule(str(track.id), track.weeks)):
            by_message.setdefault(f"{fault.task.id} {fault.message}", (fault, []))[1].append(f"track {track.id}")
    yield from by_message.values()


def _is_resolved(task: Task, rotation: Rotation, known: Mapping[str, Collection[str | int]]) -> bool:
    """Whether everything exists that a task, and the gate before which it is due, refer to."""
    gates = (gate for gate in rotation.gates if gate.id == task.due.before)
    return all(reference.id in known.get(reference.kind, ()) for reference in references_in(task, *gates))
