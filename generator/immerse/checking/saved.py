"""What is judged the moment that a file is saved: its own texts, under the rules that need no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from immerse.checking.rules import BY_ID
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText, owned_texts
from immerse.model.programme import Programme
from immerse.model.screening import ScreenedTexts
from immerse.model.subject import Subject
from immerse.problems import Problem

_RULES = ("markup", "L-70", "reference")


@dataclass(frozen=True)
class _Texts(Subject):
    """A programme and a client, of whose texts only some are judged."""

    overlays: ScreenedTexts = field(default_factory=ScreenedTexts)


def check_saved(programme: Programme, client: Client, paths: frozenset[str], on: date) -> tuple[Problem, ...]:
    """What these rules find in some files, sorted; `paths` are relative to the workspace."""
    texts = (owned for file in _files(programme) if file.location.path in paths for owned in _texts_of(file))
    overlay = f"{client.folder}/overlay.yml" in paths
    own = owned_texts(client.overlay, f"{client.id}/overlay") if overlay else ()
    subject = _Texts(programme, (client,), {}, on, screened=ScreenedTexts(texts), overlays=ScreenedTexts(own))
    found = {problem for id in _RULES for problem in BY_ID[id].find(subject)}
    return tuple(sorted(problem for problem in found if problem.location.path in paths))


def _texts_of(file: Node) -> Iterator[OwnedText]:
    return owned_texts(file, "programme")


def _files(programme: Programme) -> Iterator[Node]:
    """The models of files, one for each file."""
    yield programme.curriculum
    yield programme.rotation
    for module in programme.modules:
        yield from module.lessons
        yield from (file for file in (module.drills, module.checks) if file)
    yield from programme.playbooks
