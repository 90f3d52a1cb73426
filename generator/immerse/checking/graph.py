"""What comes before what: prerequisites without cycles, and within reach (graph)."""

from __future__ import annotations

from collections.abc import Mapping

from immerse.checking.cycles import cycles, reaches
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_module, nodes, whole
from immerse.model.ids import TrackId
from immerse.model.module import Module
from immerse.model.rotation import Phase
from immerse.model.subject import Subject
from immerse.model.text import Text


def module_of(competency: str) -> str:
    """The id of the module that a competency belongs to (`LIS` for `LIS-3`)."""
    return competency.rpartition("-")[0]


@rule("graph", ERROR, each=whole)
def impossible_order(context: Subject, report: Report) -> None:
    """Modules can be taken in an order.

    A module names the competencies, and the level, that must be there before it starts. Two modules that wait for each
    other can never start; a module whose need is taught later in the order, or begins only after the module itself has
    begun, cannot be reached in time; a module that requires what it teaches itself never begins; weeks after the end
    of a track never come; and a level that no gate asks for is never attested.

    Bad:  LIS requires {TRI-1: 3} while TRI requires {LIS-3: 3}
    Good: TRI requires {LIS-3: 2, LIS-4: 2}
    """
    modules = {str(module.id): module for module in context.programme.modules}
    order = list(modules)
    needs = {id: sorted({*map(module_of, modules[id].requires)} & modules.keys() - {id}) for id in sorted(modules)}
    for cycle in cycles(needs):
        message = f"modules wait for each other: {' -> '.join([*cycle, cycle[0]])}"
        place = modules[cycle[0]].place_of("requires")
        report(message, at=place, about=cycle[0], hint="drop one of these requirements")
    for module in modules.values():
        for need in module.requires:
            before = module_of(need)
            if before not in modules or before == module.id:
                continue
            if order.index(before) > order.index(module.id) and not reaches(needs, before, module.id):
                message = f"{module.id} requires {need}, but module {before} is taught after it"
                hint = "change the order in curriculum.yml or the requirement"
                report(message, at=module.place_of("requires"), about=str(module.id), hint=hint)
            _begun_too_late(module, modules[before], need, report)


def _begun_too_late(module: Module, before: Module, need: str, report: Report) -> None:
    for track, weeks in module.window.items():
        earlier = before.window.get(track)
        if earlier and weeks[0] <= earlier[0]:
            start = f"{module.id} starts in week {weeks[0]} of track {track!r}"
            message = f"{start}, but {need} is begun only in week {earlier[0]}"
            hint = "start it later, or begin what it needs earlier"
            report(message, at=module.place_of("window"), about=str(module.id), hint=hint)


@impossible_order.also(each_module)
def _module(module: Module, report: Report) -> None:
    for need in module.requires:
        if module_of(need) == module.id:
            place = need.location if isinstance(need, Text) else module.place_of("requires")
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
            report(f"{end}, before it begins", at=place, hint="turn them round")
        elif last > weeks:
            report(f"{end}, which has {weeks}", at=place, hint="end it sooner, or lengthen the track")
