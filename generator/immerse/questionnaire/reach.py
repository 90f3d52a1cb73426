"""The lessons and playbooks whose texts depend on a setting."""

from dataclasses import dataclass

from immerse.composing import analyse
from immerse.model.programme import Programme
from immerse.words.english import counted


@dataclass(frozen=True, slots=True)
class Reach:
    """The parts of the site that depend on a setting."""

    lessons: tuple[str, ...] = ()
    playbooks: tuple[str, ...] = ()
    elsewhere: int = 0
    """Drills, knowledge checks, competencies and other pages."""

    @property
    def count(self) -> int:
        """Number of lessons and playbooks, by which defaults are sorted."""
        return len(self.lessons) + len(self.playbooks)

    def __str__(self) -> str:
        parts = " and ".join(filter(None, (_counted(self.lessons, "lesson"), _counted(self.playbooks, "playbook"))))
        if self.elsewhere and not parts:
            return f"It changes {self.elsewhere} exercise{'s' * (self.elsewhere != 1)} or checks."
        return f"It changes {parts}." if parts else ""


def reach_of(programme: Programme) -> dict[str, Reach]:
    """Key of a setting -> the parts that read it."""
    reads = analyse(programme).reads
    uses = {str(competency.id): tuple(map(str, competency.uses)) for competency in programme.competencies()}
    sources: dict[str, set[str]] = {}
    for source, keys in (*reads.items(), *uses.items()):
        for key in keys:
            sources.setdefault(key, set()).add(source)
    lessons = [str(lesson.id) for module in programme.modules for lesson in module.lessons]
    playbooks = [str(playbook.id) for playbook in programme.playbooks]
    return {key: _reach(ids, lessons, playbooks) for key, ids in sources.items()}


def _reach(sources: set[str], lessons: list[str], playbooks: list[str]) -> Reach:
    in_lessons = tuple(id for id in lessons if id in sources)
    in_playbooks = tuple(id for id in playbooks if id in sources)
    return Reach(in_lessons, in_playbooks, len(sources) - len(in_lessons) - len(in_playbooks))


def _counted(ids: tuple[str, ...], noun: str) -> str:
    if not ids:
        return ""
    names = ", ".join(ids[:_MOST]) + (" …" if len(ids) > _MOST else "")
    return f"{counted(len(ids), noun)} ({names})"


_MOST = 3
"""The greatest number of ids that are named."""
