"""Fields for mentors only, and the trainees' edition without them."""

import operator
from functools import cache
from typing import Any, get_origin

from immerse.model.base import SHAPES, ForMentors, Node, walk_texts
from immerse.model.drill import Card, Drill
from immerse.model.programme import Programme
from immerse.model.text import Prose, Text
from immerse.texts.linking import links_in
from immerse.texts.shown import without_mentor_notes


@cache
def fields_for_mentors(kind: type[Node], assessed: bool) -> dict[str, Any]:
    """The fields of a node that trainees never see, with the values that they see instead; `assessed` says that it is
    part of an assessed item."""
    if assessed and kind.left_out_if_assessed:
        return dict.fromkeys(kind.model_fields)
    marks = {
        name: next((mark for mark in field.metadata if isinstance(mark, ForMentors)), None)
        for name, field in kind.model_fields.items()
    }
    return {name: _empty(kind, name) for name, mark in marks.items() if mark and (assessed or not mark.if_assessed)}


def _empty(kind: type[Node], name: str) -> Any:
    """The default of a field, or else the empty value of its type."""
    field = kind.model_fields[name]
    if not field.is_required():
        return field.get_default()
    model: Any = get_origin(field.annotation) or field.annotation
    return model("") if issubclass(model, Text) else model()


def is_assessed(node: Node, inside: bool) -> bool:
    """Whether a node is, or lies in, an assessed item."""
    return inside or vars(node).get("use") == "assessed"


def for_trainees(programme: Programme) -> Programme:
    """A resolved programme without anything that only mentors see."""
    whole: Programme = _cut(programme, assessed=False)
    return whole


def texts_of(programme: Programme) -> dict[str, Any]:
    """The fields of an edition with the texts of its programme, and with the links in them."""
    texts = tuple(walk_texts(programme))
    return {"texts": texts, "links": tuple(links_in(texts))}


def _cut(value: Any, assessed: bool) -> Any:
    """The value without what only mentors see; the same object where there is nothing, and None for an assessed item
    that is left out."""
    shape = SHAPES[type(value)]
    if shape == "text":
        return without_mentor_notes(value) if isinstance(value, Prose) and "[!" in value else value
    if shape == "node":
        return _cut_node(value, is_assessed(value, assessed))
    if shape == "tuple":
        items = tuple(cut for item in value if (cut := _cut(item, assessed)) is not None)
        return value if len(items) == len(value) and all(map(operator.is_, items, value)) else items
    if shape == "dict":
        entries = {key: _cut(item, assessed) for key, item in value.items()}
        return value if all(entries[key] is value[key] for key in value) else entries
    return value


def _cut_node(node: Node, assessed: bool) -> Node | None:
    if assessed and node.left_out_if_assessed:
        return None
    if assessed and isinstance(node, Drill):
        cards = (card for card in node.cards if not (isinstance(card, Card) and node.holds_back(card)))
        node = node.model_copy(update={"cards": tuple(cards)})
    update = dict(fields_for_mentors(type(node), assessed))
    for name, part in vars(node).items():
        if not (shape := SHAPES[type(part)]) or name in update or (shape == "text" and "[!" not in part):
            continue
        if (cut := _cut(part, assessed)) is not part:
            update[name] = cut
    return node.model_copy(update=update) if update else node
