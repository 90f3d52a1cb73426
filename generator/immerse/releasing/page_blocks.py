"""The parts of each page with their texts as they are shown, and where on the page they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from immerse.model.base import Node, walk_texts
from immerse.model.book import Book
from immerse.model.edition import Edition
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
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


Fields = tuple[tuple[str, str, str], ...]
"""(field, anchor on the page, title) of the parts of a node that have no id of their own."""

_LESSON: Fields = (
    ("summary", "", "In short"),
    ("objectives", "objectives", "Afterwards you can"),
    ("why_here", "", "Why it matters here"),
    ("showing", "watch-it-done", "Watch it done"),
    ("practice", "now-you", "Now you"),
    ("limits", "limits", "Where your authority ends"),
    ("pitfalls", "pitfalls", "Easy mistakes"),
    ("mentor", "for-the-mentor", "For the mentor"),
    ("sources", "sources", "Sources"),
)
_PLAYBOOK: Fields = (
    ("summary", "", "In short"),
    ("trigger", "", "Use it when"),
    ("timers", "clocks", "Clocks"),
    ("decisions", "decide", "Decide"),
    ("limits", "limits", "Where authority ends"),
    ("outputs", "outputs", "What is left behind"),
    ("decision_tables", "", "How it is decided"),
    ("roles", "about", "Roles"),
    ("owner", "about", "Owner"),
    ("mentor", "for-the-mentor", "For the mentor"),
    ("sources", "sources", "Sources"),
)
_MODULE: Fields = (
    ("purpose", "", "What it is for"),
    ("overview", "", "Overview"),
    ("rubric", "rubric", "How the levels look here"),
    ("evidence", "evidence", "Evidence"),
    ("attests", "evidence", "Who attests"),
)
_ROTATION: Fields = (
    ("overview", "", "Overview"),
    ("phases", "phases", "Phases"),
    ("levels", "levels", "Levels"),
    ("week_pattern", "week", "A week"),
    ("paths", "paths", "Where you start from"),
    ("roles", "roles", "Who is who"),
)
_SIGNING: Fields = (
    ("evidence_kinds", "kinds", "Kinds of evidence"),
    ("contexts", "contexts", "Where it may be shown"),
    ("minimum_evidence", "least", "The least that is needed"),
)


def words_of(value: Any) -> str:
    """Every text in a value as it is shown, a line each, in the order of the fields."""
    return "\n".join(_words(value))


def _words(value: Any) -> Iterator[str]:
    for text in walk_texts(value):
        if isinstance(text, Prose):
            yield shown_in_full(text)
        elif isinstance(text, Line):
            yield " ".join(text.split())


def blocks_of(edition: Edition, addresses: dict[str, str]) -> Iterator[PageBlock]:
    """The blocks of an edition, without the items: their changes are declared.

    Args:
        edition: One view's.
        addresses: Id -> `address` or `address#anchor`, of the plan of that view.
    """
    programme = edition.programme
    for block in (
        *_curriculum(programme.curriculum, addresses),
        *_rotation(programme.rotation, edition.book, addresses),
        *(block for module in programme.modules for block in _module(module, addresses)),
        *(block for playbook in programme.playbooks for block in _playbook(playbook, addresses)),
    ):
        if block.text:
            yield block


def _fields(owner: str, page: str, node: Node, wanted: Fields) -> Iterator[PageBlock]:
    for field, anchor, title in wanted:
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
    yield from _fields("rotation", "rotation/index.md", rotation, _ROTATION)
    yield from _fields("rotation", "rotation/evidence.md", rotation, _SIGNING)
    if rotation.handover:
        yield from _fields(
            "rotation", "rotation/handover.md", rotation, (("exit_criteria", "criteria", "It may leave when"),)
        )
    named_parts: tuple[Any, ...] = (*rotation.gates, *rotation.signoff_rules, *rotation.handover, *rotation.tasks)
    beside = _due(book) | {rule.id: rule.sentence for rule in book.rules}
    for named in named_parts:
        for block in _found(str(named.id), str(named.title), named, addresses):
            yield block._replace(text="\n".join(filter(None, (block.text, beside.get(block.id)))))


def _due(book: Book) -> dict[str, str]:
    """Task or gate -> when it is due and who does it; a change of that need not change any text."""
    gates = {gate.id: f"Week {gate.week}" for gate in book.gates if gate.week is not None}
    return gates | {task.id: f"{book.roles.get(task.who, task.who)}: {task.when}" for task in book.tasks}


def _module(module: Module, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if (id := str(module.id)) in addresses:
        yield from _fields(id, addresses[id], module, _MODULE)
    for lesson in module.lessons:
        yield from _lesson(lesson, addresses)
    for inject in module.drills.injects if module.drills else ():
        yield from _found(str(inject.id), str(inject.title), inject, addresses)
    for check in module.checks.checks if module.checks else ():
        for block in _found(str(check.id), f"Question {check.id}", check, addresses):
            yield block._replace(text=f"{block.text}\n{_answer(check)}")


def _answer(check: KnowledgeCheck) -> str:
    """The right option in words; a change of it need not change any text."""
    right = getattr(check.answer, "option", "")
    return "Answer: " + words_of(tuple(option for option in check.options if getattr(option, "id", "") == right))


def _lesson(lesson: Lesson, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if (id := str(lesson.id)) in addresses:
        yield from _fields(id, addresses[id], lesson, _LESSON)
        yield from _parts(id, addresses[id], lesson.sections, "section")


def _playbook(playbook: Playbook, addresses: dict[str, str]) -> Iterator[PageBlock]:
    if (id := str(playbook.id)) in addresses:
        yield from _fields(id, addresses[id], playbook, _PLAYBOOK)
        yield from _parts(id, addresses[id], playbook.tables, "table")
        yield from _parts(id, addresses[id], playbook.templates, "template")
        for variant in playbook.variants:
            anchor = f"variant-{variant.id}"
            text = words_of((variant.title, variant.trigger))
            yield PageBlock(f"{id}/{anchor}", addresses[id], anchor, str(variant.title), text)


def _parts(owner: str, page: str, parts: Iterable[Any], prefix: str) -> Iterator[PageBlock]:
    for part in parts:
        anchor = f"{prefix}-{part.id}"
        title = str(getattr(part, "title", "") or getattr(part, "use", ""))
        yield PageBlock(f"{owner}/{anchor}", page, anchor, title, words_of(part))
