"""Trainees see no field that is marked for mentors, and nothing that belongs to the key of an assessed item.

The fields come from the models; each is written into every node of its class in a programme.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import composed
import pytest
from immerse.composing.view import fields_for_mentors, for_trainees
from immerse.model.base import ForMentors, Node, walk_nodes
from immerse.model.lesson import MentorNotes
from immerse.model.programme import Programme
from immerse.model.text import Prose

PLANTED = Prose("Written for mentors.")


def models_in(annotation: Any) -> Iterator[type[Node]]:
    if isinstance(annotation, type) and issubclass(annotation, Node):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def models_below(model: type[Node], found: dict[type[Node], None]) -> dict[type[Node], None]:
    if model not in found:
        found[model] = None
        for field in model.model_fields.values():
            for inner in models_in(field.annotation):
                models_below(inner, found)
    return found


MARKED = [
    (model, name)
    for model in models_below(Programme, {})
    for name, field in model.model_fields.items()
    if any(isinstance(mark, ForMentors) for mark in field.metadata)
]


def written(empty: Any) -> Any:
    """A value for a field of which trainees see this one."""
    values = {tuple: (PLANTED,), dict: {"planted": PLANTED}, int: 2, MentorNotes: MentorNotes(model_answer=PLANTED)}
    return values.get(type(empty), PLANTED)


def planted(value: Any, marks: list[tuple[type[Node], str]]) -> Any:
    """The same with a value in these fields of every node; what may be assessed is."""
    if isinstance(value, tuple):
        return tuple(planted(item, marks) for item in value)
    if not isinstance(value, Node):
        return value
    update = {name: planted(part, marks) for name, part in vars(value).items()}
    empty = fields_for_mentors(type(value), True)
    update |= {name: written(empty[name]) for model, name in marks if type(value) is model}
    if "use" in type(value).model_fields and not value.left_out_if_assessed and hasattr(value, "expected"):
        update["use"] = "assessed"
    return value.model_copy(update=update)


def holders(programme: Programme, model: type[Node], name: str) -> list[Any]:
    return [vars(node)[name] for node in walk_nodes(programme) if type(node) is model]


@pytest.mark.parametrize(("model", "name"), MARKED, ids=[f"{model.__name__}.{name}" for model, name in MARKED])
def test_trainees_do_not_see_a_marked_field(model: type[Node], name: str) -> None:
    empty = fields_for_mentors(model, True)[name]
    whole = planted(composed.made().programme, [(model, name)])
    before, after = holders(whole, model, name), holders(for_trainees(whole), model, name)
    assert before and all(value == written(empty) != empty for value in before)
    assert after and all(value == empty for value in after)


def test_trainees_do_not_see_an_assessed_check() -> None:
    whole = composed.made().programme
    assert {check.use for check in whole.checks()} == {"practice", "assessed"}
    assert {check.use for check in for_trainees(whole).checks()} == {"practice"}
