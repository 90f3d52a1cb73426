"""Fields for mentors only, and the trainees' edition without them."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from immerse.model.base import SHAPES, Node, OneOf
from immerse.model.drill import Card, Drill, Inject
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson, MentorNotes
from immerse.model.module import Module
from immerse.model.playbook import Playbook
from immerse.model.programme import Programme
from immerse.model.text import Prose
from immerse.texts.parsed_text import without_mentor_notes

N = TypeVar("N", bound=Node)

# Field -> its value in a trainee's edition.
_ALWAYS: dict[type[Node], dict[str, Any]] = {
    Lesson: {"mentor": MentorNotes()},
    Drill: {"mentor": None},
    Inject: {"mentor": None},
    Playbook: {"mentor": ()},
}
_ASSESSED: dict[type[Node], dict[str, Any]] = {
    Drill: {"expected": (), "debrief": (), "scoring": None, "changes": (), "rev": 1},
    Inject: {"expected": (), "facts": {}},
    Card: {"key": Prose(""), "facts": {}},
    KnowledgeCheck: dict.fromkeys(KnowledgeCheck.model_fields),
}


@cache
def fields_for_mentors(kind: type[Node], assessed: bool) -> frozenset[str]:
    """The fields of a node that trainees never see; `assessed` says that it is part of an assessed item."""
    return frozenset(_ALWAYS.get(kind, ())) | frozenset(_ASSESSED.get(kind, ()) if assessed else ())


def is_assessed(node: Node, inside: bool) -> bool:
    """Whether a node is, or lies in, an assessed item."""
    return inside or vars(node).get("use") == "assessed"


def for_trainees(programme: Programme) -> Programme:
    """A resolved programme without anything that only mentors see."""
    modules = tuple(_module(module) for module in programme.modules)
    playbooks = tuple(_without(playbook, _ALWAYS) for playbook in programme.playbooks)
    whole: Programme = _without_notes(programme.model_copy(update={"modules": modules, "playbooks": playbooks}))
    return whole


def _without_notes(value: Any) -> Any:
    """The value without the notes for mentors inside its texts; the same object where there are none."""
    shape = SHAPES[type(value)]
    if shape == "text":
        return without_mentor_notes(value) if isinstance(value, Prose) and "[!" in value else value
    if shape == "node":
        parts = {name: part for name, part in vars(value).items() if SHAPES[type(part)]}
        update = {name: new for name, part in parts.items() if (new := _without_notes(part)) is not part}
        return value.model_copy(update=update) if update else value
    if shape == "tuple":
        items = tuple(map(_without_notes, value))
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if shape == "dict":
        entries = {key: _without_notes(item) for key, item in value.items()}
        return value if all(entries[key] is value[key] for key in value) else entries
    return value


def _module(module: Module) -> Module:
    update: dict[str, Any] = {"lessons": tuple(_without(lesson, _ALWAYS) for lesson in module.lessons)}
    if file := module.drills:
        practised = {"drills": tuple(map(_practised, file.drills)), "injects": tuple(map(_practised, file.injects))}
        update["drills"] = file.model_copy(update=practised)
    if module.checks:
        checks = tuple(check for check in module.checks.checks if not is_assessed(check, False))
        update["checks"] = module.checks.model_copy(update={"checks": checks})
    return module.model_copy(update=update)


def _practised(item: N) -> N:
    item = _without(item, _ALWAYS)
    if not is_assessed(item, False):
        return item
    item = _without(item, _ASSESSED)
    if isinstance(item, Drill):
        cards = (_keyless(card) for card in item.cards)
        return item.model_copy(update={"cards": tuple(card for card in cards if not item.holds_back(card))})
    return item


def _keyless(card: Card | OneOf[Card]) -> Card:
    if not isinstance(card, Card):
        raise AssertionError("choices are made before a view is cut")
    return _without(card, _ASSESSED)


def _without(node: N, fields: dict[type[Node], dict[str, Any]]) -> N:
    return node.model_copy(update=fields[type(node)])
