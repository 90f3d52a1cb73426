"""The whole programme: curriculum, modules, rotation, playbooks. The models are the same before and after resolving."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

from immerse.model.base import Node, alternatives
from immerse.model.competency import Competency
from immerse.model.drill import Drill, DrillItem, Inject
from immerse.model.id_marks import MAY_END_EMPTY
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, Module
from immerse.model.playbook import Playbook
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.rotation import Rotation


class Programme(Node):
    """Everything that is the same for all clients."""

    curriculum: Curriculum
    modules: tuple[Module, ...]
    rotation: Rotation
    playbooks: Annotated[tuple[Playbook, ...], MAY_END_EMPTY]
    custom: CustomSettings = CustomSettings()
    """The agency's own settings, which texts may read."""

    def contract(self) -> type[Policy]:
        """The class of policies that texts and conditions read; it includes the agency's own settings."""
        return self.custom.contract()

    def lessons(self) -> Iterator[Lesson]:
        """All lessons, in teaching order."""
        return (lesson for module in self.modules for lesson in module.lessons)

    def competencies(self) -> Iterator[Competency]:
        """All competencies, modules first, then the rotation strand."""
        return chain(*(module.competencies for module in self.modules), self.rotation.competencies)

    def drills(self) -> Iterator[Drill]:
        """All drills, in teaching order."""
        return (drill for module in self.modules if module.drills for drill in module.drills.drills)

    def practised(self) -> tuple[Drill, ...]:
        """The drills of a resolved programme with only the cards for practice; decision tables give their keys."""
        if not any(playbook.decision_tables for playbook in self.playbooks):
            return ()
        return tuple(drill for drill in self.drills() if any(True for _ in drill.practised()))

    def injects(self) -> Iterator[Inject]:
        """All injects, in teaching order."""
        return (inject for module in self.modules if module.drills for inject in module.drills.injects)

    def items(self) -> Iterator[tuple[str, str, DrillItem]]:
        """(key, id of the inject or drill, item) of every inject and card; the key of a card is `TRI-D4/card-1`."""
        for inject in self.injects():
            yield str(inject.id), str(inject.id), inject
        for drill in self.drills():
            yield from ((f"{drill.id}/{card.id}", str(drill.id), card) for card in alternatives(drill.cards))

    def checks(self) -> Iterator[KnowledgeCheck]:
        """All knowledge checks, in teaching order."""
        return (check for module in self.modules if module.checks for check in module.checks.checks)
