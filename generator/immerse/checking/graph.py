"""What comes before what: prerequisites without circles, and within reach."""

from __future__ import annotations

from collections.abc import Iterable

from immerse.checking.rule import Report, rule
from immerse.model.module import Module
from immerse.model.programme import Programme
from immerse.model.subject import Subject
from immerse.model.text import Text
from immerse.problems import Problem, Severity


def module_of(competency: str) -> str:
    """The id of the module that a competency belongs to (`LIS` for `LIS-3`)."""
    return competency.rpartition("-")[0]


@rule("graph", Severity.ERROR)
def impossible_order(subject: Subject, report: Report) -> Iterable[Problem]:
    """Modules can be taken in an order.

    A module names the competencies, and the level, that must be there before it starts. Two modules that wait for each
    other can never start; a module whose need is taught later in the order, or begins only after the module itself has
    begun, cannot be reached in time; a module that requires what it teaches itself never begins; weeks after the end
    of a track never come; and a level that no gate asks for is never attested.

    Bad:  LIS requires {TRI-1: 3} while TRI requires {LIS-3: 3}
    Good: TRI requires {LIS-3: 2, LIS-4: 2}
    """
    modules = {str(module.id): module for module in subject.programme.modules}
    order = list(modules)
    for cycle in _cycles(modules):
        first = modules[cycle[0]]
        message = f"modules wait for each other: {' -> '.join([*cycle, cycle[0]])}"
        hint = "drop one of these requirements"
        yield report(first.place_of("requires"), message, subject=first.id, hint=hint)
    yield from _outside_the_track(subject.programme, report)
    for module in modules.values():
        for need in module.requires:
            before = module_of(need)
            if before == module.id:
                message = f"{module.id} requires {need}, which it teaches itself"
                place = need.location if isinstance(need, Text) else module.place_of("requires")
                yield report(place, message, subject=module.id, hint="drop this requirement")
            if before not in modules or before == module.id:
                continue
            if order.index(before) > order.index(module.id) and not _in_cycle(modules, module.id, before):
                message = f"{module.id} requires {need}, but module {before} is taught after it"
                hint = "change the order in curriculum.yml or the requirement"
                yield report(module.place_of("requires"), message, subject=module.id, hint=hint)
            yield from _late(module, modules[before], need, report)


def _outside_the_track(programme: Programme, report: Report) -> Iterable[Problem]:
    """Windows that end before they begin, or after their track does."""
    lengths = {str(track.id): track.weeks for track in programme.rotation.tracks}
    windows = [
        *((module, "window", module.id, module.window) for module in programme.modules),
        *((phase, "weeks", phase.id, phase.weeks) for phase in programme.rotation.phases),
    ]
    for node, field, id, window in windows:
        for track, (first, last) in window.items():
            place = track.location if isinstance(track, Text) else node.place_of(field)
            weeks = lengths.get(str(track), last)
            if last < first:
                message, hint = f"{id} ends in week {last} of track {str(track)!r}, before it begins", "turn them round"
                yield report(place, message, subject=str(id), hint=hint)
            elif last > weeks:
                message = f"{id} ends in week {last} of track {str(track)!r}, which has {weeks}"
                yield report(place, message, subject=str(id), hint="end it sooner, or lengthen the track")


def _late(module: Module, before: Module, need: str, report: Report) -> Iterable[Problem]:
    for track, weeks in module.window.items():
        earlier = before.window.get(track)
        if earlier and weeks[0] <= earlier[0]:
            start = f"{module.id} starts in week {weeks[0]} of track {str(track)!r}"
            message = f"{start}, but {need} is begun only in week {earlier[0]}"
            hint = "start it later, or begin what it needs earlier"
            yield report(module.place_of("window"), message, subject=module.id, hint=hint)


def _needs(modules: dict[str, Module], id: str) -> list[str]:
    return sorted({module_of(need) for need in modules[id].requires} & modules.keys() - {id})


def _reaches(modules: dict[str, Module], start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            todo += _needs(modules, here)
    return False


def _in_cycle(modules: dict[str, Module], id: str, before: str) -> bool:
    return _reaches(modules, before, id)


def _cycles(modules: dict[str, Module]) -> list[list[str]]:
    """Each circle once, beginning with its smallest id."""
    found: set[tuple[str, ...]] = set()

    def follow(path: list[str]) -> None:
        for need in _needs(modules, path[-1]):
            if need == path[0]:
                found.add(tuple(path))
            elif need not in path and need > path[0]:
                follow([*path, need])

    for id in sorted(modules):
        follow([id])
    return [list(cycle) for cycle in sorted(found)]
