"""The items whose changes are declared: competencies, drills, steps of playbooks, graduation items."""

from collections.abc import Iterator
from typing import NamedTuple

from immerse.model.base import alternatives
from immerse.model.competency import Competency
from immerse.model.drill import Drill
from immerse.model.playbook import Playbook, Step
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem

RevisedNode = Competency | Drill | Step | GraduationItem


class RevisedItem(NamedTuple):
    """An item and where it belongs."""

    id: str
    """`TRI-5`, `TRI-D4`, `GC-07`, `PB-03/call-the-lead`, `PB-03/takeover/lock-out`."""
    kind: str
    """`competency`, `drill`, `step` or `graduation`."""
    within: str
    """The module, the playbook or the part of the graduation checklist."""
    node: RevisedNode


def revised_items(programme: Programme) -> Iterator[RevisedItem]:
    """Every item of a programme, resolved or not; of a choice each alternative."""
    for module in programme.modules:
        for competency in module.competencies:
            yield RevisedItem(str(competency.id), "competency", str(module.id), competency)
        for drill in module.drills.drills if module.drills else ():
            yield RevisedItem(str(drill.id), "drill", str(module.id), drill)
    for competency in programme.rotation.competencies:
        yield RevisedItem(str(competency.id), "competency", "ROT", competency)
    for part in programme.rotation.graduation:
        for item in part.items:
            yield RevisedItem(str(item.id), "graduation", str(part.id), item)
    for playbook in programme.playbooks:
        yield from _steps(playbook)


def _steps(playbook: Playbook) -> Iterator[RevisedItem]:
    book = str(playbook.id)
    for step in alternatives(playbook.steps):
        yield RevisedItem(f"{book}/{step.id}", "step", book, step)
    for variant in playbook.variants:
        for step in alternatives(variant.steps):
            yield RevisedItem(f"{book}/{variant.id}/{step.id}", "step", book, step)


def known_ids(programme: Programme) -> frozenset[str]:
    """The ids of all items, modules and playbooks."""
    modules = {str(module.id) for module in programme.modules}
    playbooks = {str(playbook.id) for playbook in programme.playbooks}
    return frozenset({item.id for item in revised_items(programme)} | modules | playbooks)


def belongs_to(id: str, whole: str) -> bool:
    """Whether an id is that of a module or a playbook, or of something in it."""
    return id == whole or id.startswith((f"{whole}-", f"{whole}/"))
