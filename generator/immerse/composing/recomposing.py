"""Recomposing: makes an edition in which only some lessons changed from the previous one, resolving only these."""

import heapq
from collections.abc import Iterable
from dataclasses import replace

from immerse.composing.overlay import Overlaying
from immerse.composing.removed_parts import removed_from
from immerse.composing.resolving import Resolver
from immerse.composing.view import texts_of
from immerse.model.base import Node
from immerse.model.edition import Client, Edition
from immerse.model.lesson import Lesson
from immerse.model.programme import Programme
from immerse.model.pruning import pruned
from immerse.problems import Problem, each_once, errors


def rewritten_lessons(before: Programme, after: Programme) -> tuple[Lesson, ...] | None:
    """The lessons in which two programmes differ, as they are in `after`; None where anything else differs too. Fast
    where unchanged parts are the same objects in both."""
    if not _same_but_for(before, after, "modules") or len(before.modules) != len(after.modules):
        return None
    changed: list[Lesson] = []
    for old, new in zip(before.modules, after.modules, strict=True):
        if not _same_but_for(old, new, "lessons") or len(old.lessons) != len(new.lessons):
            return None
        for lesson, written in zip(old.lessons, new.lessons, strict=True):
            if lesson is written:
                continue
            if lesson.id != written.id or lesson.when != written.when:
                return None
            changed.append(written)
    return tuple(changed)


def recompose(
    edition: Edition, programme: Programme, client: Client, lessons: tuple[Lesson, ...]
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition that `compose` gives, with everything that other packages added to the previous one.

    Args:
        edition: The mentor's edition of the same client with the previous lessons.
        programme: As loaded, with the new lessons.
        client: With the policy, overlay and look of the edition.
        lessons: Those of `rewritten_lessons`.

    Returns:
        The edition, or None where a problem is an error; and the problems of the overlay and of these lessons, sorted.
    """
    overlaying = Overlaying(programme, client)
    laid = {lesson.id: lesson for lesson in overlaying.lay().lessons()}
    resolver = Resolver(client)
    resolved = [resolver.resolve_lesson(laid[lesson.id]) for lesson in lessons if lesson.id in laid]
    problems = each_once((*overlaying.problems, *resolver.problems, *resolver.missing_values()))
    if errors(problems):
        return None, problems
    whole = _with(edition.programme, programme, [lesson for lesson in resolved if lesson])
    rewritten = {str(lesson.id) for lesson in resolved if lesson}
    changed = {str(lesson.id) for lesson in lessons}
    order = {source: number for number, source in enumerate(edition.reads)}
    unchanged = [outcome for outcome in edition.outcomes if outcome.source not in changed]
    outcomes = heapq.merge(unchanged, resolver.outcomes, key=lambda outcome: order.get(outcome.source, 0))
    reads = {source: tuple(sorted(keys)) for source, keys in resolver.reads.items() if source in rewritten}
    return replace(
        edition,
        programme=whole,
        reads=edition.reads | reads,
        outcomes=tuple(outcomes),
        overlay_notes=tuple(overlaying.notes),
        **texts_of(whole),
    ), problems


def _with(whole: Programme, programme: Programme, lessons: Iterable[Lesson]) -> Programme:
    """An edition's programme with these lessons replaced, and pruned as the edition is."""
    removed = removed_from(programme, whole)
    new = {lesson.id: pruned(lesson, removed) or lesson for lesson in lessons}
    modules = tuple(
        module.model_copy(update={"lessons": tuple(new.get(lesson.id, lesson) for lesson in module.lessons)})
        for module in whole.modules
    )
    return whole.model_copy(update={"modules": modules})


def _same_but_for(before: Node, after: Node, name: str) -> bool:
    """Whether two models of one class are equal, positions included, in every field but one."""
    old, new = vars(before), vars(after)
    return all(old[field] == new[field] for field in old if field != name)
