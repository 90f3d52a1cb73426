"""The check of a file when it is saved: its own texts, under the rules that need no other file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from immerse.checking.rules import BY_ID
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.owned_text import owned_texts
from immerse.model.programme import Programme
from immerse.model.screening import ScreenedTexts
from immerse.model.subject import Subject
from immerse.problems import Problem

_RULES = ("markup", "L-70", "reference")


@dataclass(frozen=True)
class _Texts(Subject):
    """A programme and a client of which only some texts are judged."""

    overlays: ScreenedTexts = field(default_factory=ScreenedTexts)


def check_saved(programme: Programme, client: Client, paths: frozenset[str], on: date) -> tuple[Problem, ...]:
    """The problems of these rules in some files, sorted; `paths` are relative to the workspace."""
    files = (file for file in _files(programme) if file.location.path in paths)
    texts = (owned for file in files for owned in owned_texts(file, "programme"))
    overlay = f"{client.folder}/overlay.yml" in paths
    overlay_texts = owned_texts(client.overlay, f"{client.id}/overlay") if overlay else ()
    subject = _Texts(programme, (client,), {}, on, screened=ScreenedTexts(texts), overlays=ScreenedTexts(overlay_texts))
    problems = {problem for id in _RULES for problem in BY_ID[id].find(subject)}
    return tuple(sorted(problem for problem in problems if problem.location.path in paths))


def _files(programme: Programme) -> Iterator[Node]:
    """The models of files, one for each file."""
    yield programme.curriculum
    yield programme.rotation
    for module in programme.modules:
        yield from module.lessons
        yield from (file for file in (module.drills, module.checks) if file)
    yield from programme.playbooks
