"""Every text with the id of its owner, collected in one walk for all rules about words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from immerse.model.base import QUOTED, SHAPES, Node, TextMark
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, Module, ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.rotation import GraduationItem, Rotation
from immerse.model.text import Text, Words

_OWNERS = frozenset({Lesson, Playbook, Drill, Inject, KnowledgeCheck, Competency, GraduationItem, ModuleHead, Module})
_WHOLE_FILES = frozenset({Curriculum, Rotation})


@cache
def _inside_fields(inside: frozenset[object], model: type[Node]) -> dict[str, frozenset[object]]:
    """Field of a model that is inside of these -> what its texts are inside of."""
    return {
        name: inside | {model, *(mark for mark in field.metadata if isinstance(mark, TextMark))}
        for name, field in model.model_fields.items()
    }


class _Letters(dict[int, str]):
    """Translation table: keeps letters and digits, puts blanks around signs that rules search for and for others."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        signs = f" {character} " if character in "%§" else " "
        self[code] = letter = character if character.isalnum() or character == "_" else signs
        return letter


_LETTERS = _Letters()


def low_words(text: str) -> str:
    """The words of a text in lower case, with one blank between them, before the first and after the last."""
    return f" {' '.join(text.casefold().translate(_LETTERS).split())} "


@dataclass(slots=True, eq=False)
class OwnedText:
    """One text and its owner."""

    owner: str
    """Id of a lesson, drill, playbook ..., `curriculum`, `rotation`, `acme/overlay`, or `acme/response.targets`."""
    inside: frozenset[object]
    """The models from its owner down to it, and the `TextMark`s of their fields that lead to it."""
    text: Text
    stems: Any = None
    """The stems that rules search for, cached by `checking`; None until they were searched for."""
    _low: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is in our own voice. Ids and settings are not, nor are fields that are marked as quoted."""
        return isinstance(self.text, Words) and QUOTED not in self.inside

    @property
    def low(self) -> str:
        """The words of the text as `low_words` returns them, for a quick search; empty for ids and conditions."""
        if self._low is None:
            self._low = low_words(self.text) if isinstance(self.text, Words) else ""
        return self._low


def owned_texts(value: Any, owner: str) -> Iterator[OwnedText]:
    """Every text below `value`, in the order of the fields; a node with an id of its own owns its texts."""
    nothing: frozenset[object] = frozenset()
    waiting = [(value, owner, nothing)]
    while waiting:
        inner, owner, inside = waiting.pop()
        shape = SHAPES[type(inner)]
        if shape == "text":
            yield OwnedText(owner, inside, inner)
        elif shape == "node":
            model: type[Node] = type(inner)
            if model in _OWNERS:
                owner, inside = str(inner.id), nothing
            elif model in _WHOLE_FILES:
                owner, inside = model.__name__.lower(), nothing
            fields = _inside_fields(inside, model)
            parts = ((name, part) for name, part in reversed(vars(inner).items()) if SHAPES[type(part)])
            waiting += [(part, owner, fields[name]) for name, part in parts]
        elif shape == "tuple":
            waiting += [(item, owner, inside) for item in reversed(inner)]
        elif shape == "dict":
            waiting += [(item, owner, inside) for item in reversed(inner.values())]
