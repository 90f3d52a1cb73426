"""The coverage of competencies by objectives, lessons, drills, checks, evidence, gates and graduation items.

Reads a programme as it is written (every alternative counts) or that of an edition, which has only the parts of its
client. Judges nothing: rules are in `checking`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from immerse.model.base import alternatives
from immerse.model.competency import Competency
from immerse.model.lesson import Lesson
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem
from immerse.texts.shown import shown_in_full

T = TypeVar("T")

STRAND = "ROT"
"""The module under which the competencies of the rotation itself are shown."""


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective of a lesson; it serves what its lesson teaches."""

    lesson: str
    number: int
    """Counted from 1 within its lesson; an alternative has a number of its own."""
    text: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """One competency and everything that leads to it or asks for it."""

    id: str
    module: str
    """Module id, or `ROT` for competencies that are learned over the whole rotation."""
    title: str
    critical: bool
    lessons: tuple[str, ...]
    objectives: tuple[Objective, ...]
    drills: tuple[str, ...]
    injects: tuple[str, ...]
    checks: tuple[str, ...]
    evidence: tuple[str, ...]
    """Kinds of evidence that count, of those that the rotation knows."""
    pieces: int
    observed: int
    gates: tuple[tuple[str, int], ...]
    """(gate, level), in the order of the gates; only gates that there are."""
    graduation: tuple[str, ...]
    """Graduation items that ask for it."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something that nothing refers to. `kind` is one of `ORPHANS`."""

    kind: str
    id: str
    says: str
    """The sentence after the id: "no lesson teaches it"."""


class Coverage(NamedTuple):
    """The coverage of every competency, orphans, and gates and items that ask for no competency."""

    rows: tuple[Covered, ...]
    objectives: tuple[Objective, ...]
    orphans: tuple[Orphan, ...]
    beside: tuple[str, ...]
    """Gates and graduation items that ask for no competency: a placement, a signature, a date."""


ORPHANS = {
    "untaught": "no lesson teaches it",
    "untrained": "no drill or inject trains it",
    "unchecked": "no knowledge check asks for it",
    "unevidenced": "no kind of evidence counts for it",
    "ungated": "no gate asks for it",
    "ungraduated": "no graduation item asks for it",
    "objectives": "its objectives serve no competency",
    "aimless": "it has no objective",
    "drill": "it trains no competency",
    "inject": "it trains no competency",
    "check": "it asks for no competency",
    "evidence": "no competency accepts this kind of evidence",
}
"""Kind of orphan -> the missing part. The first six are about competencies; the first three do not apply to the
rotation's own, which are learned by living it."""

_OF_LESSONS = ("untaught", "untrained", "unchecked")


def coverage_of(programme: Programme) -> Coverage:
    """The coverage of a programme, as written or as one client's edition has it. Order is that of the programme."""
    known = {str(competency.id) for competency in programme.competencies()}
    objectives = tuple(objective for lesson in programme.lessons() for objective in _objectives(lesson, known))
    rows = tuple(_rows(programme, objectives))
    orphans = (*_of_competencies(rows), *_of_lessons(programme, objectives), *_of_tasks(programme, known, rows))
    return Coverage(rows, objectives, orphans, tuple(_without_items(programme, rows)))


def _objectives(lesson: Lesson, known: set[str]) -> Iterator[Objective]:
    taught = tuple(str(id) for id in lesson.teaches if id in known)
    for number, point in enumerate(alternatives(lesson.objectives), 1):
        yield Objective(str(lesson.id), number, shown_in_full(point.text).replace("\n", " "), taught)


def by_competency(pairs: Iterable[tuple[Iterable[str], T]]) -> Mapping[str, list[T]]:
    """Competency -> the items that lead to it, from pairs (ids of competencies, an item that leads to them), in
    order."""
    by_id: dict[str, list[T]] = defaultdict(list)
    for ids, item in pairs:
        for id in dict.fromkeys(ids):
            by_id[id].append(item)
    return by_id


