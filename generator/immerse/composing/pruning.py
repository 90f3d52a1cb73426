"""After conditions and overlay: references to what this client's edition leaves out are left out too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from immerse.model.base import Node
from immerse.model.competency import Competency
from immerse.model.drill import Drill
from immerse.model.lesson import Lesson
from immerse.model.module import Module
from immerse.model.playbook import Playbook
from immerse.model.programme import Programme
from immerse.model.rotation import Gate, GraduationPart
from immerse.model.signoff import AgencyLimits, AttesterCount, SignoffRule, SimulatedShare, Waivers
from immerse.model.task import Task


def without_loose_ends(before: Programme, after: Programme) -> Programme:
    """`after` without references to what `before` had and it has not; checks and drills of such competencies go."""
    gone = _ids(before) - _ids(after)
    if not gone:
        return after
    modules = tuple(_module(module, gone) for module in after.modules)
    folders = {module.folder for module in before.modules} - {module.folder for module in after.modules}
    curriculum = after.curriculum.model_copy(
        update={"modules": tuple(name for name in after.curriculum.modules if not _names(name, folders))}
    )
    rotation = after.rotation.model_copy(
        update={
            "minimum_evidence": tuple(one for one in after.rotation.minimum_evidence if one.module not in gone),
            "competencies": tuple(_without_gates(one, gone) for one in after.rotation.competencies),
            "graduation": tuple(_part(part, gone) for part in after.rotation.graduation),
            "tasks": tuple(_task(task, gone) for task in after.rotation.tasks),
            "signoff_rules": tuple(_rule(rule, gone) for rule in after.rotation.signoff_rules),
        }
    )
    playbooks = tuple(_playbook(playbook, gone) for playbook in after.playbooks)
    return after.model_copy(
        update={"modules": modules, "curriculum": curriculum, "rotation": rotation, "playbooks": playbooks}
    )


def without_competencies(lesson: Lesson, gone: set[str]) -> Lesson:
    """A lesson that teaches none of these."""
    return lesson.model_copy(update={"teaches": _kept(lesson.teaches, gone)})


def _names(name: str, folders: set[str]) -> bool:
    return any(folder.rpartition("/")[2] == name for folder in folders)


def _ids(programme: Programme) -> set[str]:
    groups: tuple[Iterable[Module | Competency | Drill | Gate | Playbook | Task], ...] = (
        programme.modules,
        programme.competencies(),
        programme.drills(),
        programme.rotation.gates,
        programme.playbooks,
        programme.rotation.tasks,
    )
    return {str(one.id) for group in groups for one in group}


def _kept(ids: tuple[Any, ...], gone: set[str]) -> tuple[Any, ...]:
    return tuple(one for one in ids if one not in gone)


def _module(module: Module, gone: set[str]) -> Module:
    update: dict[str, Any] = {
        "requires": {id: level for id, level in module.requires.items() if id not in gone},
        "competencies": tuple(_without_gates(one, gone) for one in module.competencies),
        "lessons": tuple(without_competencies(lesson, gone) for lesson in module.lessons),
    }
    if module.drills:
        update["drills"] = module.drills.model_copy(
            update={"drills": _trained(module.drills.drills, gone), "injects": _trained(module.drills.injects, gone)}
        )
    if module.checks:
        checks = tuple(check for check in module.checks.checks if check.competency not in gone)
        update["checks"] = module.checks.model_copy(update={"checks": checks})
    return module.model_copy(update=update)


def _trained(items: tuple[Any, ...], gone: set[str]) -> tuple[Node, ...]:
    return tuple(
        item.model_copy(update={"trains": _kept(item.trains, gone)})
        for item in items
        if not item.trains or _kept(item.trains, gone)
    )


def _without_gates(competency: Competency, gone: set[str]) -> Competency:
    return competency.model_copy(
        update={"levels": {gate: level for gate, level in competency.levels.items() if gate not in gone}}
    )


def _part(part: GraduationPart, gone: set[str]) -> GraduationPart:
    items = tuple(item.model_copy(update={"competencies": _kept(item.competencies, gone)}) for item in part.items)
    return part.model_copy(update={"items": items})


def _task(task: Task, gone: set[str]) -> Task:
    gate = None if task.gate in gone else task.gate
    return task.model_copy(update={"after": _kept(task.after, gone), "gate": gate})


def _rule(rule: SignoffRule, gone: set[str]) -> SignoffRule:
    if isinstance(rule, AgencyLimits):
        lists = ("never_gates", "regulated_gates", "never_only")
        return rule.model_copy(update={name: _kept(getattr(rule, name), gone) for name in lists})
    if isinstance(rule, AttesterCount) and rule.regulated:
        left = rule.regulated.model_copy(update={"competencies": _kept(rule.regulated.competencies, gone)})
        return rule.model_copy(update={"regulated": left if left.competencies else None})
    if isinstance(rule, SimulatedShare):
        return rule.model_copy(update={"free": _kept(rule.free, gone)})
    return rule.model_copy(update={"never_gates": _kept(rule.never_gates, gone)}) if isinstance(rule, Waivers) else rule


def _playbook(playbook: Playbook, gone: set[str]) -> Playbook:
    drill = None if playbook.drill in gone else playbook.drill
    return playbook.model_copy(update={"modules": _kept(playbook.modules, gone), "drill": drill})
