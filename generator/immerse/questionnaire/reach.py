"""How far a setting reaches: the lessons and playbooks whose text depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from immerse.composing import analyse
from immerse.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Reach:
    """What changes with a setting."""

    lessons: tuple[str, ...] = ()
    playbooks: tuple[str, ...] = ()
    elsewhere: int = 0
    """Drills, knowledge checks, competencies and other pages."""

    @property
    def count(self) -> int:
        """Lessons and playbooks together, by which defaults are put in order."""
        return len(self.lessons) + len(self.playbooks)

    def __str__(self) -> str:
        parts = [_counted(self.lessons, "lesson"), _counted(self.playbooks, "playbook")]
        said = " and ".join(part for part in parts if part)
        if self.elsewhere and not said:
            return f"It changes {self.elsewhere} exercise{'s' * (self.elsewhere != 1)} or checks."
        return f"It changes {said}." if said else ""


def reach_of(programme: Programme) -> dict[str, Reach]:
    """Key of a setting -> what reads it."""
    reads = analyse(programme).reads
    uses = {str(one.id): tuple(map(str, one.uses)) for one in programme.competencies()}
    sources: dict[str, set[str]] = {}
    for found in (reads, uses):
        for source, keys in found.items():
            for key in keys:
                sources.setdefault(key, set()).add(source)
    lessons = [str(lesson.id) for module in programme.modules for lesson in module.lessons]
    playbooks = [str(one.id) for one in programme.playbooks]
    return {key: _reach(found, lessons, playbooks) for key, found in sources.items()}


def _reach(sources: set[str], lessons: list[str], playbooks: list[str]) -> Reach:
    here = tuple(id for id in lessons if id in sources)
    there = tuple(id for id in playbooks if id in sources)
    return Reach(here, there, len(sources) - len(here) - len(there))


def _counted(ids: tuple[str, ...], what: str) -> str:
    if not ids:
        return ""
    some = ", ".join(ids[:_MOST]) + (" …" if len(ids) > _MOST else "")
    return f"{len(ids)} {what}{'s' * (len(ids) != 1)} ({some})"


_MOST = 3
"""Ids that are named before the rest is left out."""