def _rows(programme: Programme, objectives: tuple[Objective, ...]) -> Iterator[Covered]:
    rotation = programme.rotation
    serving = by_competency((objective.competencies, objective) for objective in objectives)
    lessons = by_competency((lesson.teaches, str(lesson.id)) for lesson in programme.lessons())
    drills = by_competency((drill.trains, str(drill.id)) for drill in programme.drills())
    injects = by_competency((inject.trains, str(inject.id)) for inject in programme.injects())
    checks = by_competency(((check.competency,), str(check.id)) for check in programme.checks())
    kinds = {kind.id for kind in rotation.evidence_kinds}
    items = [item for part in rotation.graduation for item in part.items]
    modules = {competency.id: str(module.id) for module in programme.modules for competency in module.competencies}
    for competency in programme.competencies():
        yield Covered(
            id=str(competency.id),
            module=modules.get(competency.id, STRAND),
            title=str(competency.title),
            critical=competency.critical,
            lessons=tuple(lessons.get(competency.id, ())),
            objectives=tuple(serving.get(competency.id, ())),
            drills=tuple(drills.get(competency.id, ())),
            injects=tuple(injects.get(competency.id, ())),
            checks=tuple(checks.get(competency.id, ())),
            evidence=tuple(str(kind) for kind in competency.evidence.kinds if kind in kinds),
            pieces=competency.evidence.pieces,
            observed=competency.evidence.observed,
            gates=tuple(
                (str(gate.id), competency.levels[gate.id]) for gate in rotation.gates if gate.id in competency.levels
            ),
            graduation=tuple(str(item.id) for item in items if asks_for(item, competency)),
        )


def asks_for(item: GraduationItem, competency: Competency) -> bool:
    """Whether a graduation item asks for a competency: by its id, or because it asks for every one of its sort."""
    every = {"competency": True, "critical": competency.critical, "other": not competency.critical}
    return competency.id in item.competencies or bool(item.every_one and every[item.every_one])


def _of_competencies(rows: tuple[Covered, ...]) -> Iterator[Orphan]:
    for row in rows:
        links_by_kind = {
            "untaught": row.lessons,
            "untrained": row.drills or row.injects,
            "unchecked": row.checks,
            "unevidenced": row.evidence,
            "ungated": row.gates,
            "ungraduated": row.graduation,
        }
        for kind, links in links_by_kind.items():
            if not links and not (row.module == STRAND and kind in _OF_LESSONS):
                yield _orphan(kind, row.id)


def _of_lessons(programme: Programme, objectives: tuple[Objective, ...]) -> Iterator[Orphan]:
    first = {objective.lesson: objective for objective in reversed(objectives)}
    for lesson in programme.lessons():
        first_objective = first.get(lesson.id)
        if first_objective is None:
            yield _orphan("aimless", lesson.id)
        elif not first_objective.competencies:
            yield _orphan("objectives", lesson.id)


def _of_tasks(programme: Programme, known: set[str], rows: tuple[Covered, ...]) -> Iterator[Orphan]:
    yield from (_orphan("drill", drill.id) for drill in programme.drills() if not known & set(drill.trains))
    yield from (_orphan("inject", inject.id) for inject in programme.injects() if not known & set(inject.trains))
    yield from (_orphan("check", check.id) for check in programme.checks() if check.competency not in known)
    accepted = {kind for row in rows for kind in row.evidence}
    yield from (_orphan("evidence", kind.id) for kind in programme.rotation.evidence_kinds if kind.id not in accepted)


def _orphan(kind: str, id: str) -> Orphan:
    return Orphan(kind, str(id), ORPHANS[kind])


def _without_items(programme: Programme, rows: tuple[Covered, ...]) -> Iterator[str]:
    asking = {gate for row in rows for gate, _ in row.gates} | {item for row in rows for item in row.graduation}
    rotation = programme.rotation
    yield from (str(gate.id) for gate in rotation.gates if gate.id not in asking)
    yield from (str(item.id) for part in rotation.graduation for item in part.items if item.id not in asking)
