"""Every text with the id of its owner, collected in one walk for all rules about words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from immerse.model.base import SHAPES
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


_ITEMS = frozenset({"text", "source", "cards.text", "cards.one_of.text", "cards.otherwise.text"})
_OTHERS = frozenset(
    {"pitfalls", "red_flags", "counter_example", "options", "examples", "polite_example", "glossary", "sources"}
)


@cache
def _of_others(field: str) -> bool:
    return field in _ITEMS or not _OTHERS.isdisjoint(field.split("."))


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
    field: str
    """The field names that lead to it below its owner, without list indices: `sections.text`, `cards.key`."""
    text: Text
    is_ours: bool
    """Whether it is in our own voice. Ids and settings are not, nor are slots that quote others: made-up items,
    options of a question, pitfalls, red flags, the glossary, titles of sources."""
    stems: Any = None
    """The stems that rules search for, cached by `checking`; None until they were searched for."""
    _low: str | None = None

    @property
    def low(self) -> str:
        """The words of the text as `low_words` returns them, for a quick search; empty for ids and conditions."""
        if self._low is None:
            self._low = low_words(self.text) if isinstance(self.text, Words) else ""
        return self._low


def owned_texts(value: Any, owner: str, field: str = "") -> Iterator[OwnedText]:
    """Every text below `value`, in the order of the fields; a node with an id of its own owns its texts."""
    waiting = [(value, owner, field)]
    while waiting:
        inner, owner, field = waiting.pop()
        shape = SHAPES[type(inner)]
        if shape == "text":
            yield OwnedText(owner, field, inner, isinstance(inner, Words) and not _of_others(field))
        elif shape == "node":
            if type(inner) in _OWNERS:
                owner, field = str(inner.id), ""
            elif type(inner) in _WHOLE_FILES:
                owner, field = type(inner).__name__.lower(), ""
            inside = f"{field}." if field else ""
            parts = reversed(vars(inner).items())
            waiting += [(part, owner, inside + name) for name, part in parts if SHAPES[type(part)]]
        elif shape == "tuple":
            waiting += [(item, owner, field) for item in reversed(inner)]
        elif shape == "dict":
            waiting += [(item, owner, field) for item in reversed(inner.values())]
