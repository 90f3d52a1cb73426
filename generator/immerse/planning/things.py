"""Everything on a site that somebody looks for by its id or its name, and where it is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from immerse.model.edition import Edition
from immerse.model.module import Module
from immerse.model.page import Thing
from immerse.model.rotation import Rotation


def plan_things(edition: Edition, addresses: Mapping[str, str]) -> tuple[Thing, ...]:
    """What the search leads to first when its id or its name is typed; only what lies on a page of this site."""
    named = ((key, id, title) for key, id, title in _named(edition) if key in addresses)
    found = (Thing(id, title, addresses[key]) for key, id, title in named)
    return (*found, *_levels(edition))


def _named(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(Key of the address, id or nothing, what it is called)."""
    programme = edition.programme
    for id, title in chain(*map(_in_module, programme.modules), _in_rotation(programme.rotation)):
        yield id, id, title
    for playbook in programme.playbooks:
        yield playbook.id, playbook.id, playbook.title
    for rule in programme.curriculum.constitution:
        yield rule.id, rule.id, rule.title
    for term in programme.curriculum.glossary:
        yield f"term:{term.id}", "", term.term
    for id, contact in (edition.client.policy.escalation.contacts or {}).items():
        yield f"contact:{id}", "", contact.title


def _in_module(module: Module) -> Iterator[tuple[str, str]]:
    yield module.id, module.title
    yield from ((competency.id, competency.title) for competency in module.competencies)
    yield from ((lesson.id, lesson.title) for lesson in module.lessons)
    if module.drills:
        yield from ((drill.id, drill.title) for drill in module.drills.drills)
        yield from ((inject.id, inject.title) for inject in module.drills.injects)
    if module.checks:
        yield from ((check.id, "Question") for check in module.checks.checks)


def _in_rotation(rotation: Rotation) -> Iterator[tuple[str, str]]:
    yield from ((competency.id, competency.title) for competency in rotation.competencies)
    yield from ((gate.id, gate.title) for gate in rotation.gates)
    yield from ((rule.id, rule.title) for rule in rotation.signoff_rules)
    yield from ((stone.id, stone.title) for stone in rotation.handover)
    yield from ((task.id, task.title) for task in rotation.tasks)
    yield from ((item.id, item.statement) for part in rotation.graduation for item in part.items)


def _levels(edition: Edition) -> Iterator[Thing]:
    """Priorities and severities: rows of a page that nothing else leads to."""
    policy = edition.client.policy
    address = "reference/priorities.md"
    for priority, asked in (policy.response.priorities or {}).items():
        yield Thing(priority, asked.question, f"{address}#priority-{priority.lower()}")
    for severity, level in (policy.crisis.severity_levels or {}).items():
        yield Thing(severity, level.label, f"{address}#severity-{severity.lower()}")
