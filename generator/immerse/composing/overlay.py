"""A client's overlay, applied to the programme before it is resolved: own words, and added, replaced and dropped parts.

An overlay cannot drop what the constitution or a critical competency needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from immerse.model.base import Node, OneOf, alternatives
from immerse.model.client import AddedBlock, DroppedBlock, Overlay, ReplacedBlock
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.edition import Client, OverlayNote
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson, Section
from immerse.model.module import ConstitutionRule, Module
from immerse.model.playbook import Playbook, Step
from immerse.model.programme import Programme
from immerse.model.task import Task
from immerse.problems import Location, Problem
from immerse.words.near_misses import did_you_mean

RULE = "overlay"
Owner = Lesson | Playbook
"""Parts whose blocks an overlay may extend, replace or drop."""

B = TypeVar("B", Section, Step)
_DROPPABLE = (Lesson, Drill, Inject, KnowledgeCheck, Module, Task)


def _blocks(owner: Owner) -> tuple[Any, ...]:
    return owner.sections if isinstance(owner, Lesson) else owner.steps


def _with_blocks(owner: Owner, blocks: Iterable[Any]) -> Owner:
    return owner.model_copy(update={"sections" if isinstance(owner, Lesson) else "steps": tuple(blocks)})


@dataclass(slots=True)
class Overlaying:
    """Applies one overlay to a programme; collects problems and notes of the changes."""

    programme: Programme
    client: Client
    problems: list[Problem] = field(default_factory=list)
    notes: list[OverlayNote] = field(default_factory=list)
    _owners: dict[str, Owner] = field(default_factory=dict)
    _parts: dict[str, Node] = field(default_factory=dict)

    def lay(self, overlay: Overlay) -> Programme:
        """The programme with the overlay applied."""
        if overlay == Overlay():
            return self.programme
        self._index()
        for lesson_id, text in overlay.why_here.items():
            lesson = self._find(lesson_id, self._lessons(), text.location)
            if isinstance(lesson, Lesson):
                self._owners[lesson_id] = lesson.model_copy(update={"why_here": text})
                self.notes.append(OverlayNote(str(lesson_id), "why_here", "", lesson_id.location))
        for added in overlay.add:
            self._add(added)
        for replaced in overlay.replace:
            self._replace(replaced)
        gone = {str(dropped.target) for dropped in overlay.drop if self._drop(dropped)}
        return self._rebuilt(gone)

    def _index(self) -> None:
        for lesson in self.programme.lessons():
            self._owners[lesson.id] = lesson
        for playbook in self.programme.playbooks:
            self._owners[playbook.id] = playbook
        wholes: tuple[Iterable[Any], ...] = (
            self.programme.modules,
            self.programme.lessons(),
            self.programme.playbooks,
            self.programme.competencies(),
            self.programme.drills(),
            self.programme.injects(),
            self.programme.checks(),
            self.programme.rotation.tasks,
            self.programme.curriculum.constitution,
        )
        self._parts = {str(part.id): part for group in wholes for part in group}

    def _lessons(self) -> dict[str, Owner]:
        return {name: owner for name, owner in self._owners.items() if isinstance(owner, Lesson)}

    def _find(self, name: str, known: dict[str, Any], location: Location) -> Any:
        found = known.get(name)
        if found is None:
            hint = did_you_mean(name, known, f"there is: {', '.join(known) or 'nothing'}")
            self._refuse(location, f"there is no part {name!r} that an overlay can change", hint, name)
        return found

    def _find_block(self, owner: Owner, name: str, location: Location) -> Any:
        known = {str(block.id): block for block in alternatives(_blocks(owner))}
        found = known.get(name)
        if found is None:
            hint = did_you_mean(name, known, f"{owner.id} has: {', '.join(known)}")
            self._refuse(location, f"{owner.id} has no part {name!r}", hint, str(owner.id))
        return found

    def _add(self, added: AddedBlock) -> None:
        owner = self._find(added.to, self._owners, added.to.location)
        if owner is None:
            return
        blocks = list(_blocks(owner))
        place = len(blocks)
        if added.after is not None:
            if self._find_block(owner, added.after, added.after.location) is None:
                return
            place = 1 + next(i for i, one in enumerate(blocks) if added.after in _ids(alternatives((one,))))
        variants = owner.variants if isinstance(owner, Playbook) else ()
        others = [step for variant in variants for step in variant.steps]  # they are on the same page
        if added.id in _ids(alternatives((*blocks, *others))):
            message = f"{owner.id} already has a part {added.id!r}"
            self._refuse(added.id.location, message, "give it another id, or use replace", str(owner.id))
            return
        block = self._new_block(owner, added)
        if block is not None:
            self._owners[owner.id] = _with_blocks(owner, (*blocks[:place], block, *blocks[place:]))
            self.notes.append(OverlayNote(f"{owner.id}/{added.id}", "added", str(added.reason), added.location))

    def _new_block(self, owner: Owner, added: AddedBlock) -> Section | Step | None:
        if isinstance(owner, Lesson):
            return _placed(Section.model_construct(id=added.id, title=added.title, text=added.text), added)
        if added.who is None:
            self._refuse(added.location, f"a step of {owner.id} needs who", "write who: and who does it", str(owner.id))
            return None
        return _placed(Step.model_construct(id=added.id, title=added.title, who=added.who, text=added.text), added)

    def _replace(self, replaced: ReplacedBlock) -> None:
        location = replaced.target.location
        name, slash, part = replaced.target.partition("/")
        if not slash:
            message = f"{name!r} cannot be replaced as a whole"
            self._refuse(location, message, "name a part of it, as in TRI-L2/wall-clock", name)
            return
        owner = self._find(name, self._owners, location)
        if owner is None or self._find_block(owner, part, location) is None:
            return
        words = {"text": replaced.text} | ({"title": replaced.title} if replaced.title else {})
        self._owners[owner.id] = _with_blocks(owner, [_reworded(block, part, words) for block in _blocks(owner)])
        self.notes.append(OverlayNote(str(replaced.target), "replaced", str(replaced.reason), replaced.location))

    def _drop(self, dropped: DroppedBlock) -> bool:
        location = dropped.target.location
        name, slash, part = dropped.target.partition("/")
        done = self._drop_part(name, part, location) if slash else self._may_drop(name, location)
        if done:
            self.notes.append(OverlayNote(str(dropped.target), "dropped", str(dropped.reason), dropped.location))
        return done

    def _drop_part(self, name: str, part: str, location: Location) -> bool:
        owner = self._find(name, self._owners, location)
        if owner is None or self._find_block(owner, part, location) is None:
            return False
        kept = [block for block in _blocks(owner) if isinstance(block, OneOf) or block.id != part]
        if len(kept) == len(_blocks(owner)):
            message = f"{name}/{part} is one of several alternatives and cannot be dropped alone"
            self._refuse(location, message, "replace its text", name)
            return False
        if not kept:
            self._refuse(location, f"{name}/{part} is the last part of {name}", "replace its text", name)
            return False
        self._owners[owner.id] = _with_blocks(owner, kept)
        return True

    def _may_drop(self, name: str, location: Location) -> bool:
        part = self._find(name, self._parts, location)
        if part is None:
            return False
        if isinstance(part, ConstitutionRule):
            self._refuse(location, f"{name} belongs to the constitution, which no client may drop", "", name)
            return False
        if not isinstance(part, _DROPPABLE):
            kind = "a competency" if isinstance(part, Competency) else "a playbook"
            may = "an overlay drops lessons, drills, injects, checks, modules and tasks"
            self._refuse(location, f"{name} is {kind}; {may}", "", name)
            return False
        competencies = part.competencies if isinstance(part, Module) else ()
        critical = [competency.id for competency in competencies if competency.critical]
        if critical:
            message = f"{name} has the critical {', '.join(critical)} and cannot be dropped"
            self._refuse(location, message, "drop single lessons or drills of it", name)
        return not critical

    def _rebuilt(self, gone: set[str]) -> Programme:
        modules = tuple(self._module(module, gone) for module in self.programme.modules if module.id not in gone)
        playbooks = tuple(self._owners[playbook.id] for playbook in self.programme.playbooks)
        tasks = _left(self.programme.rotation.tasks, gone)
        rotation = self.programme.rotation.model_copy(update={"tasks": tasks})
        update = {"modules": modules, "playbooks": playbooks, "rotation": rotation}
        programme = self.programme.model_copy(update=update)
        self._judge_support(programme)
        self._judge_emptied(programme)
        return programme

    def _judge_support(self, left: Programme) -> None:
        """Require that a critical competency keeps a lesson, a drill and a check where it had them."""
        critical = {str(competency.id) for competency in self.programme.competencies() if competency.critical}
        after = _support(left)
        for kind, before in _support(self.programme).items():
            for lost in critical & before - after[kind]:
                location = Location(f"{self.client.folder}/overlay.yml")
                for dropped in self.client.overlay.drop:
                    if lost in _supported_by(self._parts.get(dropped.target)):
                        location = dropped.target.location
                message = f"this overlay drops the last {kind} of the critical {lost}"
                self._refuse(location, message, f"keep one {kind} of it", lost)

    def _judge_emptied(self, left: Programme) -> None:
        before = {str(module.id): {str(lesson.id) for lesson in module.lessons} for module in self.programme.modules}
        for module in left.modules:
            if before[module.id] and not module.lessons:
                last = [dropped for dropped in self.client.overlay.drop if str(dropped.target) in before[module.id]][-1]
                message = f"this overlay drops the last lesson of {module.id}"
                self._refuse(last.target.location, message, f"keep one lesson, or drop {module.id}", str(module.id))

    def _module(self, module: Module, gone: set[str]) -> Module:
        lessons = tuple(self._owners[lesson.id] for lesson in _left(module.lessons, gone))
        update: dict[str, Any] = {"lessons": lessons}
        if module.drills:
            left = {"drills": _left(module.drills.drills, gone), "injects": _left(module.drills.injects, gone)}
            update["drills"] = module.drills.model_copy(update=left)
        if module.checks:
            update["checks"] = module.checks.model_copy(update={"checks": _left(module.checks.checks, gone)})
        return module.model_copy(update=update)

    def _refuse(self, location: Location, message: str, hint: str, subject: str) -> None:
        self.problems.append(Problem(location, RULE, message, hint=hint, subject=subject))


def _left(parts: tuple[Any, ...], gone: set[str]) -> tuple[Any, ...]:
    return tuple(part for part in parts if part.id not in gone)


def _placed(block: B, added: AddedBlock) -> B:
    block._location = added.location
    return block


def _ids(blocks: Iterable[Any]) -> set[str]:
    return {str(block.id) for block in blocks}


def _reworded(block: Any, part: str, words: dict[str, Any]) -> Any:
    if isinstance(block, OneOf):
        update: dict[str, Any] = {"one_of": tuple(_reworded(alternative, part, words) for alternative in block.one_of)}
        if block.otherwise is not None:
            update["otherwise"] = _reworded(block.otherwise, part, words)
        return block.model_copy(update=update)
    return block.model_copy(update=words) if block.id == part else block


def _support(programme: Programme) -> dict[str, set[str]]:
    """Kind of part -> the competencies that parts of this kind teach, train or check."""
    return {
        "lesson": {str(competency) for lesson in programme.lessons() for competency in lesson.teaches},
        "drill": {str(competency) for drill in programme.drills() for competency in drill.trains},
        "check": {str(check.competency) for check in programme.checks()},
    }


def _supported_by(part: Any) -> set[str]:
    if isinstance(part, Module):
        return {name for lesson in part.lessons for name in lesson.teaches}
    if isinstance(part, KnowledgeCheck):
        return {str(part.competency)}
    return set(getattr(part, "teaches", ())) | set(getattr(part, "trains", ()))
