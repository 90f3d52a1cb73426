"""The blocks of each page: their texts as they are shown, with page and anchor."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

from immerse.model.base import Node, walk_texts
from immerse.model.book import Book
from immerse.model.edition import Edition
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.module import Curriculum, Module
from immerse.model.playbook import Playbook
from immerse.model.rotation import Rotation
from immerse.model.text import Line, Prose
from immerse.texts.shown import shown_in_full


class PageBlock(NamedTuple):
    """A part of a page."""

    id: str
    page: str
    anchor: str
    title: str
    text: str


@cache
def _block_fields() -> dict[str, list[tuple[str, str, str]]]:
    """Kind of node, or page of the rotation -> (field, anchor on the page, title) of its parts that have no id."""
    fields: dict[str, list[tuple[str, str, str]]] = json.loads(
        (files("immerse.releasing") / "block_fields.json").read_text("utf-8")
    )
    return fields


def words_of(value: Any) -> str:
    """Every text in a value as it is shown, one a line, in the order of the fields."""
    texts = (text for text in walk_texts(value) if isinstance(text, Prose | Line))
    return "\n".join(shown_in_full(text) if isinstance(text, Prose) else " ".join(text.split()) for text in texts)


def blocks_of(edition: Edition, addresses: dict[str, str]) -> Iterator[PageBlock]:
    """The blocks of an edition, without the items, whose changes are declared. `addresses` are those of its plan: id ->
    `address` or `address#anchor`."""
    programme = edition.programme
    blocks = chain(
        _curriculum(programme.curriculum, addresses),
        _rotation(programme.rotation, edition.book, addresses),
        *(_module(module, addresses) for module in programme.modules),
        *(_playbook(playbook, addresses) for playbook in programme.playbooks),
    )
    return (block for block in blocks if block.text)


def _fields(owner: str, page: str, node: Node, kind: str) -> Iterator[PageBlock]:
    for field, anchor, title in _block_fields()[kind]:
        yield PageBlock(f"{owner}.{field}", page, anchor, title, words_of((getattr(node, field),)))


def _found(id: str, title: str, node: Any, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if id in addresses:
        page, _, anchor = addresses[id].partition("#")
        yield PageBlock(id, page, anchor, title, words_of(node))


def _curriculum(curriculum: Curriculum, addresses: dict[str, str]) -> Iterator[PageBlock]:
    yield PageBlock("curriculum.welcome", "index.md", "", "Welcome", words_of((curriculum.welcome,)))
    for rule in curriculum.constitution:
        yield from _found(str(rule.id), str(rule.title), rule, addresses)
    for term in curriculum.glossary:
        yield from _found(f"term:{term.id}", str(term.term), term, addresses)
    for source in curriculum.sources:
        yield from _found(f"source:{source.id}", str(source.title), source, addresses)


def _rotation(rotation: Rotation, book: Book, addresses: dict[str, str]) -> Iterator[PageBlock]:
    handover = ["rotation/handover.md"] if rotation.handover else []
    for page in ("rotation/index.md", "rotation/evidence.md", *handover):
        yield from _fields("rotation", page, rotation, page)
    named_parts: tuple[Any, ...] = (*rotation.gates, *rotation.signoff_rules, *rotation.handover, *rotation.tasks)
    beside = _due(book) | {rule.id: rule.sentence for rule in book.rules}
    for named in named_parts:
        for block in _found(str(named.id), str(named.title), named, addresses):
            yield block._replace(text="\n".join(filter(None, (block.text, beside.get(block.id)))))


def _due(book: Book) -> dict[str, str]:
    """Task or gate -> when it is due and who does it, which can change without any change of a text."""
    gates = {gate.id: f"Week {gate.week}" for gate in book.gates if gate.week is not None}
    return gates | {task.id: f"{book.roles.get(task.who, task.who)}: {task.when}" for task in book.tasks}


def _module(module: Module, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if (id := str(module.id)) in addresses:
        yield from _fields(id, addresses[id], module, "module")
    for lesson in module.lessons:
        if (id := str(lesson.id)) in addresses:
            yield from _fields(id, addresses[id], lesson, "lesson")
            yield from _parts(id, addresses[id], lesson.sections, "section")
    for inject in module.drills.injects if module.drills else ():
        yield from _found(str(inject.id), str(inject.title), inject, addresses)
    for check in module.checks.checks if module.checks else ():
        for block in _found(str(check.id), f"Question {check.id}", check, addresses):
            yield block._replace(text=f"{block.text}\n{_answer(check)}")


def _answer(check: KnowledgeCheck) -> str:
    """The right option in words, which can change without any change of a text."""
    right = getattr(check.answer, "option", "")
    return "Answer: " + words_of(tuple(option for option in check.options if getattr(option, "id", "") == right))


def _playbook(playbook: Playbook, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if (id := str(playbook.id)) in addresses:
        yield from _fields(id, addresses[id], playbook, "playbook")
        yield from _parts(id, addresses[id], playbook.tables, "table")
        yield from _parts(id, addresses[id], playbook.templates, "template")
        for variant in playbook.variants:
            anchor, text = f"variant-{variant.id}", words_of((variant.title, variant.trigger))
            yield PageBlock(f"{id}/{anchor}", addresses[id], anchor, str(variant.title), text)


def _parts(owner: str, page: str, parts: Iterable[Any], prefix: str) -> Iterator[PageBlock]:
    for part in parts:
        anchor = f"{prefix}-{part.id}"
        title = str(getattr(part, "title", "") or getattr(part, "use", ""))
        yield PageBlock(f"{owner}/{anchor}", page, anchor, title, words_of(part))
