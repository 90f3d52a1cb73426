"""Every field with text of the models that a release compares is listed as a block, or named here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

import pytest
from immerse.model.base import Node
from immerse.model.module import Lesson, Module
from immerse.model.playbook import Playbook
from immerse.model.rotation import Rotation
from immerse.model.text import Line, Prose

TEMPLATES = "".join(
    file.read_text("utf-8")
    for file in (files("immerse.rendering") / "templates").iterdir()
    if file.name.endswith(".jinja")
)
MODELS: dict[str, type[Node]] = {"lesson": Lesson, "playbook": Playbook, "module": Module, "rotation": Rotation}
NO_BLOCKS = {
    "lesson": {"title", "sections"},
    "playbook": {"title", "tables", "templates", "variants", "steps"},
    "module": {"title", "lessons", "drills", "checks", "competencies"},
    "rotation": {"title", "handover", "graduation", "competencies", "gates", "tracks", "signoff_rules", "tasks"},
}
"""Model -> fields with text that are no block without an id: titles, and nodes of their own."""


class Planted(Lesson):
    advice: Prose | None = None


def types_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from types_in(inner)


def holds_text(annotation: Any, above: frozenset[type] = frozenset()) -> bool:
    """Whether a value of this type can have a text of an author."""
    for kind in types_in(annotation):
        if isinstance(kind, type) and kind not in above:
            if issubclass(kind, Prose | Line):
                return True
            if issubclass(kind, Node) and any(
                holds_text(field.annotation, above | {kind}) for field in kind.model_fields.values()
            ):
                return True
    return False


def text_fields(model: type[Node]) -> set[str]:
    return {name for name, field in model.model_fields.items() if holds_text(field.annotation)}


def listed_fields(kind: str) -> set[str]:
    pages = json.loads((files("immerse.releasing") / "block_fields.json").read_text("utf-8")).items()
    return {field for page, fields in pages if page.split("/")[0] == kind for field, _, _ in fields}


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_with_text_is_listed_once(kind: str) -> None:
    assert listed_fields(kind).isdisjoint(NO_BLOCKS[kind])
    assert text_fields(MODELS[kind]) == listed_fields(kind) | NO_BLOCKS[kind]


def test_a_planted_field_without_an_entry_is_found() -> None:
    assert text_fields(Planted) - listed_fields("lesson") - NO_BLOCKS["lesson"] == {"advice"}


def has_heading(anchor: str) -> bool:
    return bool(re.search(rf"heading\(\d, '{anchor}', ", TEMPLATES))


def test_every_anchor_of_a_block_is_one_of_a_heading() -> None:
    pages = json.loads((files("immerse.releasing") / "block_fields.json").read_text("utf-8")).values()
    anchors = {anchor for fields in pages for _, anchor, _ in fields if anchor}
    assert len(anchors) > 15
    assert [anchor for anchor in sorted(anchors) if not has_heading(anchor)] == []
    assert not has_heading("watch-it-dome")
